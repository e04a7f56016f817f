"""How recipients and parts are numbered: a dispatch's recipients are neighbours, and so are a recipient's parts.

A recipient's number is `dispatch << 26 | place in the order`, an attempt's `recipient << 8 | part`. Both fit
PostgreSQL's bigint, and the primary key alone finds everything that belongs to a dispatch.
"""

PLACE_BITS, PART_BITS = 26, 8
MOST_RECIPIENTS = (1 << PLACE_BITS) - 1  # of one dispatch
MOST_PARTS = (1 << PART_BITS) - 1
MOST_DISPATCHES = (1 << 63 - PLACE_BITS - PART_BITS) - 1


def recipient_number(dispatch: int, place: int) -> int:
    """The number of the recipient at `place` (from 1) of a dispatch."""
    return dispatch << PLACE_BITS | place


def attempt_number(recipient: int, part: int) -> int:
    """The number of a recipient's part (from 1)."""
    return recipient << PART_BITS | part


def recipient_of(attempt: int) -> int:
    return attempt >> PART_BITS


def part_of(attempt: int) -> int:
    return attempt & MOST_PARTS


def place_of(recipient: int) -> int:
    return recipient & MOST_RECIPIENTS


def joint_reference(dispatch: int) -> int:
    """The 8 bits that tie a message's parts together on a phone (3GPP TS 23.040, 9.2.3.24.1): neighbours differ."""
    return dispatch % 256


def reference_of(dispatch: int, part: int) -> int:
    """The 16 bits an operator may repeat in its receipt: one phone's own over 256 dispatches."""
    return joint_reference(dispatch) << PART_BITS | part
