"""A page that looks again by itself: the script asks for the same address with ?fragment=1, most answers are 304.

Without a script the whole page comes again every fifteen seconds.
"""

import hashlib
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response

from vungxanh.desk.page import Step, exercise, page

SECONDS, SECONDS_WITHOUT_SCRIPT = 2, 15


def refreshing(
    request: HttpRequest,
    template: str,
    fragment: str,
    title: str,
    *,
    trail: Sequence[Step] = (),
    moving: bool = True,
    **context: Any,
) -> HttpResponse:
    """The page, or only its `fragment`. Once nothing is `moving` any more it stops to look."""
    shown = {"moving": moving, "seconds": SECONDS, "seconds_without_script": SECONDS_WITHOUT_SCRIPT, **context}
    if "fragment" not in request.GET:
        return page(request, template, title, trail=trail, fragment=fragment, whole=True, **shown)
    answer = render(request, fragment, {**exercise(), **shown})
    etag = f'"{hashlib.sha256(answer.content).hexdigest()}"'
    answer["ETag"] = etag
    answer["Cache-Control"] = "no-cache, private"
    return get_conditional_response(request, etag=etag, response=answer)  # type: ignore[return-value]
