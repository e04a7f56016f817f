"""From reports to a numbered release: one person prepares, another signs, and then nobody changes it.

A correction is a new release with a reason; the old one stays. Whether a person may do this here is asked of
`agencies.scope` by whoever calls.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction

from vungxanh.agencies.models import User
from vungxanh.places.models import Place

from .breakdown import digest, is_partial, reported_below, store
from .chain import seal, seal_of_draft
from .findings import open_findings
from .indicators import vocabulary
from .models import Release, ReleasedFigure, ReleaseDraft, Report
from .read import figures_below, figures_of
from .refusals import (
    AlreadyReleased,
    ChangedSincePrepared,
    EmbargoTooLong,
    FindingsOpen,
    NoReason,
    NothingReported,
    NothingToCorrect,
    NotTheLatest,
    SamePerson,
)

LONGEST_EMBARGO = timedelta(days=7)


def prepare(
    place: Place, day: date, *, by: User, as_of: datetime, at: datetime, publish_at: datetime | None = None
) -> ReleaseDraft:
    """Freeze the reports of a day, of `place` and of the places below, for a second person to sign.

    Mandatory indicators without a report are null. `publish_at`: public not before that; None is once it is signed.
    Raises NothingReported, AlreadyReleased, EmbargoTooLong.
    """
    if first := Release.objects.filter(place=place, day=day).order_by("number").first():
        raise AlreadyReleased(first.number, day)
    return _freeze(place, day, by=by, as_of=as_of, at=at, publish_at=publish_at)


def prepare_correction(
    release: Release, *, by: User, as_of: datetime, at: datetime, reason: str, publish_at: datetime | None = None
) -> ReleaseDraft:
    """Freeze the reports of an already released day.

    Raises NoReason, NotTheLatest, NothingToCorrect, EmbargoTooLong.
    """
    if not reason.strip():
        raise NoReason
    _require_latest(release)
    place, day = release.place, release.day
    if (
        _reported(place, day) == figures_of(release)
        and reported_below(place, day) == figures_below(release)
        and is_partial(place, day) == release.partial
    ):
        raise NothingToCorrect
    return _freeze(
        place, day, by=by, as_of=as_of, at=at, publish_at=publish_at, corrects=release, reason=reason.strip()
    )


@transaction.atomic
def sign(draft: ReleaseDraft, *, by: User, at: datetime) -> Release:
    """Release what was prepared, under the place's next number, sealed onto the release before it.

    It is public from the draft's hour or from now, and never before a release with a lower number: what is public is
    always the chain from its beginning, so that no total betrays what is still under embargo.
    Raises SamePerson, ChangedSincePrepared, FindingsOpen, and AlreadyReleased or NotTheLatest when another draft was
    signed first.
    """
    if by.pk == draft.prepared_by_id:
        raise SamePerson
    place = Place.objects.select_for_update(no_key=True).get(pk=draft.place_id)  # one signature at a time
    _require_still_open(draft)
    _require_unchanged(draft, place)
    if findings := open_findings(place, draft.day):
        raise FindingsOpen([finding.sentence for finding in findings])
    _require_unchanged(draft, place)  # again: a report in between would have the checks agree with other numbers
    previous = Release.objects.filter(place=place).order_by("-number").first()
    number = previous.number + 1 if previous else 1
    previous_sha256 = previous.sha256 if previous else ""
    release = Release.objects.create(
        place=place,
        number=number,
        day=draft.day,
        as_of=draft.as_of,
        signed_at=at,
        published_at=max(at, draft.publish_at or at, previous.published_at if previous else at),
        partial=draft.partial,
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
            below=digest(draft.breakdown) if draft.breakdown else "",
            partial=draft.partial,
        ),
    )
    ReleasedFigure.objects.bulk_create(
        [
            ReleasedFigure(release=release, place=place, indicator_id=key, value=value)
            for key, value in draft.figures.items()
        ]
    )
    store(release, draft.breakdown)
    return release


def _freeze(
    place: Place,
    day: date,
    *,
    by: User,
    as_of: datetime,
    at: datetime,
    publish_at: datetime | None,
    corrects: Release | None = None,
    reason: str = "",
) -> ReleaseDraft:
    if publish_at is not None and publish_at > at + LONGEST_EMBARGO:
        raise EmbargoTooLong(publish_at)
    draft = ReleaseDraft(
        place=place,
        day=day,
        as_of=as_of,
        figures=_reported(place, day),
        breakdown=reported_below(place, day),
        partial=is_partial(place, day),
        publish_at=publish_at,
        corrects=corrects,
        reason=reason,
        prepared_by=by,
        prepared_at=at,
    )
    draft.sha256 = seal_of_draft(draft)
    draft.save()
    return draft


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
    changes = _changes(draft.figures, _reported(place, draft.day))
    changes |= _changes_below(draft, reported_below(place, draft.day))
    if (partial := is_partial(place, draft.day)) != draft.partial:
        changes["partial"] = (draft.partial, partial)
    if changes or draft.sha256 != seal_of_draft(draft):
        raise ChangedSincePrepared(changes)


def _changes_below(draft: ReleaseDraft, now: Mapping[str, Mapping[str, int]]) -> dict[str, tuple[object, object]]:
    if now == draft.breakdown:
        return {}
    paths = [path for path in draft.breakdown.keys() | now.keys() if draft.breakdown.get(path) != now.get(path)]
    names = dict(Place.objects.within(draft.place).filter(path__in=paths).values_list("path", "name"))
    return {
        f"{names.get(path, path)}: {key}": change
        for path in paths
        for key, change in _changes(draft.breakdown.get(path, {}), now.get(path, {})).items()
    }


def _changes(old: Mapping[str, int | None], new: Mapping[str, int | None]) -> dict[str, tuple[object, object]]:
    return {
        key: (old.get(key), new.get(key))
        for key in old.keys() | new.keys()
        if key not in old or key not in new or old[key] != new[key]
    }
