"""What is counted, and how it hangs together: the part of an indicator that the rules follow."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    COUNT = "count"
    CUMULATIVE = "cumulative"
    STOCK = "stock"
    RATE = "rate"


class Measure(StrEnum):
    """In what it is counted."""

    PEOPLE = "people"
    SAMPLES = "samples"
    DOSES = "doses"
    BEDS = "beds"
    ITEMS = "items"
    PLACES = "places"


@dataclass(frozen=True, slots=True)
class Counted:
    """An indicator. The parts of one `breakdown` add up to `part_of`; a total is the day before's and `adds_up`."""

    key: str
    kind: Kind = Kind.COUNT
    measure: Measure = Measure.PEOPLE
    part_of: str | None = None
    breakdown: str = ""
    adds_up: str | None = None
    at_most: str | None = None
    asked_of_sites: bool = False

    @property
    def lies_below(self) -> bool:
        """All of it lies in the places below. What stands in store or in a ward may be the unit's own."""
        return self.kind is not Kind.STOCK or self.measure is Measure.PEOPLE

    @property
    def kept_in_store(self) -> bool:
        return self.kind is Kind.STOCK and self.measure in (Measure.ITEMS, Measure.DOSES)


@dataclass(frozen=True)
class Book:
    """Every indicator by key, and the relations between them, found once. `limits`: the nearest limit first."""

    indicators: dict[str, Counted]
    breakdowns: tuple[tuple[str, tuple[str, ...]], ...] = field(init=False)
    cumulative: tuple[Counted, ...] = field(init=False)
    limits: tuple[tuple[str, tuple[str, ...]], ...] = field(init=False)
    of_sites: tuple[Counted, ...] = field(init=False)

    def __post_init__(self) -> None:
        parts: dict[tuple[str, str], list[str]] = defaultdict(list)
        for one in self.indicators.values():
            if one.part_of:
                parts[one.part_of, one.breakdown].append(one.key)
        found: dict[str, object] = {
            "breakdowns": tuple((whole, tuple(keys)) for (whole, _name), keys in parts.items()),
            "cumulative": tuple(one for one in self.indicators.values() if one.kind is Kind.CUMULATIVE),
            "limits": tuple((key, tuple(self._above(key))) for key, one in self.indicators.items() if one.at_most),
            "of_sites": tuple(one for one in self.indicators.values() if one.asked_of_sites),
        }
        for name, value in found.items():
            object.__setattr__(self, name, value)

    def _above(self, key: str) -> Iterator[str]:
        """What limits it, and what limits that in turn."""
        seen = {key}
        while (limit := self.indicators[key].at_most) in self.indicators and limit not in seen:
            yield limit
            seen.add(key := limit)

    @classmethod
    def of(cls, indicators: Iterable[Counted]) -> "Book":
        return cls({one.key: one for one in indicators})

    def __getitem__(self, key: str) -> Counted:
        return self.indicators[key]

    def __contains__(self, key: str) -> bool:
        return key in self.indicators
