"""The seal of a release: a hash over what it says and over the release before it, so that no number can change
unseen. Anyone can compute it again from public figures; `verify_chain` does, and says what does not fit."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.utils.translation import gettext as _

from vungxanh.places.models import Place

from .breakdown import digest, digests_of
from .models import Release, ReleasedFigure, ReleaseDraft

Figures = Mapping[str, int | None]


def seal(
    *,
    number: int,
    place: Place,
    day: date,
    as_of: datetime,
    figures: Figures,
    corrects: int | None,
    previous: str,
    below: str = "",
    partial: bool = False,
) -> str:
    """SHA-256 over canonical JSON (UTF-8, sorted keys, no spaces, times in UTC) of exactly these fields.

    `below` is the digest of the places below (breakdown.digest). Where there are none, and where nothing is missing,
    the seal says nothing of it.
    """
    said = {
        "number": number,
        "place": place.code,
        "place_from": place.valid_from.isoformat(),
        "day": day.isoformat(),
        "as_of": as_of.astimezone(UTC).isoformat(),
        "figures": dict(figures),
        "corrects": corrects,
        "previous": previous,
    }
    return _sha256(said | _of_places(below, partial))


def seal_of_draft(draft: ReleaseDraft) -> str:
    """The same over what a draft froze; it has no number and no predecessor yet, but an hour to be public from."""
    said = {
        "place": draft.place.code,
        "place_from": draft.place.valid_from.isoformat(),
        "day": draft.day.isoformat(),
        "as_of": draft.as_of.astimezone(UTC).isoformat(),
        "figures": dict(draft.figures),
    }
    embargo = {"publish_at": draft.publish_at.astimezone(UTC).isoformat()} if draft.publish_at else {}
    return _sha256(said | _of_places(digest(draft.breakdown) if draft.breakdown else "", draft.partial) | embargo)


def _of_places(below: str, partial: bool) -> dict[str, Any]:
    return ({"below": below} if below else {}) | ({"partial": True} if partial else {})


def verify_chain(place: Place) -> list[str]:
    """What does not fit in the releases of `place`, as sentences; empty when every seal holds. Three queries."""
    releases = list(Release.objects.filter(place=place).select_related("place", "corrects").order_by("number"))
    figures: dict[int, dict[str, int | None]] = defaultdict(dict)
    for release_id, key, value in ReleasedFigure.objects.filter(release__place=place, place=place).values_list(
        "release_id", "indicator_id", "value"
    ):
        figures[release_id][key] = value
    below = digests_of(place)
    found, previous = [], ""
    for expected, release in enumerate(releases, start=1):
        if release.number != expected:
            found.append(_("Release %(number)d stands where %(expected)d should.") % {
                "number": release.number, "expected": expected,
            })  # fmt: skip
        if release.previous_sha256 != previous:
            found.append(_("Release %d does not continue the one before it.") % release.number)
        if release.sha256 != _seal_again(release, figures[release.pk], below.get(release.pk, "")):
            found.append(_("Release %d does not say what it was sealed with.") % release.number)
        previous = release.sha256
    return found


def _seal_again(release: Release, figures: Figures, below: str) -> str:
    return seal(
        number=release.number,
        place=release.place,
        day=release.day,
        as_of=release.as_of,
        figures=figures,
        corrects=release.corrects.number if release.corrects else None,
        previous=release.previous_sha256,
        below=below,
        partial=release.partial,
    )


def _sha256(said: object) -> str:
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
