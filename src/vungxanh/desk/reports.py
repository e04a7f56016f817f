"""The province's reported and released figures, day by day, as the figures desk shows them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from django.db.models import Exists, OuterRef, QuerySet

from vungxanh.desk.embargo import out_of_embargo
from vungxanh.desk.seat import Seat
from vungxanh.figures.models import Indicator, Release, ReleaseDraft, Report
from vungxanh.figures.read import figures_of_each

Row = TypeVar("Row", Release, ReleaseDraft)


@dataclass(frozen=True, slots=True)
class Cell:
    """One indicator on one day: what was reported, and what the latest release of the day says."""

    indicator: Indicator
    reported: int | None
    released: int | None
    before: int | None
    is_released: bool

    @property
    def differs(self) -> bool:
        """Reported anew since the release: the public still reads the released value."""
        return self.is_released and self.reported is not None and self.reported != self.released

    @property
    def is_told(self) -> bool:
        return self.indicator.mandatory or self.differs

    @property
    def is_known(self) -> bool:
        """Something is said of it: today, the day before, or in a release."""
        return (
            self.reported is not None
            or self.before is not None
            or self.released is not None
            or self.indicator.mandatory
        )


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    cells: Sequence[Cell]
    releases: Sequence[Release]
    drafts: Sequence[ReleaseDraft]

    @property
    def reported(self) -> bool:
        return any(cell.reported is not None for cell in self.cells)

    @property
    def release(self) -> Release | None:
        return self.releases[0] if self.releases else None

    @property
    def differs(self) -> bool:
        return any(cell.differs for cell in self.cells)

    @property
    def told(self) -> Sequence[Cell]:
        """What stands for the day in a list: what may never be left out, and what the public reads otherwise."""
        return [cell for cell in self.cells if cell.is_told]

    @property
    def more(self) -> int:
        """How many others are reported."""
        return sum(cell.reported is not None and not cell.is_told for cell in self.cells)


def indicators() -> list[Indicator]:
    """What is reported, in the order of the vocabulary; rates are computed and have no field."""
    return list(Indicator.objects.exclude(kind=Indicator.Kind.RATE))


def days(seat: Seat, first: date, last: date) -> list[Day]:
    """Every day from `last` back to `first`, in four queries however long."""
    shown = indicators()
    reports = Report.objects.filter(place=seat.province, day__range=(first - timedelta(days=1), last))
    values: Mapping[tuple[date, str], int | None] = {(r.day, r.indicator_id): r.value for r in reports}
    releases = _by_day(
        out_of_embargo(seat, Release.objects.filter(place=seat.province, day__range=(first, last)))
        .select_related("prepared_by", "signed_by")
        .order_by("-number")
    )
    said = figures_of_each([of_day[0] for of_day in releases.values()])
    drafts = _by_day(open_drafts(seat).filter(day__range=(first, last)))
    return [
        _day(day, shown, values, releases.get(day, []), said, drafts.get(day, []))
        for day in (last - timedelta(days=n) for n in range((last - first).days + 1))
    ]


def open_drafts(seat: Seat) -> QuerySet[ReleaseDraft]:
    """Prepared and waiting for a signature. A newer draft of the same day takes the place of an older one."""
    newer = ReleaseDraft.objects.filter(place=OuterRef("place"), day=OuterRef("day"), pk__gt=OuterRef("pk"))
    drafts = seat.rows(ReleaseDraft.objects.filter(place=seat.province, release__isnull=True))
    return drafts.filter(~Exists(newer)).select_related("prepared_by").order_by("day")


def _by_day(rows: Iterable[Row]) -> dict[date, list[Row]]:
    found: dict[date, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.day].append(row)
    return found


def _day(
    day: date,
    shown: Sequence[Indicator],
    values: Mapping[tuple[date, str], int | None],
    releases: Sequence[Release],
    figures: Mapping[int, Mapping[str, int | None]],
    drafts: Sequence[ReleaseDraft],
) -> Day:
    said = figures[releases[0].pk] if releases else {}
    yesterday = day - timedelta(days=1)
    cells = [
        Cell(i, values.get((day, i.key)), said.get(i.key), values.get((yesterday, i.key)), bool(releases))
        for i in shown
    ]
    return Day(day, cells, releases, drafts)
