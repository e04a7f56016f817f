"""For everybody, without a token: what is counted, every public release, and the series of an indicator."""

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema
from ninja.params.functions import Query

from vungxanh.api.asked import Code, Day, Key, Page, require_span
from vungxanh.api.bearer import anybody, caller
from vungxanh.api.released import Breakdown, breakdown, province_of, series
from vungxanh.api.said import Moment, Refused, refusals
from vungxanh.figures.indicators import vocabulary
from vungxanh.figures.models import Indicator, Release
from vungxanh.figures.read import figures_of_each
from vungxanh.portal.read.figures import releases

RELEASES_A_PAGE = 50
router = Router(tags=["public"], auth=anybody)


class IndicatorOut(Schema):
    """A line of the data dictionary. `part_of`, `adds_up`, `at_most`, `numerator` and `denominator` name others."""

    key: str
    name_vi: str
    name_en: str
    unit: str
    kind: str
    basis: str
    direction: str
    mandatory: bool
    part_of: str | None
    breakdown: str
    adds_up: str | None
    at_most: str | None
    numerator: str | None
    denominator: str | None
    per: int | None

    @staticmethod
    def of(one: Indicator) -> "IndicatorOut":
        named = {name: getattr(one, f"{name}_id") for name in RELATIONS}
        own = {name: getattr(one, name) for name in IndicatorOut.model_fields if name not in RELATIONS}
        return IndicatorOut(**own, **named)


RELATIONS = ("part_of", "adds_up", "at_most", "numerator", "denominator")


class ReleaseOut(Schema):
    """A release with the figures of its own place; null is "not reported", never zero."""

    number: int
    place: str
    day: Day
    as_of: Moment
    published_at: Moment
    partial: bool
    corrects: int | None
    reason: str
    sha256: str
    previous_sha256: str
    figures: dict[str, int | None]

    @staticmethod
    def of(release: Release, figures: dict[str, int | None]) -> "ReleaseOut":
        return ReleaseOut(**_facts(release), figures=figures)


class WholeReleaseOut(ReleaseOut):
    """With the figures of the places below, as far as they were released."""

    places: list[Breakdown]


class ReleasesOut(Schema):
    count: int
    page: int
    pages: int
    releases: list[ReleaseOut]


class PointOut(Schema):
    day: Day
    release: int
    value: int | None


class SeriesOut(Schema):
    place: str
    indicator: str
    days: list[PointOut]


@router.get("/indicators", response={200: list[IndicatorOut], 304: None, **refusals(401)}, url_name="indicators")
def indicators(request: HttpRequest) -> list[IndicatorOut]:
    """The data dictionary: everything that is counted, and how indicators hang together."""
    return [IndicatorOut.of(one) for one in vocabulary().values()]


@router.get("/releases", response={200: ReleasesOut, 304: None, **refusals(401, 404, 422)}, url_name="releases")
def list_releases(
    request: HttpRequest,
    since: Annotated[Day | None, Query(alias="from")] = None,
    upto: Annotated[Day | None, Query(alias="to")] = None,
    page: Page = 1,
) -> ReleasesOut:
    """Every public release of the province, corrections too, newest first, with the province's own figures."""
    at = caller(request).at
    found = releases(province_of(at), at)
    if since is not None:
        found = found.filter(day__gte=since)
    if upto is not None:
        found = found.filter(day__lte=upto)
    count = found.count()
    first = (page - 1) * RELEASES_A_PAGE
    shown = list(found.select_related("place", "corrects").order_by("-number")[first : first + RELEASES_A_PAGE])
    figures = figures_of_each(shown)
    return ReleasesOut(
        count=count,
        page=page,
        pages=max(1, -(-count // RELEASES_A_PAGE)),
        releases=[ReleaseOut.of(release, figures[release.pk]) for release in shown],
    )


@router.get(
    "/releases/{number}", response={200: WholeReleaseOut, 304: None, **refusals(401, 404, 422)}, url_name="release"
)
def one_release(request: HttpRequest, number: Page) -> WholeReleaseOut:
    """One public release by its number, with its breakdown by place."""
    at = caller(request).at
    release = releases(province_of(at), at).select_related("place", "corrects").filter(number=number).first()
    if release is None:
        raise Refused(404, "unknown-release", _("No release with the number %d is public.") % number)
    figures = figures_of_each([release])[release.pk]
    return WholeReleaseOut(**_facts(release), figures=figures, places=breakdown(release))


@router.get(
    "/series/{place}/{indicator}", response={200: SeriesOut, 304: None, **refusals(401, 404, 422)}, url_name="series"
)
def one_series(
    request: HttpRequest,
    place: Code,
    indicator: Key,
    since: Annotated[Day, Query(alias="from")],
    upto: Annotated[Day, Query(alias="to")],
) -> SeriesOut:
    """An indicator of the province or of a place below, day by day as the latest public correction says.

    A day without a release, or released without this place or indicator, is absent; null was not reported.
    """
    require_span(since, upto)
    at = caller(request).at
    if indicator not in vocabulary():
        raise Refused(404, "unknown-indicator", _("“%s” is not an indicator.") % indicator)
    points = series(province_of(at), place, indicator, since, upto, at)
    days = [PointOut(day=day, release=number, value=value) for day, number, value in points]
    return SeriesOut(place=place, indicator=indicator, days=days)


def _facts(release: Release) -> dict[str, Any]:
    return {
        "number": release.number,
        "place": release.place.code,
        "day": release.day,
        "as_of": release.as_of,
        "published_at": release.published_at,
        "partial": release.partial,
        "corrects": release.corrects.number if release.corrects else None,
        "reason": release.reason,
        "sha256": release.sha256,
        "previous_sha256": release.previous_sha256,
    }
