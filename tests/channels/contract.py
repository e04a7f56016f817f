"""The contract that every link keeps, whatever its far end does (channels/port.py). Run by test_contract.py."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass

from channels.far_ends import FarEnd
from channels.listener import Listener, keys
from vungxanh.channels.port import NOT_SENT, LinkUnavailable, Outcome

_NEVER_TAKEN = {Outcome.REJECTED, Outcome.THROTTLED, Outcome.LATER}


@dataclass(frozen=True, slots=True)
class Plan:
    """So many submissions over such a window, the second half of them at once or when the first is answered.

    The line is cut, or the link is closed, after so many answers.
    """

    count: int
    window: int
    in_turns: bool = False
    cut_at: int | None = None
    close_at: int | None = None


async def every_submission_is_answered_once_and_truly(far_end: FarEnd, plan: Plan) -> None:
    heard = Listener()
    link = far_end.link(far_end.account(window=plan.window), heard)
    submissions = far_end.submissions(plan.count)
    try:
        await link.open()
    except LinkUnavailable:
        link.submit(submissions)
        await link.close()
        assert {answer.code for answer in heard.answers} <= {NOT_SENT}
        assert keys(submissions) == set(heard.outcomes())
        assert far_end.kept() == []
        return
    half = plan.count // 2
    link.submit(submissions[:half])
    if plan.in_turns:
        await heard.all_answered(half)
    link.submit(submissions[half:])
    if plan.cut_at is not None:
        await heard.all_answered(min(plan.cut_at, plan.count))
        far_end.cut()
    if plan.close_at is not None:
        await heard.all_answered(min(plan.close_at, plan.count))
        await link.close()
        assert len(heard.answers) == plan.count, "a link that is closed has answered everything"
    await heard.all_answered(plan.count)
    lost_before_close = link.lost
    await link.close()
    await link.close()
    assert link.lost
    _is_true(far_end, plan, heard)
    assert len(heard.reasons) <= 1
    assert plan.close_at is not None or bool(heard.reasons) == lost_before_close
    if heard.reasons and not plan.in_turns:  # what is submitted to a lost link is answered after all
        answers = [what for what in heard.order if what != "notice"]
        assert answers[-1] == "lost", "lost is said after the last answer"


def _is_true(far_end: FarEnd, plan: Plan, heard: Listener) -> None:
    outcomes, kept = heard.outcomes(), far_end.kept()
    assert set(outcomes) == keys(far_end.submissions(plan.count))
    assert len(kept) == len(set(kept)), "a link repeats nothing by itself"
    by_outcome = {outcome: {key for key, one in outcomes.items() if one is outcome} for outcome in Outcome}
    assert by_outcome[Outcome.ACCEPTED] <= set(kept)
    for outcome in _NEVER_TAKEN:
        assert not by_outcome[outcome] & set(kept), f"{outcome} was said of something that was taken"
    assert set(kept) - by_outcome[Outcome.ACCEPTED] <= by_outcome[Outcome.UNKNOWN]
    assert far_end.most_unanswered <= plan.window


async def nothing_is_acknowledged_before_it_is_asked_for(far_end: FarEnd) -> None:
    """The far end must have `counts.acknowledged`; where a channel has no tokens there is nothing to hold it to."""
    heard = Listener()
    link = far_end.link(far_end.account(window=10), heard)
    await link.open()
    link.submit(far_end.submissions(20))
    await heard.all_answered(20)
    tokens = [notice.token for notice in heard.notices if notice.token is not None]
    if not tokens:
        await link.close()
        return
    await heard.until(lambda: len(heard.notices) == 20)
    tokens = [notice.token for notice in heard.notices if notice.token is not None]
    assert len(set(tokens)) == 20
    assert far_end.simulator.counts.acknowledged == 0
    link.acknowledge(tokens[:7])
    await link.close()  # the far end reads what was written before the goodbye
    assert far_end.simulator.counts.acknowledged == 7


async def a_training_submission_never_leaves_the_exercise(far_end: FarEnd) -> None:
    from vungxanh.channels.exercise import OutsideExercise

    heard = Listener()
    link = far_end.link(far_end.account(exercise=False), heard)
    await link.open()
    try:
        link.submit([*far_end.submissions(3), *far_end.submissions(1, training=True)])
    except OutsideExercise:
        pass
    else:
        raise AssertionError("it was taken")
    await link.close()
    assert heard.answers == []
    assert far_end.kept() == []


async def closing_never_raises(far_end: FarEnd) -> None:
    """Before it was opened, while it is opening, when the far end is gone, and twice."""
    for open_first in (False, True):
        heard = Listener()
        link = far_end.link(far_end.account(), heard)
        if open_first:
            await link.open()
            far_end.cut()
        await link.close()
        await link.close()
        link.submit(far_end.submissions(2))
        link.acknowledge([1, 2])
        assert {answer.code for answer in heard.answers} == {NOT_SENT}
    opening = far_end.link(far_end.account(), Listener())
    task = asyncio.ensure_future(opening.open())
    await asyncio.sleep(0)
    await opening.close()
    with suppress(LinkUnavailable):
        await task
    await opening.close()
