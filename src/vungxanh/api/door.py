"""The door of the API: every request passes here, with its language, its size and its pace, and every refusal leaves
in one shape. Anonymous answers may be kept for a minute and asked again by ETag; a person's are theirs only."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import conditional_page

from vungxanh.api.said import Refused, refusal

LARGEST_BODY = 1_000_000  # bytes
A_MINUTE = 60
REQUESTS_A_MINUTE = 1_200  # from one address, or with one token
REFUSED_A_MINUTE = 60  # with a token that opens nothing, from one address

View = Callable[..., HttpResponse]


def through_the_door(view: View) -> View:
    """Wraps every address of the API."""

    @wraps(view)
    def answer(request: HttpRequest, **named: Any) -> HttpResponse:
        language = translation.get_language_from_request(request)
        with translation.override(language):
            given = _answer(view, request, named)
        given.headers["Content-Language"] = language
        patch_vary_headers(given, ("Accept", "Accept-Language", "Authorization"))
        if "Authorization" in request.headers:
            patch_cache_control(given, private=True, no_cache=True)
        else:
            patch_cache_control(given, public=True, max_age=A_MINUTE)
            given.headers["Access-Control-Allow-Origin"] = "*"
        return given

    wrapped: View = gzip_page(conditional_page(answer))
    wrapped.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie opens anything here
    return wrapped


def nothing_here(request: HttpRequest, **named: Any) -> HttpResponse:
    raise Http404


def _answer(view: View, request: HttpRequest, named: dict[str, Any]) -> HttpResponse:
    try:
        _require_calm(request)
        _require_small(request)
        given = view(request, **named)
    except Refused as refused:
        return refusal(refused)
    except Http404:
        return refusal(Refused(404, "not-found", _("There is nothing at this address.")))
    if given.status_code == 405:
        allowed = given.headers["Allow"]
        given = refusal(Refused(405, "method-not-allowed", _("This address knows only: %s.") % allowed))
        given.headers["Allow"] = allowed
    elif given.status_code == 401:
        _count(f"refused-{address_of(request)}")
    return given


def _require_small(request: HttpRequest) -> None:
    length = request.headers.get("Content-Length") or "0"
    if not length.isdecimal() or int(length) > LARGEST_BODY:
        sentence = _("What you send is larger than %d bytes. Send it in parts.") % LARGEST_BODY
        raise Refused(413, "too-large", sentence)


def _require_calm(request: HttpRequest) -> None:
    address = address_of(request)
    token = request.headers.get("Authorization", "").encode(errors="surrogatepass")
    who = f"{address}-{hashlib.sha256(token).hexdigest()}" if token else address
    if _count(f"asked-{who}") > REQUESTS_A_MINUTE or cache.get(f"api-refused-{address}", 0) > REFUSED_A_MINUTE:
        raise Refused(429, "too-many", _("Too many requests. Wait a minute, then go on more slowly."))


def _count(name: str) -> int:
    """How often within the minute that began with the first time. Each process of the server counts for itself."""
    key = f"api-{name}"
    cache.add(key, 0, A_MINUTE)
    try:
        return cache.incr(key)
    except ValueError:  # the minute ended in between
        return 1


def address_of(request: HttpRequest) -> str:
    """Who asks, behind as many proxies as the operator says are there; others could write what they like."""
    chain = request.headers.get("X-Forwarded-For", "").split(",")
    proxies = min(settings.VUNGXANH_PROXIES, len(chain))
    said = chain[-proxies].strip() if proxies else ""
    return said or str(request.META.get("REMOTE_ADDR", ""))
