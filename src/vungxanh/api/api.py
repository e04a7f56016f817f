"""The API, version 1: its rooms, its refusals in one shape, and its description at openapi.json (no page: it would need
another host)."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, TooManyFieldsSent
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from vungxanh.api import public, reports
from vungxanh.api.dhis2 import views as dhis2
from vungxanh.api.said import Problem, Refused, refusal, refuse

api = NinjaAPI(
    title="Vùng Xanh",
    version="1",
    description="Official figures of a province's outbreak response: what was released, and the way in for reports.",
    docs_url=None,
    urls_namespace="api",
)
api.add_router("", public.router)
api.add_router("", reports.router)
api.add_router("/dhis2", dhis2.router)
api.add_exception_handler(Refused, refuse)


@api.exception_handler(PermissionDenied)
def not_allowed(_request: HttpRequest, denied: PermissionDenied) -> HttpResponse:
    return refusal(Refused(403, getattr(denied, "code", "not-allowed"), str(denied)))


@api.exception_handler(ValidationError)
def not_understood(_request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    """Every parameter and field that is not what it must be."""
    problems = [Problem(code=_code(one), sentence=_sentence(one), where=_where(one)) for one in wrong.errors]
    return refusal(Refused(422, "not-understood", _("Nothing was done. Correct what is listed."), problems))


@api.exception_handler(HttpError)
def unreadable(_request: HttpRequest, error: HttpError) -> HttpResponse:
    return refusal(Refused(error.status_code, "unreadable", _("What you sent is not JSON in UTF-8.")))


@api.exception_handler(TooManyFieldsSent)
def too_many_parameters(_request: HttpRequest, _error: TooManyFieldsSent) -> HttpResponse:
    return refusal(Refused(422, "too-many-parameters", _("Too many parameters. Ask for less at a time.")))


@api.exception_handler(DataError)
def unstorable(_request: HttpRequest, _error: DataError) -> HttpResponse:
    return refusal(Refused(422, "unstorable", _("Something in what you sent is too long, too large or not text.")))


def _code(error: dict[str, Any]) -> str:
    return str(error["type"]).replace("_", "-")


def _where(error: dict[str, Any]) -> str:
    """The parameter, or the way to the field: without the argument's own name."""
    source, *path = (str(step) for step in error["loc"])
    return ".".join(path[1:] or [source] if source == "body" else path)


SENTENCES: dict[str, Callable[[], str]] = {
    "missing": lambda: _("This is needed."),
    "int-type": lambda: _("This must be a whole number, without quotation marks; or null: not reported."),
    "int-parsing": lambda: _("This must be a whole number."),
    "string-pattern-mismatch": lambda: _("This has signs in it that are not allowed here."),
    "date-from-datetime-parsing": lambda: _("Write a day as YYYY-MM-DD."),
    "date-parsing": lambda: _("Write a day as YYYY-MM-DD."),
    "value-error": lambda: _("Write a day as YYYY-MM-DD."),
}


def _sentence(error: dict[str, Any]) -> str:
    if expected := error.get("ctx", {}).get("expected"):
        return str(_("This must be one of: %s.") % expected)
    said = SENTENCES.get(_code(error))
    return said() if said else _("This is not what the description of the API asks for: openapi.json.")
