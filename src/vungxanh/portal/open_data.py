"""Released figures for machines, at addresses that stay: each release, a place's series, and what every column means.

A blank (CSV) or an absent key (JSON) is not reported, never zero. Any site may read these files; who asks again with
the ETag is told when nothing changed. Long files are sent as they are read.
"""

import csv
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response

from vungxanh.figures.models import Indicator, Release
from vungxanh.places.models import Place
from vungxanh.portal.pages import as_of, page, province_or_404, public
from vungxanh.portal.read.below import corrected_by, place_called, rows_of, series_of_place
from vungxanh.portal.read.figures import in_order, releases
from vungxanh.sheets.formulas import as_a_cell

CSV, JSON = "text/csv; charset=utf-8", "application/json; charset=utf-8"
RELATIONS = ("part_of", "adds_up", "at_most", "numerator", "denominator")
OF_RELEASE = ("date", "province_gso", "release", "corrects", "as_of", "published_at", "partial")
OF_PLACE = ("place_gso", "place", "above_gso")


@public
def release_csv(request: HttpRequest, number: int) -> HttpResponseBase:
    """One row a place, the province first; one column per indicator, as in the dictionary."""
    release, keys = _public_release(number), columns()

    def lines() -> Iterator[Sequence[object]]:
        yield [*OF_RELEASE, *OF_PLACE, *keys, "sha256"]
        for place, values in rows_of(release):
            yield [*said_of(release), *named(place), *(values.get(key) for key in keys), release.sha256]

    return send(request, f"{number}.csv", [release.sha256, *keys], CSV, lambda: as_csv(lines()))


@public
def release_json(request: HttpRequest, number: int) -> HttpResponseBase:
    release = _public_release(number)
    later = corrected_by(release, as_of())
    return send(
        request, f"{number}.json", [release.sha256, str(later)], JSON, lambda: as_json(release_as_data(release, later))
    )


@public
def place_csv(request: HttpRequest, code: str) -> HttpResponseBase:
    """One row a day, the latest correction of it."""
    at = as_of()
    province = province_or_404(at)
    place, keys = place_called(province, code), columns()
    if place is None:
        raise Http404
    newest = releases(province, at).values_list("sha256", flat=True).first() or ""

    def lines() -> Iterator[Sequence[object]]:
        yield [*OF_RELEASE, *OF_PLACE, *keys, "sha256"]
        for release, values in series_of_place(province, code, at):
            release.place = province
            yield [*said_of(release), *named(place), *(values.get(key) for key in keys), release.sha256]

    return send(request, f"{code}.csv", [newest, code, *keys], CSV, lambda: as_csv(lines()))


@public
def dictionary_json(request: HttpRequest) -> HttpResponseBase:
    text = json.dumps({"indicators": [meaning(one) for one in in_order()]}, ensure_ascii=False)
    return send(request, "tu-dien.json", [text], JSON, lambda: [text])


@public
def dictionary(request: HttpRequest) -> HttpResponse:
    known = in_order()
    named = {one.key: one.name for one in known}
    shown = [(one, one.name, {name: named[key] for name, key in related(one).items() if key}) for one in known]
    return page(request, "dictionary", "figures", {"indicators": shown})


def columns() -> list[str]:
    """The indicators that a release may carry. A rate is computed from others and stands in no release."""
    return [one.key for one in in_order() if one.kind != Indicator.Kind.RATE]


def meaning(one: Indicator) -> dict[str, object]:
    """All that the vocabulary says of an indicator, with the keys of the ones it hangs together with."""
    plain = ("key", "name_vi", "name_en", "unit", "kind", "basis", "direction", "mandatory", "breakdown", "per")
    return {name: getattr(one, name) for name in plain} | related(one)


def related(one: Indicator) -> dict[str, str | None]:
    return {name: getattr(one, f"{name}_id") for name in RELATIONS}


def release_as_data(release: Release, later: int | None) -> dict[str, object]:
    """A release whole: enough to compute its seal again (docs/rooms/figures.md), and to read its places by code."""
    places = [
        {"gso": place.code, "name": place.full_name, "tier": place.tier, "path": place.path, "figures": dict(values)}
        for place, values in rows_of(release)
    ]
    own = next((one["figures"] for one in places if one["gso"] == release.place.code), {})
    return {
        "province": {"gso": release.place.code, "name": release.place.full_name},
        "place_from": release.place.valid_from.isoformat(),
        "release": release.number,
        "date": release.day.isoformat(),
        "as_of": release.as_of.isoformat(),
        "signed_at": release.signed_at.isoformat(),
        "published_at": release.published_at.isoformat(),
        "partial": release.partial,
        "corrects": release.corrects.number if release.corrects else None,
        "corrected_by": later,
        "reason": release.reason,
        "sha256": release.sha256,
        "previous_sha256": release.previous_sha256,
        "figures": own,
        "places": [one for one in places if one["gso"] != release.place.code],
    }


def said_of(release: Release) -> list[object]:
    corrects = release.corrects.number if release.corrects else ""
    return [
        release.day, release.place.code, release.number, corrects, release.as_of.isoformat(),
        release.published_at.isoformat(), "yes" if release.partial else "no",
    ]  # fmt: skip


def named(place: Place) -> list[str]:
    return [place.code, place.full_name, place.path.rpartition("/")[0].rpartition("/")[2]]


class _Line:
    """What csv.writer writes to: it gives the line back."""

    def write(self, line: str) -> str:
        return line


def as_csv(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    write = csv.writer(_Line(), lineterminator="\r\n").writerow
    return (str(write([as_a_cell(cell) for cell in row])) for row in rows)


def as_json(said: object) -> Iterator[str]:
    return iter([json.dumps(said, ensure_ascii=False)])


def send(
    request: HttpRequest, name: str, depends_on: Sequence[str], kind: str, content: Callable[[], Iterable[str]]
) -> HttpResponseBase:
    """The file, or 304 for who has it. `depends_on`: whatever it follows from; the ETag is a hash of that."""
    etag = f'"{hashlib.sha256("|".join([name, *depends_on]).encode()).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag) or StreamingHttpResponse(content(), content_type=kind)
    response.headers["ETag"] = etag
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _public_release(number: int) -> Release:
    at = as_of()
    found = releases(province_or_404(at), at).select_related("place", "corrects")
    return get_object_or_404(found, number=number)
