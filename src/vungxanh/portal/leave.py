"""Stop being told: a page with one button, and the one-click address that mail programs press (RFC 8058).

Nobody logs in and no cookie is set: the signed address is the only key, so a POST is taken exactly when it carries
the one-click words, and refused otherwise. Looking at the page changes nothing: mail scanners open links.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from vungxanh.portal.pages import ONLY_OURSELVES, as_of, page
from vungxanh.portal.read.leaving import leaving
from vungxanh.subscribers.unsubscribe import unsubscribe

ONE_CLICK = ("List-Unsubscribe", "One-Click")  # RFC 8058, section 3.1


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    answer = _answer(request, token)
    answer["Content-Security-Policy"] = ONLY_OURSELVES
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _answer(request: HttpRequest, token: str) -> HttpResponse:
    at = as_of()
    found = leaving(token, at)
    if found is None:
        return render(request, "portal/leave_unknown.html", {"here": ""}, status=404)
    if request.method != "POST":
        return page(request, "leave", "leave", {"leaving": found, "done": not found.told})
    name, value = ONE_CLICK
    if request.POST.get(name) != value:
        return render(request, "403.html", {"here": ""}, status=403)
    unsubscribe(token, at)
    return page(request, "leave", "leave", {"leaving": found, "done": True, "now": True})
