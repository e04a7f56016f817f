"""Everything the rules look at for one day, read beforehand; and the sums over places, made once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from .book import Book, Kind
from .found import Made, Number
from .tree import Tree

Values = Mapping[int, Mapping[str, int]]  # {place: {indicator: value}}; what is not reported is absent
Cell = tuple[int, str]  # place, indicator


@dataclass(frozen=True, slots=True)
class Earlier:
    """The latest total before a gap. `added`: the counts since, the day's own among them; `gaps`: days without one."""

    day: date
    value: int
    added: int = 0
    gaps: int = 0


@dataclass(frozen=True, slots=True)
class Owing:
    """A place that owes reports since a day, and the day of its latest."""

    since: date
    last: date | None


@dataclass(slots=True)
class Sum:
    """`named` of the units directly below have the number, `own` of them by their own report."""

    total: int = 0
    named: int = 0
    own: int = 0


@dataclass(frozen=True)
class Given:
    """`before`: the day before. `complete`: units whose list of places below is known to be complete or partial.

    `earlier`, `history` and `people` need only hold what `unfollowed` and `suspects` ask for, `owing` only who has not
    reported on the day.
    """

    day: date
    book: Book
    tree: Tree
    values: Values
    before: Values = field(default_factory=dict)
    complete: Mapping[int, bool] = field(default_factory=dict)
    earlier: Mapping[Cell, Earlier] = field(default_factory=dict)
    history: Mapping[Cell, Sequence[int]] = field(default_factory=dict)
    people: Mapping[int, Number] = field(default_factory=dict)
    owing: Mapping[int, Owing] = field(default_factory=dict)
    outside: Mapping[int, int] = field(default_factory=dict)  # places that do not exist that day: how many values

    @property
    def eve(self) -> date:
        return self.day - timedelta(days=1)

    def of(self, place: int) -> Mapping[str, int]:
        return self.values.get(place, {})

    def stated(self, place: int, indicator: str, value: int) -> Number:
        return Number(value, place, self.day, indicator)

    @cached_property
    def below(self) -> dict[int, dict[str, Sum]]:
        """What the units directly below each unit add up to. One without its own number counts by those below it."""
        found: dict[int, dict[str, Sum]] = {}
        for unit in self.tree.upwards:
            sums: dict[str, Sum] = {}
            for child in self.tree.units[unit]:
                own = self.of(child)
                for key, value in own.items():
                    one = sums.get(key) or sums.setdefault(key, Sum())
                    one.total += value
                    one.named += 1
                    one.own += 1
                for key, deeper in found.get(child, {}).items():
                    if key not in own:
                        one = sums.get(key) or sums.setdefault(key, Sum())
                        one.total += deeper.total
                        one.named += 1
            if sums:
                found[unit] = sums
        return found

    def added(self, unit: int, key: str) -> Number | None:
        """The number of the units below, or None when none of them has it or it is not to be added up."""
        one = self.below.get(unit, {}).get(key)
        if one is None or self.book[key].kind is Kind.RATE:
            return None
        return Number(one.total, unit, self.day, key, Made.PLACES, one.named, len(self.tree.units[unit]))

    def terms(self, unit: int, key: str) -> Iterator[Number]:
        """What `added` was added up from."""
        for child in self.tree.units[unit]:
            own = self.of(child).get(key)
            number = self.added(child, key) if own is None else self.stated(child, key, own)
            if number is not None:
                yield number
