from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.dispatch.models import Answer, Receipt
from vungxanh.dispatch.state import State, state_of, worst

RECEIPTS = [state.value for state in Receipt.State]
ANSWERS = ["", *(answer.value for answer in Answer)]


@pytest.mark.parametrize(
    ("answer", "attempted", "held", "receipts", "state"),
    [
        ("", False, False, [], State.WAITING),
        ("", True, True, [], State.SENDING),
        ("", True, False, [], State.UNKNOWN),
        ("accepted", True, False, [], State.ACCEPTED),
        ("rejected", True, False, [], State.REJECTED),
        ("expired", False, False, [], State.EXPIRED),
        ("", True, False, ["delivered"], State.DELIVERED),
        ("accepted", True, False, ["undelivered"], State.UNDELIVERED),
        ("accepted", True, False, ["undelivered", "delivered"], State.DELIVERED),
    ],
)
def test_the_state_of_a_part_follows_from_its_answer_and_receipts(answer, attempted, held, receipts, state):
    assert state_of(answer, attempted=attempted, held=held, receipts=receipts) is state


@given(st.sampled_from(ANSWERS), st.booleans(), st.lists(st.sampled_from(RECEIPTS), max_size=6), st.randoms())
def test_receipts_in_any_order_and_repeated_give_the_same_state(answer, attempted, receipts, chance):
    shuffled = receipts * 2
    chance.shuffle(shuffled)
    assert state_of(answer, attempted=attempted, receipts=shuffled) is state_of(
        answer, attempted=attempted, receipts=receipts
    )


@given(st.sampled_from(ANSWERS), st.sets(st.sampled_from(RECEIPTS)), st.sampled_from(RECEIPTS))
def test_a_delivered_part_stays_delivered_whatever_comes_later(answer, receipts, late):
    assert state_of(answer, attempted=True, receipts={*receipts, "delivered", late}) is State.DELIVERED


def test_a_recipient_is_as_well_off_as_the_worst_part():
    for parts in permutations([State.DELIVERED, State.UNKNOWN, State.ACCEPTED]):
        assert worst(parts) is State.UNKNOWN
    assert worst([State.DELIVERED, State.UNDELIVERED]) is State.UNDELIVERED
    assert worst([]) is State.WAITING
