"""The table of what operators do wrong, and what an SMS link makes of it. Real sockets, one row a misbehaviour."""

import asyncio
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from channels.listener import Listener, number, short_messages
from vungxanh.channels.port import NOT_SENT, Account, LinkUnavailable, Outcome, ReceiptState
from vungxanh.channels.sms.link import SmsLink
from vungxanh.channels.sms.receipt import same_ids
from vungxanh.exercise.operator import Behaviour, SimulatedOperator

PARTS, WINDOW, ANSWER_WITHIN = 40, 10, 0.3
_PATIENT = 10.0  # seconds: where no part is late, a busy machine must not make one so
ACCEPTED, REJECTED, THROTTLED, LATER, UNKNOWN = (
    Outcome.ACCEPTED, Outcome.REJECTED, Outcome.THROTTLED, Outcome.LATER, Outcome.UNKNOWN,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of PARTS parts."""

    listener: Listener
    link: SmsLink
    operator: SimulatedOperator

    @property
    def outcomes(self) -> Counter[Outcome]:
        return Counter(self.listener.outcomes().values())

    @property
    def codes(self) -> set[str]:
        return {answer.code for answer in self.listener.answers if answer.code}


@dataclass(frozen=True, slots=True)
class Row:
    """`outcomes` of all parts, receipts heard, why the line was lost (blank: it was not), what else is true."""

    what: str
    behaviour: dict[str, Any]
    outcomes: dict[Outcome, int] = field(default_factory=lambda: {ACCEPTED: PARTS})
    receipts: int = PARTS
    lost: str = ""
    window: int = WINDOW
    also: Callable[[Heard], bool] = lambda heard: True


def _throttled(heard: Heard) -> bool:
    return heard.codes == {"0x00000058"}


def _ids_match(heard: Heard) -> bool:
    """Each receipt is found by its id, in whichever form, and says the truth of its number."""
    keys = {answer.operator_id: answer.key for answer in heard.listener.answers}
    for notice in heard.listener.notices:
        (key,) = {keys[form] for form in same_ids(notice.operator_id) if form in keys}
        failed = heard.operator.would_fail(notice.address)
        if notice.address != number(key) or (notice.state is ReceiptState.UNDELIVERED) != failed:
            return False
    return True


def _bare(heard: Heard) -> bool:
    return {notice.reference for notice in heard.listener.notices} == {None} and _ids_match(heard)


def _late_answers_settle(heard: Heard) -> bool:
    """What was said to be in doubt is told as taken when its answer comes after all."""
    late = [notice for notice in heard.listener.notices if notice.token is None]
    return {notice.reference for notice in late} == set(range(PARTS)) and {notice.state for notice in late} == {None}


TABLE = [
    Row("behaves", {}, also=_ids_match),
    Row("tells the first ones to slow down", {"throttle_first": 7}, {THROTTLED: 7, ACCEPTED: 33}, 33, also=_throttled),
    Row("tells everybody to slow down for a while", {"throttle_for": 5.0}, {THROTTLED: PARTS}, 0, also=_throttled),
    Row("has a rate limit", {"tps": 2.0}, {ACCEPTED: 2, THROTTLED: 38}, 2, also=_throttled),
    Row("does not know some numbers", {"reject": frozenset({number(3), number(4)})}, {REJECTED: 2, ACCEPTED: 38}, 38,
        also=lambda heard: heard.codes == {"0x0000000B"}),
    Row("cuts the line in mid-window", {"cut_after": 20, "delay": 9.0}, {ACCEPTED: 10, UNKNOWN: 10, LATER: 20}, 0,
        lost="line", also=lambda heard: heard.codes == {NOT_SENT} and heard.operator.counts.accepted == 20),
    Row("cuts the line and loses what it had read", {"cut_after": 20, "delay": 9.0, "lose_when_cut": True},
        {ACCEPTED: 10, UNKNOWN: 10, LATER: 20}, 0, lost="line",
        also=lambda heard: heard.operator.counts.accepted == 10),
    Row("is slow (20 ms)", {"answer_after": 0.02}),
    Row("is slow (50 ms)", {"answer_after": 0.05}),
    Row("answers too late", {"answer_after": 2 * ANSWER_WITHIN}, {UNKNOWN: 10, LATER: 30}, 0,
        lost="10 parts had no answer within 0.3 s"),
    Row("answers too late, in a wide window", {"answer_after": 2 * ANSWER_WITHIN, "delay": 9.0}, {UNKNOWN: PARTS},
        window=100, also=_late_answers_settle),
    Row("is silent", {"silent": True}, {UNKNOWN: 10, LATER: 30}, 0, lost="10 parts had no answer within 0.3 s"),
    Row("loses some answers", {"lose_answer_every": 20, "delay": 9.0}, {UNKNOWN: 2, ACCEPTED: 38}, 0, window=3,
        also=lambda heard: heard.operator.most_unanswered == 3),
    Row("answers what nobody asked", {"wrong_sequence_every": 4}, {UNKNOWN: 10, ACCEPTED: 30}, window=20,
        also=lambda heard: heard.link.strangers == 10),
    Row("answers in another order", {"answers_reversed": True}, also=_ids_match),
    Row("sends receipts twice", {"receipts_twice": True}, receipts=2 * PARTS,
        also=lambda heard: len({notice.token for notice in heard.listener.notices}) == 2 * PARTS),
    Row("sends receipts before answers", {"receipts_first": True, "answer_after": 0.02},
        also=lambda heard: heard.listener.order[:WINDOW] == ["notice"] * WINDOW),
    Row("sends receipts late", {"delay": 0.2},
        also=lambda heard: heard.listener.order == ["answer"] * PARTS + ["notice"] * PARTS),
    Row("leaves our reference out of receipts", {"bare_receipts": True}, also=_bare),
    Row("writes ids in hexadecimal in receipts", {"hex_ids": True}, also=_bare),
    Row("writes ids in hexadecimal in answers", {"hex_answers": True}, also=_bare),
    Row("sends garbage", {"garbage_after": 20, "delay": 9.0}, {ACCEPTED: 10, UNKNOWN: 10, LATER: 20}, 0,
        lost="A PDU of 4294967295 octets"),
    Row("sends half a PDU and pauses", {"half_pause": 0.01}, also=_ids_match),
]  # fmt: skip


def _account(operator: SimulatedOperator, **changes: Any) -> Account:
    return replace(operator.account(), **({"window": WINDOW, "answer_within": ANSWER_WITHIN} | changes))


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.what)
def test_an_operator_that(row: Row, tmp_path: Path) -> None:
    async def run(operator: SimulatedOperator) -> None:
        listener = Listener()
        within = ANSWER_WITHIN if UNKNOWN in row.outcomes else _PATIENT
        link = SmsLink(_account(operator, window=row.window, answer_within=within), listener)
        await link.open()
        link.submit(short_messages(PARTS))
        await listener.until(lambda: len(listener.answers) == PARTS and len(listener.notices) == row.receipts)
        heard = Heard(listener, link, operator)
        assert heard.outcomes == Counter(row.outcomes)
        assert link.lost == bool(row.lost)
        assert re.search(row.lost, "".join(listener.reasons))
        assert row.also(heard)
        assert operator.most_unanswered <= row.window
        await link.close()

    with SimulatedOperator(tmp_path / "operator.jsonl", behaviour=Behaviour(**row.behaviour)) as operator:
        asyncio.run(run(operator))


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        ({"refuse_bind": 0x0D}, "0x0000000D: The operator does not let this account connect."),
        ({"close_on_bind": True}, "the other end closed the line"),
        ({"deaf": True}, "no answer within 0.3 s"),
    ],
)
def test_an_operator_that_does_not_let_us_in_is_unavailable_with_its_reason(
    behaviour: dict[str, Any], reason: str, tmp_path: Path
) -> None:
    async def run(operator: SimulatedOperator) -> None:
        listener = Listener()
        link = SmsLink(_account(operator), listener)
        with pytest.raises(LinkUnavailable, match=re.escape(reason)):
            await link.open()
        link.submit(short_messages(1))
        await link.close()
        assert listener.order == ["answer"]
        assert listener.answers[0].code == NOT_SENT

    with SimulatedOperator(tmp_path / "operator.jsonl", behaviour=Behaviour(**behaviour)) as operator:
        asyncio.run(run(operator))


def test_nobody_listening_is_a_refused_connection(tmp_path: Path) -> None:
    with SimulatedOperator(tmp_path / "operator.jsonl") as operator:
        account = _account(operator)
    with pytest.raises(LinkUnavailable, match="the connection was refused"):
        asyncio.run(SmsLink(account, Listener()).open())


def test_after_throttling_the_same_parts_are_taken(tmp_path: Path) -> None:
    async def run(operator: SimulatedOperator) -> None:
        listener = Listener()
        link = SmsLink(_account(operator), listener)
        await link.open()
        link.submit(short_messages(5))
        await listener.all_answered(5)
        operator.behave(throttle_for=0.0)
        link.submit(short_messages(5))
        await listener.all_answered(10)
        await link.close()
        assert [answer.outcome for answer in listener.answers] == [THROTTLED] * 5 + [ACCEPTED] * 5

    with SimulatedOperator(tmp_path / "operator.jsonl", behaviour=Behaviour(throttle_for=30.0)) as operator:
        asyncio.run(run(operator))


def test_a_part_in_doubt_keeps_its_place_in_the_window(tmp_path: Path) -> None:
    """The operator may still have it under way: it never gets more than it agreed to."""

    async def run(operator: SimulatedOperator) -> None:
        listener = Listener()
        link = SmsLink(_account(operator, window=3), listener)
        await link.open()
        for turn in (1, 2, 3):
            link.submit(short_messages(3, first=3 * turn))
            await listener.all_answered(3 * turn)
        assert operator.most_unanswered == 3
        assert list(listener.outcomes().values()).count(UNKNOWN) == 3
        await listener.until(lambda: link.lost)  # a window of doubts is all that one line ever gives
        await link.close()

    with SimulatedOperator(tmp_path / "operator.jsonl", behaviour=Behaviour(lose_answer_every=3)) as operator:
        asyncio.run(run(operator))
