"""Rates follow from the counts; none is made up."""

from decimal import Decimal

import pytest

from vungxanh.figures.indicators import vocabulary
from vungxanh.figures.models import Indicator
from vungxanh.figures.rates import rate, rates_of


@pytest.mark.parametrize(
    ("numerator", "denominator", "per", "expected"),
    [
        (1, 3, 100, "33.3"),
        (1, 8, 100, "12.5"),
        (1, 2_000, 100, "0.1"),  # 0.05: halves upwards
        (0, 5, 100, "0.0"),
        (2_697, 1_151_154, 100_000, "234.3"),
        (5, 0, 100, None),
        (None, 5, 100, None),
        (5, None, 100, None),
    ],
)
def test_a_rate_has_one_decimal_and_is_none_where_a_count_is_missing_or_nothing_divides(
    numerator, denominator, per, expected
) -> None:
    assert rate(numerator, denominator, per) == (None if expected is None else Decimal(expected))


def test_every_rate_of_the_vocabulary_is_computed_a_provinces_own_too(db, django_assert_num_queries) -> None:
    vocabulary()
    Indicator.objects.create(
        key="incidence", name_vi="Ca mắc mới trên 100.000 dân", name_en="New cases per 100,000", unit="people",
        kind="rate", numerator_id="new_cases", denominator_id="population", per=100_000,
    )  # fmt: skip
    figures = {"samples_tested": 400, "samples_positive": 26, "new_cases": 133, "population": 1_151_154, "adults": None}
    with django_assert_num_queries(1):
        found = rates_of(figures)
    assert found == {"positivity": Decimal("6.5"), "first_dose_coverage": None, "incidence": Decimal("11.6")}
    with django_assert_num_queries(0):
        assert rates_of(figures, vocabulary_of(found)) == found


def vocabulary_of(found: dict) -> dict[str, Indicator]:
    rows = [
        ("positivity", "samples_positive", "samples_tested", 100),
        ("first_dose_coverage", "first_doses_total", "adults", 100),
        ("incidence", "new_cases", "population", 100_000),
    ]
    return {
        key: Indicator(key=key, kind="rate", numerator_id=above, denominator_id=below, per=per)
        for key, above, below, per in rows
        if key in found
    }
