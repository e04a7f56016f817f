"""How long an urgent message to one commune takes, from `dispatch()` to the operator, while a huge bulk one is sent."""

import random
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from benchmarks.dispatch import scenery
from benchmarks.dispatch.a_sender import clock
from benchmarks.dispatch.kept import Kept
from benchmarks.dispatch.table import Row
from benchmarks.dispatch.waiting import until
from smpp34 import SubmitSm

from vungxanh.channels.kinds import ChannelKind
from vungxanh.dispatch.fan_out import dispatch
from vungxanh.dispatch.models import Lane
from vungxanh.dispatch.numbers import joint_reference
from vungxanh.dispatch.state import counts
from vungxanh.exercise.operator import Behaviour, SimulatedOperator
from vungxanh.exercise.smpp_session import SmppSession
from vungxanh.places.models import Place

_TPS, _WINDOW, _BINDS = 1_000, 50, 4
_COMMUNES, _OF_A_COMMUNE = 559, 50
_BULK_RECIPIENTS, _MESSAGES = 1_670_000, 100
_MEDIAN, _P99 = 2.0, 5.0  # seconds


class _Watching(SimulatedOperator):
    """Notes when it accepted the first part of each dispatch, known by the joint reference of its parts."""

    def __init__(self) -> None:
        super().__init__(None, behaviour=Behaviour(answer_after=0.02, undelivered_percent=0))
        self.first: dict[int, float] = {}
        self.came = threading.Condition()

    def submitted(self, session: SmppSession, submits: list[tuple[int, SubmitSm]]) -> None:
        super().submitted(session, submits)
        now = perf_counter()
        new = {submit.short_message[3] for _, submit in submits} - self.first.keys()
        if new:
            with self.came:
                self.first |= dict.fromkeys(new, now)
                self.came.notify_all()

    def forget(self) -> None:
        self.first = {}

    def wait_for_first(self, reference: int, *, within: float) -> float:
        """The moment at which the dispatch with this joint reference began to arrive."""
        with self.came:
            if not self.came.wait_for(lambda: reference in self.first, within):
                raise TimeoutError(f"an urgent message did not arrive within {within:.0f} s")
        return self.first[reference]


def rows(*, quick: bool) -> list[Row]:
    recipients, messages = (33_000, 20) if quick else (_BULK_RECIPIENTS, _MESSAGES)
    place = scenery.province(_COMMUNES)
    bulk = scenery.outgoing(place, recipients, lane=Lane.BULK)
    scenery.subscribe(place, _COMMUNES * _OF_A_COMMUNE, first=5_000_000, audience="urgent")
    urgent = [scenery.message(place) for _ in range(messages)]
    communes = list(Place.objects.filter(parent=place).order_by("pk")[:messages])
    with tempfile.TemporaryDirectory(prefix="urgent-") as name, _Watching() as operator:
        account = replace(operator.account(), window=_WINDOW, binds=_BINDS, tps=_TPS)
        epoch = time.time()
        with Kept("send", account, Path(name), epoch) as sender:
            until(lambda: operator.counts.accepted > 5 * _TPS, sender)
            begin, before = perf_counter(), operator.counts.accepted
            waited = sorted(_sent_urgently(operator, urgent, communes, clock(epoch)))
            rate = (operator.counts.accepted - before) / (perf_counter() - begin)
    left = counts([bulk.pk], scenery.AT)[bulk.pk].waiting
    p99 = quantiles(waited, n=100, method="inclusive")[98]
    return [
        Row(
            f"urgent to one commune in a bulk of {recipients * scenery.PARTS:,} parts, median",
            f"{median(waited):.2f} s", f"≤ {_MEDIAN:.0f} s", median(waited) <= _MEDIAN,
            f"{messages} tries; {rate:,.0f} parts/s meanwhile (tps {_TPS:,})",
        ),
        Row(
            "  p99", f"{p99:.2f} s", f"≤ {_P99:.0f} s", p99 <= _P99,
            f"least {waited[0]:.2f}, most {waited[-1]:.2f} s; {left:,} bulk parts still waiting at the end",
        ),
    ]  # fmt: skip


def _sent_urgently(operator: _Watching, messages, communes: list[Place], now) -> list[float]:
    """Seconds from dispatch() to the first part at the operator, for one after another."""
    chance, waited = random.Random(1), []
    for message, commune in zip(messages, communes, strict=True):
        time.sleep(chance.uniform(0, 0.5))  # so that no try meets the sender at the moment the last one left it
        operator.forget()
        begin = perf_counter()
        sent = dispatch(
            message, ChannelKind.SMS, audiences=["urgent"], place=commune, lane=Lane.URGENT, at=now(),
            expires_at=scenery.EXPIRES,
        )  # fmt: skip
        waited.append(operator.wait_for_first(joint_reference(sent.pk), within=60) - begin)
    return waited
