"""Two operators share by weight and health; when one is gone the other carries on, and the desk is told why."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dispatch.scenery import AT, running_sender_of
from dispatch.test_outage import until
from vungxanh.channels.port import Account
from vungxanh.dispatch.health_words import words
from vungxanh.dispatch.models import Pulse
from vungxanh.dispatch.state import counts
from vungxanh.exercise.operator import SimulatedOperator


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[SimulatedOperator, SimulatedOperator]]:
    with SimulatedOperator(tmp_path / "one.jsonl") as one, SimulatedOperator(tmp_path / "other.jsonl") as other:
        yield one, other


def accounts(two: tuple[SimulatedOperator, SimulatedOperator], *weights: int) -> list[Account]:
    return [
        replace(operator.account(), name=name, weight=weight)
        for operator, name, weight in zip(two, ("one", "other"), weights, strict=True)
    ]


def sent_by_both(two: tuple[SimulatedOperator, SimulatedOperator], fan_out, folder: Path, *weights: int) -> list[int]:
    """How many parts each operator got of a send of 900 that either could carry alone."""
    with running_sender_of([replace(one, window=1000) for one in accounts(two, *weights)], folder):
        for operator in two:
            operator.wait_for_bind(within=30)
        fan_out()
        until(lambda: sum(len(operator.accepted()) for operator in two) == 900)
    return [len(operator.accepted()) for operator in two]


def test_two_operators_share_by_weight_and_a_message_stays_on_one_line(subscribe, fan_out, two, tmp_path):
    subscribe(300)
    assert sent_by_both(two, fan_out, tmp_path, 75, 25) == pytest.approx([675, 225], abs=12)
    assert sum(len(operator.received()) for operator in two) == 300


def test_one_number_that_does_not_exist_changes_nothing_between_two_operators(subscribe, fan_out, two, tmp_path):
    subscribe(301)
    two[0].behave(reject=frozenset({"84900000003"}))
    two[1].behave(reject=frozenset({"84900000003"}))
    assert sent_by_both(two, fan_out, tmp_path, 50, 50) == pytest.approx([450, 450], abs=12)


def test_when_one_operator_is_gone_the_other_carries_on_and_the_desk_is_told_why(subscribe, fan_out, two, tmp_path):
    subscribe(400)
    one, other = two
    for operator in two:
        operator.behave(answer_after=0.05, undelivered_percent=0)
    with running_sender_of(accounts(two, 50, 50), tmp_path):
        one.wait_for_bind(within=30)
        other.wait_for_bind(within=30)
        sent = fan_out()
        one.wait_for(60, within=30)
        one.behave(refuse_bind=0x0D)
        one.cut_lines()
        until(lambda: (found := counts([sent.pk], AT)[sent.pk]).delivered + found.unknown == 1200, 60)
        until(lambda: Pulse.objects.filter(line__name="one", health=0, reason="bind-refused").exists())
        assert words("bind-refused") in words(Pulse.objects.get(line__name="one").reason)
        assert Pulse.objects.get(line__name="other").health == 100
    assert len(other.accepted()) > 800
    assert not Pulse.objects.exists()
