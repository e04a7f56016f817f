"""The names in a file that nobody knows, each once, with what they may mean: for a person to confirm.

What was meant is looked up for those named most; the others are counted. `asked` reads them again from an import.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from vungxanh.places.models import Place, Spelling
from vungxanh.places.register import perhaps, suggestions
from vungxanh.text.fold import key

from .file_rows import Asked, Unknown
from .models import FiguresImport

MOST = 300


@dataclass(frozen=True, slots=True)
class Answer:
    """`number`: as the rejected rows ask for it. `sentence`: what may have been meant; blank when nothing is alike."""

    number: int
    written: str
    inside: Place
    rows: int
    suggested: tuple[Place, ...]

    @property
    def sentence(self) -> str:
        return perhaps(self.suggested, self.inside)

    def as_json(self) -> dict[str, Any]:
        suggested = [place.pk for place in self.suggested]
        return {"written": self.written, "inside": self.inside.pk, "rows": self.rows, "suggested": suggested}


@dataclass(frozen=True, slots=True)
class UnknownName:
    """A name as it stands in a file, the unit it was named in, how many rows have it, what it may mean.

    `confirmed`: what a person said since then that it means.
    """

    written: str
    inside: Place
    rows: int
    suggested: tuple[Place, ...]
    confirmed: Place | None


def look_up(unknown: Mapping[Unknown, Asked], province: Place, today: date) -> list[Answer]:
    """What the names that most rows have may mean."""
    on = min(today, province.valid_to or today)
    most = sorted(unknown.items(), key=lambda one: -one[1].rows)[:MOST]
    return [
        Answer(one.number, name, above, one.rows, tuple(suggestions(name, above, on, tiers)))
        for (name, above, tiers), one in most
    ]


def asked(done: FiguresImport) -> list[UnknownName]:
    """The names that an import did not know, those in most rows first. Two queries, however many there are."""
    keys = {pk for one in done.unknown for pk in (one["inside"], *one["suggested"])}
    places = Place.objects.in_bulk(keys)
    said = {
        (one.inside_id, one.key): one.place for one in Spelling.objects.filter(inside__in=keys).select_related("place")
    }
    return [
        UnknownName(
            one["written"],
            places[one["inside"]],
            one["rows"],
            tuple(places[pk] for pk in one["suggested"] if pk in places),
            said.get((one["inside"], key(one["written"]))),
        )
        for one in done.unknown
        if one["inside"] in places
    ]
