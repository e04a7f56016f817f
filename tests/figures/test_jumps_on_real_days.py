"""The rule of jumps on 1,084 real days of four provinces: an epidemic passes, typing errors do not."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2]))  # what is measured and what is tested are the same

from benchmarks.jumps import CASES, ERRORS, caught, days, false_alarms


def test_of_two_thousand_real_numbers_four_are_doubted_and_rightly() -> None:
    """The first day of Đắk Lắk's outbreak, and three days on which the Ministry's counter gave 0 for hundreds."""
    assert sum(1 for _ in days()) == 2_056
    doubted = [(day.province, day.indicator, day.value) for day in false_alarms()]
    assert doubted == [("26", CASES, 0), ("38", CASES, 0), ("66", CASES, 35), ("66", CASES, 0)]


@pytest.mark.parametrize(
    ("error", "least"),
    [*zip(ERRORS, (0.85, 0.85, 0.99, 0.95, 0.40, 0.50), strict=True)],
    ids=[error[0] for error in ERRORS],
)
def test_typing_errors_are_caught(error, least: float) -> None:
    hit, of = caught(error)
    assert of > 100
    assert hit / of >= least
