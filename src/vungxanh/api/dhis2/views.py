"""`dataValueSets` as DHIS2 speaks it: out for everybody what was released, in and out with a token what is reported."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from ninja.responses import Status
from pydantic import Field

from vungxanh.agencies.models import Verb
from vungxanh.api.asked import Code, Day, require_span
from vungxanh.api.bearer import TOKEN, anybody, caller
from vungxanh.api.dhis2.give_out import Of, Scheme, Wanted, in_their_words, released_values, reported_values
from vungxanh.api.dhis2.mapping import Foreign, MappingRefused, read_mapping
from vungxanh.api.dhis2.take_in import Summary, take_in
from vungxanh.api.dhis2.wire import Unreadable, Value, day_of, read_csv, read_json, write_csv, write_json
from vungxanh.api.said import Problem, Refusal, Refused, refusals
from vungxanh.figures.indicators import vocabulary
from vungxanh.figures.models import Report

router = Router(tags=["DHIS2"])

Form = Literal["json", "csv"]
Period = Annotated[str, Field(pattern=r"^[0-9]{8}$", description="A day: 20211119")]
READERS: dict[str, Callable[[bytes], list[Value]]] = {
    "application/json": read_json,
    "application/csv": read_csv,
    "text/csv": read_csv,
}
AS_CSV: dict[str, Any] = {"content": {"application/csv": {"schema": {"type": "string"}}}}


class Asked(Schema):
    """Either periods, or from startDate to endDate. No orgUnit: the province. `of=reported` needs a token.

    `idScheme=uid` gives the identifiers of the mapping, and only what it names.
    """

    period: list[Period] = []
    startDate: Day | None = None
    endDate: Day | None = None
    orgUnit: list[Code] = []
    children: bool = False
    of: Of = "released"
    idScheme: Scheme = "code"


class DataValue(Schema):
    dataElement: str
    period: str
    orgUnit: str
    categoryOptionCombo: str = ""
    value: str
    lastUpdated: str


class DataValueSet(Schema):
    dataSet: str = ""
    dataValues: list[DataValue]


class ImportCount(Schema):
    imported: int
    updated: int
    ignored: int
    deleted: int = 0


class ImportConflict(Schema):
    """Why values were ignored: what was sent, a sentence, and the values' positions in what was sent, from 0."""

    object: str
    value: str
    errorCode: str
    indexes: list[int]


class ImportSummary(Schema):
    responseType: Literal["ImportSummary"] = "ImportSummary"
    status: Literal["SUCCESS", "WARNING", "ERROR"]
    description: str
    importCount: ImportCount
    conflicts: list[ImportConflict]
    dataSetComplete: Literal["false"] = "false"


class WebMessage(Schema):
    """DHIS2's envelope; 409 when any value was ignored, and the others are stored all the same."""

    httpStatus: Literal["OK", "Conflict"]
    httpStatusCode: Literal[200, 409]
    status: Literal["OK", "WARNING", "ERROR"]
    message: str
    response: ImportSummary


OUT: dict[str, Any] = {
    "auth": anybody,
    "response": {200: DataValueSet, 304: None, **refusals(401, 404, 409, 422)},
    "openapi_extra": {"responses": {200: AS_CSV}},
}


@router.get("/dataValueSets", url_name="data_value_sets", **OUT)
def give(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """Values out, as JSON or, when you accept application/csv, as CSV."""
    return _give(request, asked, "csv" if "csv" in request.headers.get("Accept", "") else "json")


@router.get("/dataValueSets.{form}", url_name="data_value_sets_as", **OUT)
def give_as(request: HttpRequest, form: Form, asked: Query[Asked]) -> HttpResponse:
    """Values out, in the form that the address names."""
    return _give(request, asked, form)


@router.post(
    "/dataValueSets",
    auth=TOKEN,
    url_name="data_value_sets",
    response={200: WebMessage, **refusals(400, 401, 415, 422), 409: WebMessage | Refusal},
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {
                        "type": "object",
                        "required": ["dataValues"],
                        "properties": {
                            "period": {"type": "string"},
                            "orgUnit": {"type": "string"},
                            "dataValues": {"type": "array", "items": {"type": "object"}},
                        },
                    }
                },
                "application/csv": {"schema": {"type": "string"}},
            },
        }
    },
)
def take(
    request: HttpRequest,
    dryRun: bool = False,
    importStrategy: Literal["CREATE_AND_UPDATE"] = "CREATE_AND_UPDATE",
) -> Status[WebMessage]:
    """Values in: daily periods only. Each is imported, updated, or ignored with its reason; none is deleted."""
    who = caller(request)
    reader = READERS.get(request.content_type or "")
    if reader is None:
        raise Refused(415, "wrong-media-type", _("Send one of: %s.") % ", ".join(READERS))
    try:
        values = reader(request.body)
    except Unreadable as unreadable:
        raise Refused(400, unreadable.code, str(unreadable)) from unreadable
    allowed = who.places(Verb.REPORT_FIGURES)
    done = take_in(values, foreign=_mapping(), allowed=allowed, by=who.person, at=who.at, dry_run=dryRun)
    said = web_message(done)
    return Status(said.httpStatusCode, said)


def web_message(done: Summary) -> WebMessage:
    """What DHIS2 would say."""
    stored = done.imported + done.updated
    sentence = _("%(rows)d values: %(imported)d imported, %(updated)d updated, %(ignored)d ignored.") % {
        "rows": done.rows,
        "imported": done.imported,
        "updated": done.updated,
        "ignored": done.ignored,
    }
    summary = ImportSummary(
        status="SUCCESS" if not done.ignored else "WARNING" if stored else "ERROR",
        description=sentence,
        importCount=ImportCount(imported=done.imported, updated=done.updated, ignored=done.ignored),
        conflicts=[
            ImportConflict(object=one.thing, value=one.sentence, errorCode=one.code, indexes=one.rows)
            for one in done.conflicts
        ],
    )
    if not done.ignored:
        return WebMessage(httpStatus="OK", httpStatusCode=200, status="OK", message=sentence, response=summary)
    status: Literal["WARNING", "ERROR"] = "WARNING" if stored else "ERROR"
    return WebMessage(httpStatus="Conflict", httpStatusCode=409, status=status, message=sentence, response=summary)


def days_of(asked: Asked) -> list[date]:
    """Raises Refused (422) when no day is named, or one that is none."""
    if asked.period:
        days = [day_of(period) for period in asked.period]
        if None in days:
            raise Refused(422, "not-daily", _("Only days are given, written as 20211119."))
        return [day for day in days if day is not None]
    if asked.startDate is None or asked.endDate is None:
        raise Refused(422, "no-days", _("Name periods, or startDate and endDate."))
    return each_day(asked.startDate, asked.endDate)


def each_day(first: date, last: date) -> list[date]:
    """Raises Refused (422) for days in the wrong order, or too many."""
    require_span(first, last)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _give(request: HttpRequest, asked: Asked, form: Form) -> HttpResponse:
    who, foreign = caller(request), _mapping()
    wanted = Wanted(days_of(asked), [foreign.code(unit) for unit in asked.orgUnit], asked.children)
    if asked.of == "reported":
        values = reported_values(wanted, who.rows(Report.objects.all()), who.at)
    else:
        values = released_values(wanted, who.at)
    if asked.idScheme == "uid":
        values = list(in_their_words(values, foreign))
    if form == "csv":
        return HttpResponse(write_csv(values), content_type="application/csv; charset=utf-8")
    return HttpResponse(write_json(values, foreign.data_set), content_type="application/json; charset=utf-8")


def _mapping() -> Foreign:
    try:
        return read_mapping(settings.VUNGXANH_DHIS2_MAPPING, vocabulary())
    except MappingRefused as refused:
        problems = [Problem(code=one.code, sentence=one.sentence) for one in refused.problems]
        sentence = _("The mapping of this site has mistakes. Whoever runs the server has to put it right first.")
        raise Refused(409, refused.code, sentence, problems) from refused
