"""Receipts that come all at once: how many a second are stored, and what a database that is away does to them.

The operator accepts everything first and withholds its receipts (a deliver window of nothing); then it sends them all.
"""

import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from benchmarks.dispatch import scenery
from benchmarks.dispatch.afterwards import Afterwards, look
from benchmarks.dispatch.kept import Kept
from benchmarks.dispatch.server import Server
from benchmarks.dispatch.table import Row
from benchmarks.dispatch.waiting import asked, until

from vungxanh.database import home
from vungxanh.dispatch.models import Receipt
from vungxanh.dispatch.state import counts
from vungxanh.exercise.operator import Behaviour, SimulatedOperator

_WINDOW, _BINDS = 50, 4
_DELIVER_WINDOW = 1_000
_ENOUGH = 5_000  # receipts stored a second
# It looks for receipts to send four times in `again_after`: here often, so that the clock starts when they do.
_WITHHELD = Behaviour(undelivered_percent=0, deliver_window=0, again_after=0.04)
_AGAIN_AFTER = 60.0


@dataclass(frozen=True, slots=True)
class _Flood:
    """The receipts of one send, about to be let go."""

    operator: SimulatedOperator
    sender: Kept
    spool: Path
    parts: int
    dispatch: int

    def let_go(self) -> None:
        self.operator.behave(deliver_window=_DELIVER_WINDOW, again_after=_AGAIN_AFTER)

    def acknowledged(self) -> int:
        return self.operator.counts.acknowledged

    def until_acknowledged(self, receipts: int) -> None:
        until(lambda: self.acknowledged() >= receipts, self.sender, each=0.002)

    def until_stored(self) -> None:
        """Every receipt in the database, nothing left in the spool."""
        until(lambda: asked(self._delivered) == self.parts and not list(self.spool.iterdir()), self.sender, each=0.1)

    def _delivered(self) -> int:
        return counts([self.dispatch], scenery.AT)[self.dispatch].delivered


def rows(*, quick: bool) -> list[Row]:
    recipients, away = (2_000, 5.0) if quick else (34_000, 60.0)
    return [_undisturbed(recipients), *_with_the_database_away(recipients, away)]


@contextmanager
def _flood(recipients: int):
    sent = scenery.outgoing(scenery.province(16), recipients)
    with tempfile.TemporaryDirectory(prefix="receipts-") as name:
        folder = Path(name)
        with SimulatedOperator(folder / "journal", behaviour=_WITHHELD) as operator:
            account = replace(operator.account(), window=_WINDOW, binds=_BINDS)
            with Kept("send", account, folder, time.time()) as sender:
                parts = recipients * scenery.PARTS
                until(lambda: counts([sent.pk], scenery.AT)[sent.pk].accepted == parts, sender, each=0.1)
                yield _Flood(operator, sender, folder / "spool", parts, sent.pk), sent


def _undisturbed(recipients: int) -> Row:
    with _flood(recipients) as (flood, _sent):
        begin = perf_counter()
        flood.let_go()
        flood.until_acknowledged(flood.parts)
        rate = flood.parts / (perf_counter() - begin)
        flood.until_stored()
    return Row(
        f"{flood.parts:,} receipts at once, stored",
        f"{rate:,.0f} receipts/s",
        f"≥ {_ENOUGH:,}",
        rate >= _ENOUGH,
        f"{_BINDS} binds, deliver window {_DELIVER_WINDOW:,}",
    )


def _with_the_database_away(recipients: int, away: float) -> list[Row]:
    server = Server(home() / "postgres")
    with _flood(recipients) as (flood, sent):
        flood.let_go()
        flood.until_acknowledged(flood.parts // 4)
        gone, stored = perf_counter(), flood.acknowledged()
        server.kill()
        until(lambda: perf_counter() - gone > away, flood.sender, each=0.05)
        kept = flood.acknowledged() - stored
        server.start()
        back = perf_counter()
        flood.until_stored()
        settled = perf_counter() - back
        unacknowledged = flood.parts - flood.acknowledged()
        after: Afterwards = asked(lambda: look(sent, flood.operator.submits(), scenery.AT))
        missing = flood.parts - asked(lambda: Receipt.objects.count())
    return [
        Row(
            f"  the same with the database killed and away for {away:.0f} s",
            f"{missing} lost, {unacknowledged} unacknowledged",
            "0 and 0",
            not missing and not unacknowledged,
            f"{kept:,} kept in the spool; all stored {settled:.1f} s after it was back",
        ),
        Row(
            "  parts then",
            f"{after.lost} lost, {after.twice} twice, {after.unknown} unknown",
            "0",
            not (after.lost or after.twice or after.unknown),
            "tallies equal a recount" if not after.miscounted else f"tallies differ: {after.miscounted}",
        ),
    ]
