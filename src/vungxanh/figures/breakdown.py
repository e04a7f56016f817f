"""The figures of the places below, which their province's release carries: read, sealed and stored in one statement
each, however many communes there are. A figure that nobody reported is absent; it is never zero."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from vungxanh.places.models import Place

from .models import Release, Reporter, Sheet

Breakdown = Mapping[str, Mapping[str, int]]  # {path of a place: {indicator key: value}}

_REPORTED = """
select jsonb_object_agg(path, said)::text from (
  select place.path, jsonb_object_agg(report.indicator_id, report.value) as said
  from places_place place join figures_report report on report.place_id = place.id
  where place.path like %(path)s || '/%%' and place.valid_from = %(since)s
    and report.day = %(day)s and report.value is not null
  group by place.path) below
"""
_STORE = """
insert into figures_releasedfigure (release_id, place_id, indicator_id, value)
select %(release)s, place.id, figure.key, figure.value::int
from jsonb_each(%(breakdown)s::jsonb) below
join places_place place on place.path = below.key and place.valid_from = %(since)s
cross join lateral jsonb_each_text(below.value) figure
order by place.id, figure.key
"""
# The same text as `digest` hashes: keys in code point order, no blanks. Codes and keys are plain ASCII words.
_DIGESTS = """
select release_id, encode(sha256(convert_to('{' || string_agg(said, ',' order by code collate "C") || '}', 'UTF8')), 'hex')
from (
  select figure.release_id, place.code, format('"%%s":{%%s}', place.code, string_agg(
    format('"%%s":%%s', figure.indicator_id, coalesce(figure.value::text, 'null')), ','
    order by figure.indicator_id collate "C")) as said
  from figures_release release
  join figures_releasedfigure figure on figure.release_id = release.id and figure.place_id <> release.place_id
  join places_place place on place.id = figure.place_id
  where release.place_id = %(place)s
  group by figure.release_id, place.id, place.code) below
group by release_id
"""  # noqa: E501


def reported_below(place: Place, day: date) -> dict[str, dict[str, int]]:
    """What the places below reported for the day. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_REPORTED, {"path": place.path, "since": place.valid_from, "day": day})
        said = cursor.fetchone()[0]
    return json.loads(said) if said else {}


def digest(breakdown: Breakdown) -> str:
    """SHA-256 over canonical JSON of {GSO code: {indicator key: value}}. A path may change with who is above; not so
    a code."""
    by_code = {path.rpartition("/")[2]: dict(figures) for path, figures in breakdown.items()}
    return hashlib.sha256(json.dumps(by_code, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def digests_of(place: Place) -> dict[int, str]:
    """{release's primary key: digest of the figures below that stand in it}, for releases that have any. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_DIGESTS, {"place": place.pk})
        return dict(cursor.fetchall())


def store(release: Release, breakdown: Breakdown) -> None:
    """The figures below as rows of the release. One statement."""
    if not breakdown:
        return
    values: dict[str, Any] = {
        "release": release.pk,
        "since": release.place.valid_from,
        "breakdown": json.dumps(breakdown),
    }
    with connection.cursor() as cursor:
        cursor.execute(_STORE, values)


def is_partial(place: Place, day: date) -> bool:
    """Whether a release of the day would lack figures of places below.

    It does when who reported for the province said that the list of places is not complete, and when a unit below that
    owes figures on that day has sent none: a complete list does not speak for who was silent. Where nobody said
    anything and nobody owes anything, nothing is known to be missing.
    """
    if Sheet.objects.filter(place=place, day=day, complete=False).exists():
        return True
    owing = Reporter.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        valid_from__lte=day,
        place__path__startswith=f"{place.path}/",
        place__valid_from=place.valid_from,
    )
    return owing.filter(~Exists(Sheet.objects.filter(place=OuterRef("place"), day=day))).exists()
