"""Sends what the outbox holds. Killed anywhere, it loses nobody; run twice, it sends nothing twice.

The database is used from one thread of its own, so that storing and sending overlap; no transaction is open while
a part is on the wire. Logs name accounts and counts, never a text, a number or an address.
"""

import asyncio
import logging
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from vungxanh.channels.port import Account, LinkUnavailable
from vungxanh.dispatch import lease
from vungxanh.dispatch.database_thread import DatabaseThread, wait_for_call
from vungxanh.dispatch.session import Session, SessionReport

log = logging.getLogger(__name__)
_FIRST_BACK_OFF, _LONGEST_BACK_OFF = 0.2, 30.0
_POLL = 3.0  # seconds
_TOTALS = ("accepted", "rejected", "expired", "unknown", "throttled", "repeated", "receipts")
_FRUITLESS = 4  # connections in a row that got nothing through, after which drain() leaves the rest for later


@dataclass(frozen=True, slots=True)
class DrainReport:
    """What one drain did. `unreachable` names the accounts that were given up; their parts are still waiting."""

    accepted: int = 0
    rejected: int = 0
    expired: int = 0
    unknown: int = 0
    throttled: int = 0
    repeated: int = 0
    receipts: int = 0
    unreachable: tuple[str, ...] = ()


class Sender:
    """`now` gives the time that is stored and compared with expiry; waiting is done on the machine's own clock."""

    def __init__(self, accounts: Sequence[Account], now: Callable[[], datetime], *, patience: float = 5.0) -> None:
        self._accounts, self._now, self._patience = tuple(accounts), now, patience

    def drain(self, channel: str) -> DrainReport:
        """Send everything that waits on `channel` and wait for its receipts (`patience` seconds of silence at most).

        Call it outside a transaction. Raises OutsideExercise before a socket is opened, and ChangedSinceApproval
        (after everything else was sent) when a text is not the approved one; its parts are left untouched.
        """
        return asyncio.run(self._drain(channel))

    def run_forever(self) -> None:
        """Send on every account whatever comes into the outbox, until SIGTERM or SIGINT; then say goodbye."""
        asyncio.run(self._forever())

    async def _drain(self, channel: str) -> DrainReport:
        unreachable: list[str] = []
        with DatabaseThread() as database:
            number = await database(lease.enter)
            drains = [
                self._drain_account(account, database, number, unreachable)
                for account in self._accounts
                if account.channel == channel
            ]
            reports = [report for of_account in await asyncio.gather(*drains) for report in of_account]
        for report in reports:
            for changed in report.refused:
                raise changed
        totals = {name: sum(getattr(report, name) for report in reports) for name in _TOTALS}
        return DrainReport(**totals, unreachable=tuple(unreachable))

    async def _drain_account(
        self, account: Account, database: DatabaseThread, number: int, unreachable: list[str]
    ) -> list[SessionReport]:
        reports: list[SessionReport] = []
        fruitless = 0
        while True:
            session = Session(account, database, self._now, number, self._patience)
            report = await self._one_session(session, account)
            if report is not None:
                reports.append(report)
                if not report.lost and not (report.unknown and account.repeat_after_doubt):
                    return reports
            fruitless = 0 if report is not None and report.accepted else fruitless + 1
            if fruitless == _FRUITLESS:
                break
            await asyncio.sleep(_back_off(fruitless))
        log.error("Account “%s” is given up for now; what it did not send is waiting.", account.name)
        unreachable.append(account.name)
        return reports

    async def _forever(self) -> None:
        stopping, sessions = asyncio.Event(), set[Session]()
        for number_of_signal in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number_of_signal, stopping.set)
        with DatabaseThread() as database:
            number = await database(lease.enter)
            async with asyncio.TaskGroup() as tasks:
                for account in self._accounts:
                    tasks.create_task(self._stay(account, database, number, stopping, sessions))
                await self._wake(stopping, sessions)

    async def _stay(
        self, account: Account, database: DatabaseThread, number: int, stopping: asyncio.Event, sessions: set[Session]
    ) -> None:
        fruitless = 0
        while not stopping.is_set():
            session = Session(account, database, self._now, number, self._patience)
            sessions.add(session)
            report = await self._one_session(session, account, stay=True)
            sessions.discard(session)
            for changed in report.refused if report else ():
                log.error("%s", changed)
            fruitless = 0 if report is not None and report.accepted else fruitless + 1
            with suppress(TimeoutError):
                async with asyncio.timeout(_back_off(fruitless)):
                    await stopping.wait()

    async def _wake(self, stopping: asyncio.Event, sessions: set[Session]) -> None:
        """Look into the outbox when fan-out calls, and every few seconds in case the call was missed."""
        with DatabaseThread() as listener:
            while not stopping.is_set():
                await listener(wait_for_call, _POLL)
                for session in sessions:
                    session.wake()
        for session in sessions:
            session.finish()

    async def _one_session(self, session: Session, account: Account, *, stay: bool = False) -> SessionReport | None:
        try:
            return await session.run(stay=stay)
        except LinkUnavailable as problem:
            log.warning("%s", problem)
            return None


def _back_off(fruitless: int) -> float:
    return min(_FIRST_BACK_OFF * 2.0**fruitless, _LONGEST_BACK_OFF)
