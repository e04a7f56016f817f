"""What stands between a day's reports and its release, the worst first: read in five seconds at five o'clock."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vungxanh.desk.reports import Cell, Day
from vungxanh.desk.words import indicator_name
from vungxanh.figures.findings import Finding
from vungxanh.figures.reporters import Standing, State, hour_of

MINUTE = timedelta(minutes=1)
SAID_IN_MINUTES = 90


@dataclass(frozen=True, slots=True)
class InTheWay:
    """One thing to do before the hour, and where on the screen (or elsewhere) it is done. `bars`: nobody can sign
    before it is done."""

    sentence: str
    url: str
    bars: bool


@dataclass(frozen=True, slots=True)
class Countdown:
    """How long until the figures of the day are due to the public."""

    hour: datetime
    at: datetime

    @property
    def minutes(self) -> int:
        """Whole minutes left; negative once the hour is over."""
        return (self.hour - self.at) // MINUTE

    @property
    def is_over(self) -> bool:
        return self.at >= self.hour

    @property
    def words(self) -> str:
        """ "47 min"; "3 h 05 min"; "+12 min" once it is over."""
        minutes = abs(self.minutes)
        said = (
            _("%(minutes)d min") % {"minutes": minutes}
            if minutes <= SAID_IN_MINUTES
            else _("%(hours)d h %(minutes)02d min") % {"hours": minutes // 60, "minutes": minutes % 60}
        )
        return f"+{said}" if self.is_over else said


def countdown(day: Day, at: datetime) -> Countdown:
    return Countdown(hour_of(day.day), at)


def mandatory_missing(day: Day) -> list[Cell]:
    return [cell for cell in day.cells if cell.indicator.mandatory and cell.reported is None]


def in_the_way(day: Day, standings: Sequence[Standing], findings: Sequence[Finding]) -> list[InTheWay]:
    """`findings`: those that nobody has let stand. Nothing is in the way of a day that is released."""
    return [] if day.releases else list(_in_the_way(day, standings, findings))


def _in_the_way(day: Day, standings: Sequence[Standing], findings: Sequence[Finding]) -> Iterator[InTheWay]:
    if number := len(findings):
        said = ngettext("%(number)d thing does not add up", "%(number)d things do not add up", number)
        yield InTheWay(said % {"number": number}, "#findings", True)
    if not day.reported:
        url = reverse("desk:figures_enter", args=[day.day])
        yield InTheWay(_("The province's own figures are not in"), url, True)
    elif missing := mandatory_missing(day):
        names = ", ".join(indicator_name(cell.indicator).lower() for cell in missing)
        yield InTheWay(_("Mandatory and not reported: %s") % names, "#figures", False)
    if number := sum(not one.is_in for one in standings):
        silent = sum(one.state is State.SILENT for one in standings)
        said = ngettext(
            "%(number)d unit has not reported", "%(number)d units have not reported", number
        ) % {"number": number}  # fmt: skip
        if silent:
            said += ngettext(
                ", %(number)d of them silent for days", ", %(number)d of them silent for days", silent
            ) % {"number": silent}  # fmt: skip
        yield InTheWay(said, "#missing", False)
    if day.reported and not day.drafts:
        yield InTheWay(_("Nothing is prepared to sign"), "#drafts", False)
    elif day.drafts:
        url = reverse("desk:release_draft", args=[day.drafts[0].pk])
        yield InTheWay(_("The draft waits for a second person's signature"), url, False)
