"""A sender's event loop: turn after turn, what was heard is stored and what goes next is sent.

While the database is down nothing is stamped; what is heard goes to the spool. The database is used from one thread of
its own; no transaction is open while a part is on the wire. Logs name accounts and counts, never a text or an address.
"""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

import psycopg
from django.db import DataError, IntegrityError, InterfaceError, OperationalError

from vungxanh.channels.port import Account
from vungxanh.dispatch import lease, lines, repair
from vungxanh.dispatch.database_thread import DatabaseThread, hang_up
from vungxanh.dispatch.ear import Ear, Gathered
from vungxanh.dispatch.held import WORDS, Held, without_a_way
from vungxanh.dispatch.outbox import Counter as RoomCounter
from vungxanh.dispatch.spool import Spool
from vungxanh.dispatch.stamp import Refused, Stamping
from vungxanh.dispatch.turn import Heard, Turn, Turns, next_retry
from vungxanh.dispatch.wire import Wire
from vungxanh.renditions.sealed import FileChanged

log = logging.getLogger(__name__)
_LOOK = 1.0  # seconds between two looks into an outbox from which nothing came
_TELL = 2.0  # seconds between two pulses
_REPAIR = 5.0
_TRY_AGAIN = 0.5  # seconds between two tries to reach a database that is down

DOWN = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)


class Exchange:
    """`now` gives the time that is stored and compared with expiry; waiting is done on the machine's own clock."""

    def __init__(
        self, accounts: Sequence[Account], now: Callable[[], datetime], database: DatabaseThread, spool: Path
    ) -> None:
        self._accounts, self._now, self._database, self._spool_folder = accounts, now, database, spool
        self._ear = Ear()
        self._turns = Turns()
        self._began, self._first = monotonic(), now()
        self._told = self._repaired = 0.0
        self.wires: list[Wire] = []
        self.refused: dict[int, Refused] = {}
        self._held: dict[int, Held] = {}  # what was told in the log
        self.sender = 0
        self.accepted = self.receipts = self.repeated = 0
        self.looked = False  # the last turn had room, and looked into the outbox
        self.busy = False  # it gave something to send
        self.spread = False  # a dispatch waits for its minute

    async def open(self) -> None:
        """Enter as a sender, take what dead ones left, and connect."""
        self.sender = await self._database(lease.enter)
        rows = await self._database(lines.register, self._accounts)
        self._spool = Spool(self._spool_folder, self.sender)
        await self._give_back_spool()
        await self._repair()
        self.wires = [Wire(account, rows[account.name], self._ear) for account in self._accounts]
        for wire in self.wires:
            wire.start()

    async def close(self) -> None:
        """Hear what is on the wire, store or keep it, say goodbye."""
        with suppress(*DOWN):
            while self._ear.under_way and any(wire.is_open for wire in self.wires):
                await self.turn(stamping=False)
                await self._ear.news(0.1)
        for wire in self.wires:
            await wire.close()
        with suppress(*DOWN):
            await self.turn(stamping=False)
            await self._database(self._leave)
        self._spool.close()

    def wake(self) -> None:
        self._ear.wake()

    async def news(self) -> None:
        """Wait until there is a reason for another turn."""
        for wire in self.wires:
            if problem := wire.broken:
                raise problem
        waits = [wire.until_room() for wire in self.wires if wire.is_open]
        await self._ear.news(min([_LOOK, *(wait for wait in waits if wait)]))

    async def turn(self, *, stamping: bool = True) -> None:
        """Store what was heard, stamp and send what goes next. Raises DOWN after keeping what was heard."""
        gathered = self._ear.gather()
        try:
            counters = self._counters() if stamping else []
            self.looked = bool(counters)
            taken: Turn = await self._database(
                self._turns.take, self.sender, gathered.heard, counters, self._now(), self._due()
            )
        except DOWN:
            self._keep(gathered)
            raise
        self._ear.stored(gathered)
        self.accepted += sum(said.answer == "accepted" for said in gathered.heard.answers)
        self.receipts += taken.new_receipts
        self._send(taken)
        if monotonic() - self._told > _TELL:
            self._told = monotonic()
            await self._database(lines.tell, self.sender, self._findings(), self._now())

    async def repair(self) -> None:
        """Now and then: take what dead senders left, and repeat doubts where the account says so."""
        if monotonic() - self._repaired > _REPAIR:
            await self._repair()
            await self.tell_held()
            for wire in self.wires:
                if wire.account.repeat_after_doubt:
                    before = self._now() - timedelta(seconds=wire.account.receipt_quiet)
                    await self.repeat([wire], before)

    async def tell_held(self) -> None:
        """Log once which dispatches no living sender may carry, and why."""
        held = await self._database(without_a_way, self._now())
        for dispatch, (channel, why) in held.items():
            if self._held.get(dispatch) != why and why is not Held.NO_SENDER:  # a pulse of ours that came late
                log.warning("Dispatch %d (%s) is held. %s", dispatch, channel, WORDS[why])
        self._held = {dispatch: why for dispatch, (_, why) in held.items()}

    async def repeat(self, wires: Sequence[Wire], before: datetime) -> int:
        """Have the doubts of these wires sent again. Returns how many."""
        rows = [wire.row for wire in wires]
        repeated: int = await self._database(lambda: repair.repeat_doubts(rows, before=before, at=self._now()))
        self.repeated += repeated
        if repeated:
            log.warning("%d parts that nobody answered for are sent again, counted as repeated.", repeated)
            self._ear.wake()
        return repeated

    async def outage(self) -> None:
        """Until the database is back: keep what is heard on disk, acknowledge it, and try again."""
        log.error("The database does not answer. Nothing new is sent; what operators say is kept on disk.")
        while True:
            await self._ear.news(_TRY_AGAIN)
            self._keep(self._ear.gather())
            try:
                await self._database(hang_up)
                self.sender = await self._database(lease.enter, self.sender)
                await self._database(repair.reconcile, self.sender, list(self._ear.under_way), self._now())
                await self._give_back_spool()
            except DOWN:
                continue
            log.warning("The database is back; what was kept is stored.")
            return

    async def next_retry(self) -> datetime | None:
        found: datetime | None = await self._database(next_retry, self._channels(), self._now(), list(self.refused))
        return found

    @property
    def under_way(self) -> int:
        return len(self._ear.under_way)

    @property
    def totals(self) -> Counter[str]:
        return Counter({outcome.value: n for outcome, n in self._ear.totals.items()})

    def due(self) -> datetime:
        return self._due()

    def _due(self) -> datetime:
        """Up to when retries are taken: the time passed in stands still in a replay, waiting does not."""
        return max(self._now(), self._first + timedelta(seconds=monotonic() - self._began))

    def _channels(self) -> list[str]:
        return list(dict.fromkeys(wire.account.channel for wire in self.wires))

    def _counters(self) -> list[RoomCounter]:
        counters = []
        for channel in self._channels():
            rooms = [wire.room(self._ear.loads[wire.row]) for wire in self.wires if wire.account.channel == channel]
            if any(room.room for room in rooms):
                known = {dispatch: refused.versions for dispatch, refused in self.refused.items()}
                counters.append(RoomCounter(channel, self.sender, rooms, known))
        return counters

    def _send(self, taken: Turn) -> None:
        self.busy = self.spread = False
        for stamping in taken.stampings:
            self._judge(stamping)
            self.spread |= stamping.spread
            self.busy |= bool(stamping.parts)
            self._ear.sent(stamping.parts, {wire.account.name: wire.row for wire in self.wires})
            for wire in self.wires:
                if parts := [part for part in stamping.parts if part.line == wire.account.name]:
                    wire.send(parts)

    def _judge(self, stamping: Stamping) -> None:
        """Remember whose text or file is not the approved one, until it is again. It is told once."""
        for dispatch, refused in stamping.refused.items():
            known = self.refused.get(dispatch)
            if known is None or (known.versions, str(known.changed)) != (refused.versions, str(refused.changed)):
                log.error("Dispatch %d is held. %s", dispatch, refused.changed)
        self.refused |= stamping.refused
        for dispatch in stamping.restored:
            what = "files" if isinstance(self.refused.pop(dispatch).changed, FileChanged) else "text"
            log.warning("Dispatch %d has its approved %s again and goes on.", dispatch, what)

    def _findings(self) -> list[lines.Finding]:
        return [wire.finding(self._ear.loads[wire.row]) for wire in self.wires]

    def _keep(self, gathered: Gathered) -> None:
        if gathered.heard.answers or gathered.heard.receipts:
            self._spool.keep(gathered.heard)
        self._ear.stored(gathered)

    async def _give_back_spool(self) -> None:
        for heard in self._spool.give_back():
            if not await self._is_stored(heard) and not all([await self._is_stored(one) for one in heard.singly()]):
                self._spool.refused()

    async def _is_stored(self, heard: Heard) -> bool:
        """False when the database does not take it: it speaks of another database's rows."""
        try:
            await self._database(self._turns.take, self.sender, heard, (), self._now(), self._due())
        except (DataError, IntegrityError):
            return False
        return True

    async def _repair(self) -> None:
        self._repaired = monotonic()
        freed, doubts = await self._database(repair.free_orphans, self.sender, self._now())
        if freed:
            log.warning("A sender is gone: %d bundles are taken over, %d parts are in doubt.", freed, doubts)

    def _leave(self) -> None:
        lease.leave(self.sender)
        lines.silent(self.sender)


__all__ = ["DOWN", "Exchange", "Heard"]
