"""For a person's program, with a token: a place's figures in, what was reported, who owes figures and who is missing.

A place's unreleased figures are seen and written by whoever `agencies.scope` says may, and by nobody else.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema
from ninja.params.functions import Body, Query
from pydantic import Field

from vungxanh.agencies.models import Membership, Verb
from vungxanh.api.asked import Code, Day, Key, Page, place_on
from vungxanh.api.bearer import TOKEN, Caller, caller
from vungxanh.api.released import province_of
from vungxanh.api.said import Moment, Problem, Refused, refusals
from vungxanh.figures.models import Report, Reporter, Sheet
from vungxanh.figures.report import ReportRefused, report
from vungxanh.figures.reporters import Standing, State, standing
from vungxanh.places.models import Place

PLACES_A_PAGE = 200
router = Router(tags=["with a token"], auth=TOKEN)

Values = dict[Key, Annotated[int, Field(strict=True)] | None]


class PlaceOut(Schema):
    code: str
    name: str
    tier: str

    @staticmethod
    def of(place: Place) -> "PlaceOut":
        return PlaceOut(code=place.code, name=place.full_name, tier=place.tier)


class AreaOut(PlaceOut):
    """An area in which the person may do something, with all below it."""

    may: list[str]


class ReportOut(PlaceOut):
    """What a place has reported for a day. The moments are null where figures came without a form or program."""

    day: Day
    first_at: Moment | None
    last_at: Moment | None
    complete: bool | None
    values: dict[str, int | None]


class ReportsOut(Schema):
    count: int
    page: int
    pages: int
    reports: list[ReportOut]


class ReporterOut(PlaceOut):
    """`due`: the hour in Vietnam, such as 16:00."""

    due: str


class StandingOut(PlaceOut):
    due: Moment
    state: State
    first_at: Moment | None


@router.get("/my-places", response={200: list[AreaOut], **refusals(401)}, url_name="my_places")
def my_places(request: HttpRequest) -> list[AreaOut]:
    """Where you may do what today."""
    who = caller(request)
    held = Membership.objects.on(who.day).filter(user=who.person).select_related("place").order_by("place__path", "pk")
    verbs: dict[int, set[str]] = defaultdict(set)
    places = {}
    for membership in held:
        places[membership.place_id] = membership.place
        verbs[membership.place_id].update(membership.may)
    return [AreaOut(**PlaceOut.of(place).dict(), may=sorted(verbs[pk])) for pk, place in places.items()]


@router.put("/reports/{place}/{day}", response={200: ReportOut, **refusals(400, 401, 403, 404, 422)}, url_name="report")
def put_report(
    request: HttpRequest,
    place: Code,
    day: Day,
    values: Annotated[Values, Body(max_length=1000)],
    complete: bool | None = None,
) -> ReportOut:
    """Report {indicator: value} of a place and day: stored whole, or refused with every problem.

    What is not named, or null, stays as it was. The same again changes nothing. `complete`: every place below that
    has any is reported too.
    """
    who = caller(request)
    where = place_on(place, day)
    who.require(Verb.REPORT_FIGURES, where)
    try:
        sheet = report(where, day, values, by=who.person, at=who.at, complete=complete)
    except ReportRefused as refused:
        problems = [Problem(code=one.code, sentence=one.sentence, where=one.where) for one in refused.problems]
        sentence = _("Nothing was stored. Correct what is listed and send it again.")
        raise Refused(422, refused.code, sentence, problems) from refused
    stored = Report.objects.filter(place=where, day=day).values_list("indicator_id", "value")
    return _said(where, day, sheet, dict(stored))


@router.get("/reports/{place}/{day}", response={200: ReportOut, **refusals(401, 403, 404, 422)}, url_name="report")
def get_report(request: HttpRequest, place: Code, day: Day) -> ReportOut:
    """What one place has reported for a day, released or not."""
    who = caller(request)
    where = place_on(place, day)
    who.require(Verb.READ, where)
    stored = dict(Report.objects.filter(place=where, day=day).values_list("indicator_id", "value"))
    sheet = Sheet.objects.filter(place=where, day=day).first()
    if sheet is None and not stored:
        raise Refused(404, "not-reported", _("Nothing is reported for this place and day."))
    return _said(where, day, sheet, stored)


@router.get("/reports", response={200: ReportsOut, **refusals(401, 404, 422)}, url_name="reports")
def list_reports(request: HttpRequest, day: Day, page: Page = 1) -> ReportsOut:
    """What the places in your area have reported for a day, released or not, in the order of places. Five queries."""
    who = caller(request)
    reported = who.rows(Place.objects.on(day).filter(pk__in=Report.objects.filter(day=day).values("place")), field="pk")
    count = reported.count()
    first = (page - 1) * PLACES_A_PAGE
    shown = list(reported.order_by("path", "pk")[first : first + PLACES_A_PAGE])
    values: dict[int, dict[str, int | None]] = defaultdict(dict)
    rows = Report.objects.filter(place__in=shown, day=day).order_by("indicator_id")
    for pk, key, value in rows.values_list("place_id", "indicator_id", "value"):
        values[pk][key] = value
    sheets = {sheet.place_id: sheet for sheet in Sheet.objects.filter(place__in=shown, day=day)}
    return ReportsOut(
        count=count,
        page=page,
        pages=max(1, -(-count // PLACES_A_PAGE)),
        reports=[_said(place, day, sheets.get(place.pk), values[place.pk]) for place in shown],
    )


@router.get("/reporters", response={200: list[ReporterOut], **refusals(401, 404, 422)}, url_name="reporters")
def list_reporters(request: HttpRequest, day: Day | None = None) -> list[ReporterOut]:
    """The places in your area that owe figures on a day (today unless you say), and by which hour."""
    who = caller(request)
    wanted = day or who.day
    owing = who.rows(Reporter.objects.filter(place__in=Place.objects.on(wanted), valid_from__lte=wanted))
    owing = owing.exclude(valid_to__lt=wanted).order_by("place_id", "-valid_from").distinct("place_id")
    found = sorted(owing.select_related("place"), key=lambda one: one.place.path)
    return [ReporterOut(**PlaceOut.of(one.place).dict(), due=f"{one.due:%H:%M}") for one in found]


@router.get("/missing", response={200: list[StandingOut], **refusals(401, 404, 422)}, url_name="missing")
def missing(
    request: HttpRequest, state: Annotated[list[State], Query(default_factory=list)], day: Day | None = None
) -> list[StandingOut]:
    """Where the places in your area that owe figures stand on a day (today unless you say); only those without a
    report unless you name states."""
    who = caller(request)
    wanted = day or who.day
    shown = set(state) or {State.DUE, State.MISSING, State.SILENT}
    return [
        StandingOut(
            **PlaceOut.of(one.place).dict(),
            due=one.due,
            state=State(one.state),
            first_at=one.sheet.first_at if one.sheet else None,
        )
        for one in _mine(who, standing(province_of(who.at), wanted, who.at))
        if one.state in shown
    ]


def _mine(who: Caller, found: Iterable[Standing]) -> list[Standing]:
    mine = set(who.places(Verb.READ).values_list("pk", flat=True))
    return [one for one in found if one.place.pk in mine]


def _said(place: Place, day: Day, sheet: Sheet | None, values: Mapping[str, int | None]) -> ReportOut:
    return ReportOut(
        **PlaceOut.of(place).dict(),
        day=day,
        first_at=sheet.first_at if sheet else None,
        last_at=sheet.last_at if sheet else None,
        complete=sheet.complete if sheet else None,
        values=dict(values),
    )
