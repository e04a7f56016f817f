from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.dispatch.models import Answer, Receipt
from vungxanh.dispatch.state import State, state_of, worst

RECEIPTS = Receipt.State.values
ANSWERS = [None, "", *Answer.values]


@pytest.mark.parametrize(
    ("answer", "receipts", "state"),
    [
        (None, [], State.WAITING),
        ("", [], State.SENDING),
        ("unknown", [], State.UNKNOWN),
        ("later", [], State.LATER),
        ("accepted", [], State.ACCEPTED),
        ("rejected", [], State.REJECTED),
        ("withdrawn", [], State.WITHDRAWN),
        ("", ["delivered"], State.DELIVERED),
        ("unknown", ["delivered"], State.DELIVERED),
        ("accepted", ["undelivered"], State.UNDELIVERED),
        ("accepted", ["undelivered", "delivered"], State.DELIVERED),
        ("accepted", ["expired"], State.EXPIRED),
    ],
)
def test_the_state_of_a_part_follows_from_its_answer_and_receipts(answer, receipts, state):
    assert state_of(answer, receipts) is state


@given(st.sampled_from(ANSWERS), st.lists(st.sampled_from(RECEIPTS), max_size=6), st.randoms())
def test_receipts_in_any_order_and_repeated_give_the_same_state(answer, receipts, chance):
    shuffled = receipts * 2
    chance.shuffle(shuffled)
    assert state_of(answer, shuffled) is state_of(answer, receipts)


@given(st.sampled_from(ANSWERS), st.sets(st.sampled_from(RECEIPTS)), st.sampled_from(RECEIPTS))
def test_a_delivered_part_stays_delivered_whatever_comes_later(answer, receipts, late):
    assert state_of(answer, {*receipts, "delivered", late}) is State.DELIVERED


def test_a_recipient_is_as_well_off_as_the_worst_part():
    for parts in permutations([State.DELIVERED, State.UNKNOWN, State.ACCEPTED]):
        assert worst(parts) is State.UNKNOWN
    assert worst([State.DELIVERED, State.UNDELIVERED]) is State.UNDELIVERED
    assert worst([]) is State.WAITING
