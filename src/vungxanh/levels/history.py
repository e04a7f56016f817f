"""Overlapping facts made into stretches that follow each other: which level, which zone, from when to when. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from vungxanh.levels.models import Declaration, LocalZone
from vungxanh.plan import Zone

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reign:
    """A declaration in force from a day to a day (None: still). Without one, nothing was in force."""

    declaration: Declaration | None
    since: date
    until: date | None

    @property
    def level(self) -> str | None:
        return self.declaration.level if self.declaration else None


def reigns(line: Sequence[Sequence[Declaration]], upto: date) -> list[Reign]:
    """What was in force day after day up to `upto`, oldest first. `line`: the place's own, then those above it.

    The first stretch begins with the first declaration of any of them; without one there is no stretch.
    """
    made = [d for own in line for d in own if d.valid_from <= upto]
    turns = {d.valid_from for d in made} | {d.valid_to + A_DAY for d in made if d.valid_to and d.valid_to < upto}
    found: list[Reign] = []
    for day in sorted(turns):
        now = in_force(line, day)
        if found and _same(found[-1].declaration, now):
            continue
        if found:
            found[-1] = Reign(found[-1].declaration, found[-1].since, day - A_DAY)
        found.append(Reign(now, day, now.valid_to if now and now.valid_to else None))
    return found


def in_force(line: Sequence[Sequence[Declaration]], day: date) -> Declaration | None:
    """The place's own declaration of that day, else that of the nearest place above."""
    for own in line:
        held = [d for d in own if d.valid_from <= day and (d.valid_to is None or d.valid_to >= day)]
        if held:
            return max(held, key=lambda d: (d.valid_from, d.pk))
    return None


def _same(one: Declaration | None, other: Declaration | None) -> bool:
    return (one.pk if one else None) == (other.pk if other else None)


@dataclass(frozen=True, slots=True)
class Stay:
    """A zone in force in one area from a moment to a moment (None: still), as it was known."""

    zone: LocalZone
    since: datetime
    until: datetime | None

    def holds(self, at: datetime) -> bool:
        return self.since <= at and (self.until is None or self.until > at)

    def touches(self, first: datetime, last: datetime) -> bool:
        """Whether it is in force at any moment from `first` to before `last`."""
        return self.since < last and (self.until is None or self.until > first)

    @property
    def grave(self) -> int:
        """0 (green) to 4 (locked down)."""
        return list(Zone).index(Zone(self.zone.zone))


def stays(rows: Iterable[LocalZone]) -> list[Stay]:
    """Every zone with the moment it ended: its own last one, or when the next row of the same area begins."""
    areas: dict[tuple[int, str], list[LocalZone]] = defaultdict(list)
    for row in sorted(rows, key=lambda z: (z.valid_from, z.pk)):
        areas[row.place_id, row.area].append(row)
    found: list[Stay] = []
    for of_one in areas.values():
        for row, after in zip(of_one, [*of_one[1:], None], strict=True):
            ends = [end for end in (row.valid_to, after.valid_from if after else None) if end is not None]
            until = min(ends, default=None)
            if not row.lifts and (until is None or until > row.valid_from):
                found.append(Stay(row, row.valid_from, until))
    return sorted(found, key=lambda s: (s.since, s.zone.pk))
