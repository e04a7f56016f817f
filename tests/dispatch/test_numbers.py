from hypothesis import given
from hypothesis import strategies as st

from vungxanh.dispatch import numbers

DISPATCHES = st.integers(1, numbers.MOST_DISPATCHES)
PLACES = st.integers(1, numbers.MOST_RECIPIENTS)
PART = st.integers(1, numbers.MOST_PARTS)


@given(DISPATCHES, PLACES, PART)
def test_a_number_says_whose_it_is_and_fits_the_database(dispatch, place, part):
    recipient = numbers.recipient_number(dispatch, place)
    attempt = numbers.attempt_number(recipient, part)
    assert 0 < recipient < attempt < 2**63
    assert (numbers.recipient_of(attempt), numbers.part_of(attempt), numbers.place_of(recipient)) == (
        recipient,
        part,
        place,
    )


@given(DISPATCHES, PLACES, PLACES, PART, PART)
def test_parts_of_one_recipient_are_neighbours_and_recipients_of_one_dispatch_too(dispatch, one, other, part, another):
    first, second = sorted([one, other])
    assert numbers.recipient_number(dispatch, first) < numbers.recipient_number(dispatch + 1, 1)
    if first < second:
        ends = numbers.attempt_number(numbers.recipient_number(dispatch, first), part)
        begins = numbers.attempt_number(numbers.recipient_number(dispatch, second), another)
        assert ends < begins


@given(DISPATCHES, PART)
def test_the_reference_fits_16_bits_and_differs_between_a_phones_next_messages(dispatch, part):
    assert 0 <= numbers.reference_of(dispatch, part) < 2**16
    assert numbers.joint_reference(dispatch) != numbers.joint_reference(dispatch + 1)
