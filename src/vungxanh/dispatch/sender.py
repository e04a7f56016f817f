"""Sends what the outbox holds. Killed anywhere, it loses nobody; run twice, it sends nothing twice."""

import asyncio
import logging
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

from vungxanh.channels.port import Account
from vungxanh.database import home
from vungxanh.dispatch import fallback, fan_out, repair
from vungxanh.dispatch.database_thread import DatabaseThread, hang_up, wait_for_call
from vungxanh.dispatch.exchange import DOWN, Exchange
from vungxanh.messages.lock import NotSendable

log = logging.getLogger(__name__)
_POLL = 3.0  # seconds
_FALL_BACK = 5.0  # seconds between two looks at whom a channel did not reach
_FRUITLESS = 4  # connections in a row that got nothing through, after which drain() leaves the rest for later


@dataclass(frozen=True, slots=True)
class DrainReport:
    """What one drain did. `unreachable` names the accounts that were given up, `problems` says why; their parts are
    still waiting. `changed`: texts and files that are not the approved ones, of which nothing was sent."""

    accepted: int = 0
    rejected: int = 0
    unknown: int = 0
    throttled: int = 0
    later: int = 0
    repeated: int = 0
    receipts: int = 0
    unreachable: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    changed: tuple[NotSendable, ...] = ()


class Sender:
    """`now` gives the time that is stored and compared with expiry; waiting is done on the machine's own clock.

    `spool`: the folder for what is heard while the database is down.
    """

    def __init__(
        self,
        accounts: Sequence[Account],
        now: Callable[[], datetime],
        *,
        patience: float = 5.0,
        spool: Path | None = None,
    ) -> None:
        self._accounts, self._now, self._patience = tuple(accounts), now, patience
        self._spool = spool or home() / "spool"

    def drain(self, channel: str) -> DrainReport:
        """Send everything that waits on `channel` and wait for its receipts (`patience` seconds of silence at most).

        What waits for its own hour or minute is left for a later run.

        Call it outside a transaction. Raises OutsideExercise before a socket is opened, and ChangedSinceApproval or
        FileChanged (after everything else was sent) when a text or a file is not the approved one; its parts are left
        untouched.
        """
        report = self.once(channel)
        for changed in report.changed:
            raise changed
        return report

    def once(self, channel: str) -> DrainReport:
        """As drain(), for whoever reads in the report what was changed."""
        return asyncio.run(self._drain(channel))

    def run_forever(self) -> None:
        """Send on every account whatever comes into the outbox, until SIGTERM or SIGINT; then say goodbye."""
        asyncio.run(self._forever())

    async def _drain(self, channel: str) -> DrainReport:
        accounts = [account for account in self._accounts if account.channel == channel]
        if not accounts:
            return DrainReport()
        with DatabaseThread() as database:
            while await database(fan_out.address_more, self._now()) is not None:
                pass
            await database(fallback.fall_back, self._now())
            exchange = Exchange(accounts, self._now, database, self._spool)
            await exchange.open()
            try:
                unreachable = await self._until_empty(exchange, channel, database)
            finally:
                await exchange.close()
        said = exchange.totals
        return DrainReport(
            accepted=exchange.accepted,
            rejected=said["rejected"],
            unknown=said["unknown"],
            throttled=said["throttled"],
            later=said["later"],
            repeated=exchange.repeated,
            receipts=exchange.receipts,
            unreachable=unreachable,
            problems=tuple(wire.problem for wire in exchange.wires if wire.account.name in unreachable),
            changed=tuple(refused.changed for refused in exchange.refused.values()),
        )

    async def _until_empty(self, exchange: Exchange, channel: str, database: DatabaseThread) -> tuple[str, ...]:
        while True:
            await exchange.turn()
            given_up = tuple(w.account.name for w in exchange.wires if w.fruitless >= _FRUITLESS and not w.is_open)
            if len(given_up) == len(exchange.wires):
                log.error("%s is given up for now; what was not sent is waiting.", ", ".join(given_up))
                return given_up
            idle = exchange.looked and not exchange.busy and not exchange.under_way
            if idle and not await self._something_left(exchange, channel, database):
                return given_up
            await exchange.news()

    async def _something_left(self, exchange: Exchange, channel: str, database: DatabaseThread) -> bool:
        """Whether waiting on may bring anything: a retry that is due soon, a doubt to repeat, a receipt."""
        soon = timedelta(seconds=self._patience)
        retry = await exchange.next_retry()
        if retry is not None and retry <= exchange.due() + soon:
            return True
        silence = monotonic() - max(wire.heard_at for wire in exchange.wires)
        doubts = await database(repair.any_unknown, channel, self._now())
        repeating = [wire for wire in exchange.wires if wire.account.repeat_after_doubt]
        if doubts and repeating:
            if silence < max(wire.account.receipt_quiet for wire in repeating):
                return True
            if await exchange.repeat(repeating, self._now()):
                return True
        awaits = exchange.wires[0].account.receipts and (doubts or exchange.receipts < exchange.accepted)
        return bool(awaits) and silence < self._patience

    async def _forever(self) -> None:
        stopping = asyncio.Event()
        for number_of_signal in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number_of_signal, stopping.set)
        with DatabaseThread() as database:
            exchange = Exchange(self._accounts, self._now, database, self._spool)
            if not await self._opened(exchange, database, stopping):
                return
            others = [
                asyncio.create_task(self._listen(exchange, stopping)),
                asyncio.create_task(self._address(exchange, stopping)),
            ]
            try:
                while not stopping.is_set():
                    for ended in (task for task in others if task.done()):
                        ended.result()  # a fault of ours: better to end, and be started again, than to send half
                    try:
                        await exchange.turn()
                        await exchange.repair()
                    except DOWN:
                        await exchange.outage()
                    await exchange.news()
            finally:
                stopping.set()
                exchange.wake()
                await asyncio.gather(*others, return_exceptions=True)
                await exchange.close()

    async def _opened(self, exchange: Exchange, database: DatabaseThread, stopping: asyncio.Event) -> bool:
        """Open it, however long the database is away. False when told to stop meanwhile."""
        told = False
        while not stopping.is_set():
            try:
                await exchange.open()
            except DOWN:
                if not told:
                    log.error("The database does not answer. The sender waits for it and tries again every second.")
                told = True
                await database(hang_up)
                await _pause(stopping, 1.0)
            else:
                return True
        return False

    async def _listen(self, exchange: Exchange, stopping: asyncio.Event) -> None:
        """Wake when something comes into the outbox."""
        while not stopping.is_set():
            with DatabaseThread() as listener, suppress(*DOWN):
                while not stopping.is_set():
                    if await listener(wait_for_call, _POLL):
                        exchange.wake()
            await _pause(stopping, 1.0)

    async def _address(self, exchange: Exchange, stopping: asyncio.Event) -> None:
        """Write the recipients of large dispatches while what is written is being sent."""
        while not stopping.is_set():
            with DatabaseThread() as writer, suppress(*DOWN):
                followed = -_FALL_BACK
                while not stopping.is_set():
                    if await writer(fan_out.address_more, self._now()) is not None:
                        continue
                    if monotonic() - followed >= _FALL_BACK:
                        followed = monotonic()
                        await writer(fallback.fall_back, self._now())
                    await _pause(stopping, 1.0)
            await _pause(stopping, 1.0)


async def _pause(stopping: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await stopping.wait()
