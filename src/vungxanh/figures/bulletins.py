"""Takes in published bulletins as they were published: stated totals and every district's or commune's figure.

Two tables: one row a bulletin, one row a figure. Per bulletin, figures in = figures stored + figures rejected; a figure
whose place the bulletin itself does not know yet is counted as not located. Nothing is added up or put right here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from vungxanh.agencies.models import User
from vungxanh.clock import VIETNAM
from vungxanh.places.models import Place
from vungxanh.places.read import UnknownPlace, province
from vungxanh.places.register import Named, Register, UnknownName
from vungxanh.sheets.faults import Fault

from .bulletin_tables import Bulletin, Figure, Stated
from .cells import Evidence, read_count, read_day
from .columns import Names
from .file_rows import Asked, Rejected, Unknown, reject
from .indicators import vocabulary
from .models import FiguresImport, Report, Sheet
from .staging import Staging
from .unknown_names import look_up

NOT_LOCATED = "not-located"
_COMPLETE = {"yes": True, "partial": False, "no": False}
_BUCKETS = {
    "all": "new_cases",
    "community": "community_cases",
    "isolated": "quarantined_cases",
    "home": "home_cases",
    "screening": "screening_cases",
    "imported": "imported_cases",
}
_STATED = {
    **_BUCKETS,
    "cumulative": "cumulative_cases",
    "treating": "in_treatment",
    "deaths": "deaths_total",
    "recovered": "recovered_total",
    "severe": "severe_cases",
    "new_recovered": "recovered",
    "quarantined": "quarantined_cases",
}


@dataclass(frozen=True, slots=True)
class BulletinRead:
    """`done` accounts for its figures. `complete`: whether it says that its list of places is; None: it does not say.

    `unlocated`: people whose place the bulletin does not know yet. `unread`: stated figures that are no indicator.
    """

    bulletin: str
    province: Place
    day: date
    done: FiguresImport
    complete: bool | None
    unlocated: int
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BulletinRefused:
    """A bulletin of which nothing was stored, and why."""

    bulletin: str
    sentence: str


class SecondOfTheDay(Exception):
    """Another bulletin already says what the day's whole list is; the two would be mixed. Nothing was stored."""

    code = "second-of-the-day"

    def __init__(self, bulletin: str, earlier: str) -> None:
        said = {"bulletin": bulletin, "earlier": earlier}
        super().__init__(
            _(
                "%(earlier)s already gives the figures of that day. If %(bulletin)s replaces it, give it the same name;"
                " if it goes on where the other ended, add the two up into one."
            )
            % said
        )


def read_bulletin(bulletin: Bulletin, *, by: User | None, at: datetime) -> BulletinRead | BulletinRefused:
    """Store its figures for its province and the day on which its window ends. One transaction."""
    today = at.astimezone(VIETNAM).date()
    try:
        day = read_day(bulletin.as_of, today, Evidence()).day
        place = province(bulletin.province, day)
    except (Fault, UnknownPlace) as error:
        return BulletinRefused(bulletin.key, str(error))
    names = Names(vocabulary())
    reading = _Reading(day, place, names, Register(place))
    stated = [reading.stated(figure) for figure in bulletin.stated]
    figures = [reading.figure(figure) for figure in bulletin.figures]
    try:
        done = _store(bulletin, reading, [*stated, *figures], by=by, at=at)
    except SecondOfTheDay as second:
        return BulletinRefused(bulletin.key, str(second))
    return BulletinRead(
        bulletin.key, place, day, done, _COMPLETE.get(bulletin.complete), reading.unlocated, tuple(reading.unread)
    )


@dataclass
class _Reading:
    """One bulletin's figures on their way in: each becomes a staged line or a Rejected.

    `whole`: the units of which places are named, and whether each of these went in. `given`: line and value of each
    figure by place and indicator.
    """

    day: date
    province: Place
    names: Names
    register: Register
    unlocated: int = 0
    unread: list[str] = field(default_factory=list)
    unknown: dict[Unknown, Asked] = field(default_factory=dict)
    whole: dict[int, bool] = field(default_factory=dict)
    given: dict[tuple[int, str], tuple[int, int]] = field(default_factory=dict)

    def stated(self, figure: Stated) -> str | Rejected:
        indicator = _STATED.get(figure.key) or self.names.indicator(figure.key)
        if indicator is None:
            self.unread.append(f"{figure.key}={figure.value}")
            return reject(figure.line, figure.text, [Fault("unknown-indicator", _not_an_indicator(figure.key))])
        return self._line(figure.line, figure.text, self.province.pk, indicator, figure.value)

    def figure(self, figure: Figure) -> str | Rejected:
        line = self._figure(figure)
        if not figure.is_sum and (unit := self._unit(figure)) is not None:
            self.whole[unit] = self.whole.get(unit, True) and isinstance(line, str)
        return line

    def _unit(self, figure: Figure) -> int | None:
        """Whose list of places the figure stands in; None for a district that is not known itself."""
        if figure.level == "district" or not figure.district:
            return self.province.pk
        try:
            return self.register.place(Named(district=figure.district)).pk
        except Fault:
            return None

    def _figure(self, figure: Figure) -> str | Rejected:
        indicator = _BUCKETS.get(figure.bucket) or self.names.indicator(figure.bucket)
        if indicator is None:
            return reject(figure.line, figure.text, [Fault("unknown-indicator", _not_an_indicator(figure.bucket))])
        if figure.is_unlocated:
            return self._not_located(figure)
        if figure.is_sum and (whole := self._unit(figure)) is not None:
            return self._sum(figure, whole, indicator)
        try:
            place = self.register.place(self._named(figure))
        except UnknownName as fault:
            name = Unknown(fault.name, fault.above, tuple(fault.tiers))
            asked = self.unknown.setdefault(name, Asked(len(self.unknown) + 1))
            asked.rows += 1
            return reject(figure.line, figure.text, [fault])._replace(asked=asked.number)
        except Fault as fault:
            return reject(figure.line, figure.text, [fault])
        return self._line(figure.line, figure.text, place.pk, indicator, figure.value)

    def _sum(self, figure: Figure, unit: int, indicator: str) -> str | Rejected:
        """Where the bulletin states the number elsewhere, this one only says it again, or otherwise."""
        earlier = self.given.get((unit, indicator))
        if earlier is None:
            return self._line(figure.line, figure.text, unit, indicator, figure.value)
        try:
            again = read_count(figure.value, indicator, Evidence()).value == earlier[1]
        except Fault as fault:
            return reject(figure.line, figure.text, [fault])
        said = {"line": earlier[0], "earlier": earlier[1], "figure": figure.value}
        if again:
            found = Fault("stated-before", _("Line %(line)d already says %(earlier)d; nothing is lost.") % said)
        else:
            reason = _("The list's own sum is %(figure)s, but line %(line)d says %(earlier)d; find out which is right.")
            found = Fault("stated-otherwise", reason % said)
        return reject(figure.line, figure.text, [found])

    def _named(self, figure: Figure) -> Named:
        if figure.level == "district":
            return Named(district=figure.place)
        if figure.level == "commune":
            return Named(commune=figure.place, district=figure.district)
        return Named(place=figure.place, district=figure.district)

    def _not_located(self, figure: Figure) -> Rejected:
        try:
            self.unlocated += read_count(figure.value, figure.bucket, Evidence()).value or 0
        except Fault as fault:
            return reject(figure.line, figure.text, [fault])
        said = {"figure": figure.value, "whose": figure.district or self.province.full_name}
        reason = _("The bulletin does not say yet where these %(figure)s were; they are in the figure of %(whose)s.")
        return reject(figure.line, figure.text, [Fault(NOT_LOCATED, reason % said)])

    def _line(self, line: int, text: str, place: int, indicator: str, value: str) -> str | Rejected:
        try:
            count = read_count(value, indicator, Evidence()).value
            if count is None:
                raise Fault("no-figure", _("The figure is blank; blank is not reported, and never zero."))
            if earlier := self.given.get((place, indicator)):
                reason = _("Line %(line)d already gives this figure of %(place)s.")
                said = {"line": earlier[0], "place": Place.objects.get(pk=place).full_name}
                raise Fault("repeated-figure", reason % said)
        except Fault as fault:
            return reject(line, text, [fault])
        self.given[place, indicator] = (line, count)
        return f"{line}\t{place}\t{self.day}\t0\t\t{indicator}\t{count}\n"


def _store(
    bulletin: Bulletin, reading: _Reading, rows: Sequence[str | Rejected], *, by: User | None, at: datetime
) -> FiguresImport:
    good = [row for row in rows if isinstance(row, str)]
    bad = [row for row in rows if not isinstance(row, str)]
    with transaction.atomic():
        staging = Staging([])
        staging.wait_for_turn(reading.province.pk)
        before = FiguresImport.objects.filter(province=reading.province, sha256=bulletin.sha256)
        first = before.order_by("rows_rejected", "pk").first()
        if first is not None and first.rows_rejected <= len(bad):
            first.repeated = True
            return first
        stands = _given_by_bulletins(reading)
        beside = {name for name, _report in stands.values()} - {bulletin.key}
        if beside and bulletin.complete == "yes":
            raise SecondOfTheDay(bulletin.key, ", ".join(sorted(beside)))
        answers = look_up(reading.unknown, reading.province, reading.day)
        done = FiguresImport.objects.create(
            province=reading.province,
            file_name=bulletin.key[:200],
            sha256=bulletin.sha256,
            imported_by=by,
            imported_at=at,
            rows_in=len(rows),
            rows_stored=len(good),
            rows_rejected=len(bad),
            unread=reading.unread,
            unknown=[answer.as_json() for answer in answers],
        )
        staging.fill(good)
        staging.reject(done.pk, [row.staged() for row in bad], {one.number: one.sentence for one in answers})
        staging.report(done.pk, at, by=None if by is None else by.pk, overwrite=first is None)
        done.rows_differing = staging.rows_differing_from_released()
        done.save(update_fields=["rows_differing"])
        stale = [pk for cell, (name, pk) in stands.items() if name == bulletin.key and cell not in reading.given]
        _take_back(stale, done)
        if not beside:  # else it corrects some figures of a list that another bulletin gave
            _say_whose_list_is_complete(reading, _COMPLETE.get(bulletin.complete))
    return done


def _given_by_bulletins(reading: _Reading) -> dict[tuple[int, str], tuple[str, int]]:
    """{place, indicator: (bulletin, report)} of the day's figures that came by a bulletin."""
    reports = Report.objects.filter(
        place__in=Place.objects.within(reading.province), day=reading.day, value__isnull=False,
        figures_import__province=reading.province, figures_import__encoding="",
    )  # fmt: skip
    rows = reports.values_list("place_id", "indicator_id", "figures_import__file_name", "pk")
    return {(place, indicator): (name, pk) for place, indicator, name, pk in rows}


def _take_back(stale: Sequence[int], done: FiguresImport) -> None:
    """What the same bulletin said when it was published before and says no more is not reported."""
    Report.objects.filter(pk__in=stale).update(value=None, figures_import=done, reported_at=done.imported_at)


def _say_whose_list_is_complete(reading: _Reading, said: bool | None) -> None:
    """A list of which a place did not go in is partial, until a person has said which place was meant."""
    complete: dict[int, bool] = dict(reading.whole)
    province = reading.province.pk
    complete.pop(province, None)
    if said is not None:
        complete[province] = said and reading.whole.get(province, True)
    for answer in (True, False):
        units = [unit for unit, is_whole in complete.items() if is_whole is answer]
        Sheet.objects.filter(place__in=units, day=reading.day).update(complete=answer)


def _not_an_indicator(key: str) -> str:
    return _("“%s” is not an indicator.") % key
