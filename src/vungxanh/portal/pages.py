"""How a public page is answered: anonymous, read only, compressed, with an ETag, and asking no other host."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import cache_page
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page, require_safe

from vungxanh import clock
from vungxanh.places.models import Place
from vungxanh.portal.read.figures import next_hour
from vungxanh.portal.read.place import province_shown

ONLY_OURSELVES = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; media-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)

A_MINUTE = timedelta(minutes=1)

View = Callable[..., HttpResponseBase]


def public(view: View) -> View:
    """Wrap a page: GET and HEAD only, cached for a minute and then asked again by ETag, no host but ours.

    A minute that would end after the hour of a release under embargo ends at that hour.
    """

    @wraps(view)
    def answer(request: HttpRequest, **named: Any) -> HttpResponseBase:
        response = view(request, **named)
        response.headers["Content-Security-Policy"] = ONLY_OURSELVES
        response.headers["Cache-Control"] = f"public, max-age={fresh_for(as_of())}"
        return response

    return gzip_page(conditional_page(require_safe(answer)))


def worked_out_once_a_minute(view: View) -> View:
    """Keep a page that is costly to make. What was made before the hour of a release is not shown after it."""

    @wraps(view)
    def answer(request: HttpRequest, **named: Any) -> HttpResponseBase:
        hour = next_hour(as_of())
        kept = cache_page(int(A_MINUTE.total_seconds()), key_prefix=hour.isoformat() if hour else "")
        response: HttpResponseBase = kept(view)(request, **named)
        return response

    return answer


def fresh_for(at: datetime) -> int:
    """Whole seconds for which a public page may be kept."""
    hour = next_hour(at)
    return int((A_MINUTE if hour is None else min(A_MINUTE, hour - at)).total_seconds())


def page(request: HttpRequest, template: str, here: str, shown: Mapping[str, Any]) -> HttpResponse:
    """Render one public page. `here` is the room that the navigation marks."""
    return render(request, f"portal/{template}.html", {"here": f"portal:{here}", **shown})


def as_of() -> datetime:
    """The moment the public pages live in: nothing later is shown."""
    return clock.now()


def province_or_404(at: datetime) -> Place:
    place = province_shown(at.date())
    if place is None:
        raise Http404
    return place
