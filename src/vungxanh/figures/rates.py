"""Rates are computed from the counts they rest on, never reported, and never made up where a count is missing."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from .indicators import vocabulary
from .models import Indicator

_ONE_DECIMAL = Decimal("0.1")


def rate(numerator: int | None, denominator: int | None, per: int) -> Decimal | None:
    """To one decimal, halves upwards; None where a count is missing or there is nothing to divide by."""
    if numerator is None or not denominator:
        return None
    return (Decimal(numerator) * per / Decimal(denominator)).quantize(_ONE_DECIMAL, ROUND_HALF_UP)


def rates_of(
    figures: Mapping[str, int | None], indicators: Mapping[str, Indicator] | None = None
) -> dict[str, Decimal | None]:
    """{rate's key: its value} from figures of one place and day, reported or released; every rate is named.

    `indicators` spares the query when the caller has them.
    """
    known = vocabulary() if indicators is None else indicators
    return {
        key: rate(figures.get(one.numerator_id or ""), figures.get(one.denominator_id or ""), one.per or 1)
        for key, one in known.items()
        if one.kind == Indicator.Kind.RATE
    }
