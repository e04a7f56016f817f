"""From reports to a numbered release: one person prepares, another signs, and then nobody changes it.

A correction is a new release with a reason; the old one stays. Whether a person may do this here is asked of
`agencies.scope` by whoever calls.
"""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from vungxanh.agencies.models import User
from vungxanh.places.models import Place

from .chain import seal, seal_of_draft
from .indicators import vocabulary
from .models import Release, ReleasedFigure, ReleaseDraft, Report
from .read import figures_of
from .refusals import (
    AlreadyReleased,
    ChangedSincePrepared,
    NoReason,
    NothingReported,
    NothingToCorrect,
    NotTheLatest,
    SamePerson,
)


def prepare(place: Place, day: date, *, by: User, as_of: datetime, at: datetime) -> ReleaseDraft:
    """Freeze the reports of a day for a second person to sign; mandatory indicators without a report are null.

    Raises NothingReported, AlreadyReleased.
    """
    if first := Release.objects.filter(place=place, day=day).order_by("number").first():
        raise AlreadyReleased(first.number, day)
    return _freeze(place, day, by=by, as_of=as_of, at=at)


def prepare_correction(release: Release, *, by: User, as_of: datetime, at: datetime, reason: str) -> ReleaseDraft:
    """Freeze the reports of an already released day. Raises NoReason, NotTheLatest, NothingToCorrect."""
    if not reason.strip():
        raise NoReason
    _require_latest(release)
    figures = _reported(release.place, release.day)
    if figures == figures_of(release):
        raise NothingToCorrect
    return _freeze(release.place, release.day, by=by, as_of=as_of, at=at, corrects=release, reason=reason.strip())


def sign(draft: ReleaseDraft, *, by: User, at: datetime) -> Release:
    """Publish what was prepared, under the place's next number, sealed onto the release before it.

    Raises SamePerson, ChangedSincePrepared, and AlreadyReleased or NotTheLatest when another draft was signed first.
    """
    if by.pk == draft.prepared_by_id:
        raise SamePerson
    with transaction.atomic():
        place = Place.objects.select_for_update(no_key=True).get(pk=draft.place_id)  # one signature at a time
        _require_still_open(draft)
        _require_unchanged(draft, place)
        previous = Release.objects.filter(place=place).order_by("-number").first()
        number = previous.number + 1 if previous else 1
        previous_sha256 = previous.sha256 if previous else ""
        release = Release.objects.create(
            place=place,
            number=number,
            day=draft.day,
            as_of=draft.as_of,
            signed_at=at,
            published_at=at,
            draft=draft,
            prepared_by_id=draft.prepared_by_id,
            signed_by=by,
            corrects=draft.corrects,
            reason=draft.reason,
            previous_sha256=previous_sha256,
            sha256=seal(
                number=number,
                place=place,
                day=draft.day,
                as_of=draft.as_of,
                figures=draft.figures,
                corrects=draft.corrects.number if draft.corrects else None,
                previous=previous_sha256,
            ),
        )
        ReleasedFigure.objects.bulk_create(
            [
                ReleasedFigure(release=release, place=place, indicator_id=key, value=value)
                for key, value in draft.figures.items()
            ]
        )
    return release


def _freeze(
    place: Place,
    day: date,
    *,
    by: User,
    as_of: datetime,
    at: datetime,
    corrects: Release | None = None,
    reason: str = "",
) -> ReleaseDraft:
    figures = _reported(place, day)
    return ReleaseDraft.objects.create(
        place=place,
        day=day,
        as_of=as_of,
        figures=figures,
        sha256=seal_of_draft(place=place, day=day, as_of=as_of, figures=figures),
        corrects=corrects,
        reason=reason,
        prepared_by=by,
        prepared_at=at,
    )


def _reported(place: Place, day: date) -> dict[str, int | None]:
    reports = dict(Report.objects.filter(place=place, day=day).values_list("indicator_id", "value"))
    if not reports:
        raise NothingReported(place, day)
    return {key: None for key, indicator in vocabulary().items() if indicator.mandatory} | reports


def _require_still_open(draft: ReleaseDraft) -> None:
    if draft.corrects is not None:
        _require_latest(draft.corrects)
    elif first := Release.objects.filter(place=draft.place_id, day=draft.day).order_by("number").first():
        raise AlreadyReleased(first.number, draft.day)


def _require_latest(release: Release) -> None:
    latest = Release.objects.filter(place=release.place_id, day=release.day).order_by("-number").first()
    if latest is not None and latest.pk != release.pk:
        raise NotTheLatest(latest.number)


def _require_unchanged(draft: ReleaseDraft, place: Place) -> None:
    """What is signed is what was shown: neither the reports nor the draft's own row may have changed since."""
    now = _reported(place, draft.day)
    intact = draft.sha256 == seal_of_draft(place=place, day=draft.day, as_of=draft.as_of, figures=draft.figures)
    changes = _changes(draft.figures, now)
    if changes or not intact:
        raise ChangedSincePrepared(changes)


def _changes(old: Mapping[str, int | None], new: Mapping[str, int | None]) -> dict[str, tuple[object, object]]:
    return {
        key: (old.get(key), new.get(key))
        for key in old.keys() | new.keys()
        if key not in old or key not in new or old[key] != new[key]
    }
