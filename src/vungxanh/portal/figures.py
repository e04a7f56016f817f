"""Every release, month by month; one release with its proof; corrections; and the same figures as CSV and JSON."""

import csv
import re
from datetime import date
from io import StringIO

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from vungxanh.agencies.models import Verb
from vungxanh.portal.pages import as_of, page, province_or_404, public
from vungxanh.portal.read.below import table
from vungxanh.portal.read.figures import corrections, day_by_day, in_order, indicators, releases, with_figures
from vungxanh.portal.read.messages import intact, published, variant_in
from vungxanh.portal.read.offices import office, offices
from vungxanh.portal.read.place import province_shown

MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
QUOTES_SHOWN = 20


@public
def by_month(request: HttpRequest) -> HttpResponse:
    at = as_of()
    place = province_shown(at.date())
    if place is None:
        return page(request, "figures", "figures", {})
    months = list(releases(place, at).dates("day", "month", order="DESC"))
    chosen = month_asked(request.GET.get("thang", ""), months)
    found = list(releases(place, at).filter(day__year=chosen.year, day__month=chosen.month)) if chosen else []
    found.sort(key=lambda release: (release.day, release.number), reverse=True)
    return page(
        request,
        "figures",
        "figures",
        {"province": place, "months": months, "chosen": chosen, "days": with_figures(found)},
    )


def month_asked(words: str, known: list[date]) -> date | None:
    """The month in the address, else the latest. Raises Http404 for words that are no month or one without releases."""
    if not words:
        return known[0] if known else None
    written = MONTH.fullmatch(words)
    asked = date(int(written[1]), int(written[2]), 1) if written else None
    if asked not in known:
        raise Http404
    return asked


@public
def release(request: HttpRequest, number: int) -> HttpResponse:
    at = as_of()
    place = province_or_404(at)
    found = get_object_or_404(releases(place, at).select_related("corrects"), number=number)
    said = with_figures([found])[0]
    known = in_order()
    names = {i.key: i.name for i in known}
    quoting = [m for m in published(place, at).filter(release=found)[:QUOTES_SHOWN] if intact(m)]
    return page(
        request,
        "release",
        "figures",
        {
            "province": place,
            "release": found,
            "figures": [(name, said.values[key]) for key, name in names.items() if key in said.values],
            "below": table(found, known),
            "signed_by": office(found.signed_by_id, Verb.SIGN_RELEASE, found.day),
            "corrected_by": releases(place, at).filter(corrects=found).first(),
            "quoting": [(m, v) for m in quoting if (v := variant_in(m, get_language() or "vi"))],
        },
    )


@public
def corrections_made(request: HttpRequest) -> HttpResponse:
    at = as_of()
    place = province_shown(at.date())
    made = corrections(place, at) if place else []
    signed = offices([new.release.signed_by_id for _old, new in made], Verb.SIGN_RELEASE, at.date())
    names = {i.key: i.name for i in in_order()}
    ledger = [
        (
            old.release,
            new.release,
            [
                (name, old.values.get(key), new.values[key])
                for key, name in names.items()
                if key in new.values and old.values.get(key) != new.values[key]
            ],
            signed.get(new.release.signed_by_id, ""),
        )
        for old, new in made
    ]
    return page(request, "corrections", "figures", {"province": place, "ledger": ledger})


@public
def daily_csv(_request: HttpRequest) -> HttpResponse:
    """One row a day, the latest correction of it. Blank means not reported. Columns: see docs/rooms/portal.md."""
    place, at = province_or_404(as_of()), as_of()
    keys = [i.key for i in indicators()]
    text = StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(["date", "province_gso", "release", "as_of", "sha256", *keys])
    for d in day_by_day(place, at):
        r = d.release
        rows.writerow([r.day, place.code, r.number, r.as_of.isoformat(), r.sha256, *(d.values.get(k) for k in keys)])
    return HttpResponse(
        text.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="ngay.csv"', "Access-Control-Allow-Origin": "*"},
    )


@public
def daily_json(_request: HttpRequest) -> HttpResponse:
    """The same as the CSV, with the chain of hashes; a figure that was not reported is null."""
    place, at = province_or_404(as_of()), as_of()
    names = {i.key: {"vi": i.name_vi, "en": i.name_en, "unit": i.unit} for i in indicators()}
    days = [
        {
            "date": d.release.day,
            "release": d.release.number,
            "as_of": d.release.as_of,
            "published_at": d.release.published_at,
            "sha256": d.release.sha256,
            "previous_sha256": d.release.previous_sha256,
            "figures": {key: d.values.get(key) for key in names},
        }
        for d in day_by_day(place, at)
    ]
    answer = {"province": {"gso": place.code, "name": place.full_name}, "indicators": names, "days": days}
    return JsonResponse(answer, headers={"Access-Control-Allow-Origin": "*"}, json_dumps_params={"ensure_ascii": False})
