"""A send in which the sender, the repair job and the database are killed at random points, then left to finish.

With a patient operator (its receipts repeat our reference) everything arrives, and what came twice is counted as
repeated. With a bare one (no reference, hexadecimal ids) nothing is repeated, and what may not have arrived is unknown.
"""

import random
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.dispatch.a_sender import Now, clock
from benchmarks.dispatch.afterwards import Afterwards, look
from benchmarks.dispatch.kept import Kept
from benchmarks.dispatch.waiting import asked, until

from vungxanh.channels.port import Account
from vungxanh.dispatch.models import Dispatch
from vungxanh.dispatch.state import Counts, counts
from vungxanh.exercise.operator import Behaviour, SimulatedOperator

Blows = Mapping[str, Callable[[random.Random], None]]
_HURRIED = 0.3  # the share of kills that do not wait until more was sent: they also meet what is starting again
_HURRY = 1.5  # seconds, at most, until they come


@dataclass(frozen=True, slots=True)
class Ordeal:
    """`window` × `binds` is the most that one kill may leave in doubt. `quiet`: seconds until a doubt is repeated."""

    kills: int
    seed: int
    patient: bool
    window: int = 50
    binds: int = 4
    quiet: float = 3.0
    tps: float = 0.0

    @property
    def bound(self) -> int:
        return self.window * self.binds

    def behaviour(self) -> Behaviour:
        bare = not self.patient
        return Behaviour(answer_after=0.02, undelivered_percent=0, again_after=2.0, bare_receipts=bare, hex_ids=bare)

    def account(self, operator: SimulatedOperator) -> Account:
        return replace(
            operator.account(), window=self.window, binds=self.binds, receipt_quiet=self.quiet,
            repeat_after_doubt=self.patient, tps=self.tps,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Survived:
    """`fell`: how often a process of ours ended by itself, as where the database was away when it started.
    `most_in_doubt`: the most parts that were under way right after a kill of the sender.
    """

    struck: Counter[str]
    fell: int
    most_in_doubt: int
    seconds: float
    after: Afterwards


def survive(ordeal: Ordeal, operator: SimulatedOperator, sent: Dispatch, folder: Path, blows: Blows) -> Survived:
    """Send `sent` over `operator` while it is struck. `blows`: what may be hit besides our own processes, and how.

    The operator has a journal. Whoever falls is started again at once, as a supervisor would do.
    """
    chance, epoch, began = random.Random(ordeal.seed), time.time(), time.monotonic()
    account, now = ordeal.account(operator), clock(epoch)
    parts = asked(lambda: _counts(sent, now).parts)
    most_in_doubt = 0
    with Kept("send", account, folder, epoch) as sender, Kept("repair", account, folder, epoch) as repair:
        own = {"sender": sender, "repair": repair}
        targets = _targets(chance, ordeal.kills, [*own, *blows])
        for done, target in enumerate(targets):
            if chance.random() < _HURRIED:
                time.sleep(chance.uniform(0, _HURRY))
            else:
                _until_further(operator, parts, ordeal.kills - done, chance, sender, repair)
            if target in blows:
                blows[target](chance)
                continue
            own[target].kill()
            if target == "sender":
                most_in_doubt = max(most_in_doubt, asked(lambda: _counts(sent, now).sending))
            own[target].start()
        until(lambda: _is_over(ordeal, asked(lambda: _counts(sent, now)), operator), sender, repair, each=0.2)
        fell, seconds = sender.fell + repair.fell, time.monotonic() - began
    after = asked(lambda: look(sent, operator.submits(), now()))
    return Survived(Counter(targets), fell, most_in_doubt, seconds, after)


def _targets(chance: random.Random, kills: int, kinds: list[str]) -> list[str]:
    """Every kind as often, in no order."""
    targets = [kinds[n % len(kinds)] for n in range(kills)]
    chance.shuffle(targets)
    return targets


def _until_further(operator: SimulatedOperator, parts: int, left: int, chance: random.Random, *kept: Kept) -> None:
    """Until some more parts were accepted: so many that the kills that are `left` fall anywhere in what is left."""
    so_far = operator.counts.accepted
    point = so_far + chance.uniform(0, 2 * (parts - so_far) / (left + 1))
    until(lambda: operator.counts.accepted >= point, *kept)


def _counts(sent: Dispatch, now: Now) -> Counts:
    return counts([sent.pk], now())[sent.pk]


def _is_over(ordeal: Ordeal, found: Counts, operator: SimulatedOperator) -> bool:
    if ordeal.patient:
        return found.delivered == found.parts
    return not found.open and operator.counts.acknowledged == operator.counts.accepted
