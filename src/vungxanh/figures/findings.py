"""What does not add up on a province's day, before anyone signs: found by the rules, judged by a person.

Each finding names the numbers that disagree and where they came from. A person mends the report, or lets the finding
stand with a reason; that holds for exactly these numbers and lapses by itself when one of them changes.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.db import transaction

from vungxanh.agencies.models import User
from vungxanh.places.models import Place

from . import finding_words, rules
from .given import given_of
from .indicators import vocabulary
from .let_stand_refusals import FindingGone, NeedsNoReason, NoReasonToStand, ReasonTooLong
from .models import Indicator, Override
from .rules import Code, Made, Severity
from .sources import Source, sources_of

__all__ = [
    "Code",
    "Finding",
    "Made",
    "Number",
    "Severity",
    "findings_of",
    "let_all_stand",
    "let_stand",
    "open_findings",
]

LONGEST_REASON = 500
_GRAVITY = {severity: n for n, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Number:
    """A number that a finding is about. `made`: stated, or how it was added up (`count` of `of` numbers).

    `source`: who reported it and when, where it is stated; None where that is not known.
    """

    value: int
    place: Place
    day: date
    indicator: Indicator | None
    made: Made
    count: int
    of: int
    source: Source | None


@dataclass(frozen=True)
class Finding:
    """`numbers`: those that disagree, the stated one first. `terms`: what the second was added up from."""

    code: Code
    place: Place
    day: date
    indicator: Indicator | None
    numbers: tuple[Number, ...]
    terms: tuple[Number, ...]
    severity: Severity
    overrides: Mapping[str, Override] = field(repr=False, compare=False)  # of the day, by what they let stand

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over the code, the place, the day, the indicator and every number with where it stands."""
        numbers, terms = map(_traits, self.numbers), map(_traits, self.terms)
        whole = [self.code, _of_place(self.place), self.day.isoformat(), _key(self.indicator), [*numbers], [*terms]]
        return hashlib.sha256(json.dumps(whole, separators=(",", ":")).encode()).hexdigest()

    @cached_property
    def override(self) -> Override | None:
        return self.overrides.get(self.fingerprint) if self.overrides else None

    @property
    def is_open(self) -> bool:
        """Whether it stands between the day and a signature."""
        return self.severity is not Severity.NOTE and self.override is None

    @cached_property
    def what(self) -> str:
        """What disagrees, with both numbers."""
        return finding_words.what(self)

    @cached_property
    def sources(self) -> list[str]:
        """Who reported each number, and when."""
        return finding_words.sources(self)

    @property
    def sentence(self) -> str:
        return " ".join([self.what, *self.sources])


_TRACED = 500  # findings, the gravest first, that say who reported their numbers: a spoilt day has tens of thousands


def findings_of(province: Place, day: date, *, of: Place | None = None, notes_traced: bool = True) -> list[Finding]:
    """Everything found on the day in the province and the places below it: the gravest first, then by place.

    `of`: only what is found of this place itself; only what is below it is read. `notes_traced`: whether notes too say
    who reported their numbers; an hour before the end of the day there are hundreds, and some screens only count them.
    """
    judged = rules.judge(given_of(province, day, of=of))
    found = sorted((one for one in judged if of is None or one.place == of.pk), key=lambda one: _GRAVITY[one.severity])
    if not found:
        return []
    numbers = [number for one in found for number in (*one.numbers, *one.terms)]
    traced = [
        number
        for one in found[:_TRACED]
        if notes_traced or one.severity is not Severity.NOTE
        for number in (*one.numbers, *one.terms)
    ]
    named = {number.place for number in numbers}
    places = Place.objects.select_related("parent").in_bulk(named)
    indicators, sources = vocabulary(), sources_of(traced)
    overrides = {one.finding: one for one in Override.objects.filter(province=province, day=day).select_related("by")}

    def told(number: rules.Number) -> Number:
        source = sources.get((number.place, number.day, number.indicator)) if number.made is Made.STATED else None
        indicator = indicators.get(number.indicator)
        place = places[number.place]
        return Number(number.value, place, number.day, indicator, number.made, number.count, number.of, source)

    def finding(one: rules.Found) -> Finding:
        return Finding(
            code=one.code,
            place=places[one.place],
            day=day,
            indicator=indicators.get(one.indicator),
            numbers=tuple(map(told, one.numbers)),
            terms=tuple(map(told, one.terms)),
            severity=one.severity,
            overrides=overrides,
        )

    return sorted(map(finding, found), key=lambda one: (_GRAVITY[one.severity], one.place.path))


def open_findings(province: Place, day: date) -> list[Finding]:
    """What is wrong or doubtful and nobody has let stand."""
    return [finding for finding in findings_of(province, day, notes_traced=False) if finding.is_open]


def let_stand(finding: Finding, province: Place, day: date, *, by: User, reason: str, at: datetime) -> Override:
    """Let a finding stand. The first reason given for the same numbers holds.

    Whether the person may is asked of `agencies.scope` by whoever calls. Raises NoReasonToStand, ReasonTooLong,
    FindingGone, NeedsNoReason.
    """
    return let_all_stand([finding.fingerprint], province, day, by=by, reason=reason, at=at)[0]


def let_all_stand(
    fingerprints: Collection[str], province: Place, day: date, *, by: User, reason: str, at: datetime
) -> list[Override]:
    """Let several stand for one reason, all or none. Raises as `let_stand` does."""
    reason = reason.strip()
    if not reason:
        raise NoReasonToStand
    if len(reason) > LONGEST_REASON:
        raise ReasonTooLong(LONGEST_REASON)
    present = {finding.fingerprint: finding for finding in findings_of(province, day)}
    if not fingerprints or any(fingerprint not in present for fingerprint in fingerprints):
        raise FindingGone
    chosen = [present[fingerprint] for fingerprint in dict.fromkeys(fingerprints)]
    if any(finding.severity is Severity.NOTE for finding in chosen):
        raise NeedsNoReason
    with transaction.atomic():
        return [_stand(finding, province, day, by=by, reason=reason, at=at) for finding in chosen]


def _stand(finding: Finding, province: Place, day: date, *, by: User, reason: str, at: datetime) -> Override:
    override, _created = Override.objects.get_or_create(
        province=province,
        day=day,
        finding=finding.fingerprint,
        defaults={"sentence": finding.sentence[:500], "reason": reason, "by": by, "at": at},
    )
    return override


def _traits(number: Number) -> list[object]:
    key, made = _key(number.indicator), number.made
    return [*_of_place(number.place), number.day.isoformat(), key, made, number.value, number.count, number.of]


def _of_place(place: Place) -> list[str]:
    return [place.code, place.valid_from.isoformat()]


def _key(indicator: Indicator | None) -> str:
    return indicator.key if indicator else ""
