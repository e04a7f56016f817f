"""One frame for every screen: Wagtail's shell, a trail of where one is, the exercise's banner."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from vungxanh import clock

LONGEST_STEP = 32
Step = tuple[str, str]  # (label, address)


def page(
    request: HttpRequest,
    template: str,
    title: str,
    *,
    trail: Sequence[Step] = (),
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Render a screen. `trail` names the screens above it, outermost first, without the home screen."""
    steps = [(_("Today"), reverse("wagtailadmin_home")), *trail, (_short(title), request.path)]
    return render(
        request,
        template,
        {
            "title": title,
            "seat": getattr(request, "seat", None),
            "breadcrumbs_items": [{"label": label, "url": url} for label, url in steps],
            **exercise(),
            **context,
        },
        status=status,
    )


def _short(title: str) -> str:
    return title if len(title) <= LONGEST_STEP else f"{title[:LONGEST_STEP].rstrip()}…"


def exercise() -> dict[str, Any]:
    """What the banner needs: whether this site is an exercise, and which moment it lives in."""
    return {"exercise": clock.is_exercise(), "now": clock.now()}


def refused(request: HttpRequest, sentence: str) -> HttpResponse:
    return page(request, "desk/refused.html", _("Not yours to open"), status=403, sentence=sentence)


def unstorable(request: HttpRequest) -> HttpResponse:
    """What was sent fits no field: too long, too large, or not text. Nothing was stored."""
    sentence = _("Something in what you sent is too long, too large or not text. Nothing was stored; shorten it.")
    return page(request, "desk/refused.html", _("Not stored"), status=400, sentence=sentence)


def unready(request: HttpRequest, sentence: str = "") -> HttpResponse:
    return page(request, "desk/unready.html", _("Nothing to work on yet"), status=409, sentence=sentence)
