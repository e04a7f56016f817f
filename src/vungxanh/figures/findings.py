"""Stands in for the checks until they are merged: nothing is found."""

from dataclasses import dataclass
from datetime import date, datetime

from vungxanh.agencies.models import User
from vungxanh.places.models import Place

from .models import Indicator, Override


@dataclass(frozen=True, slots=True)
class Number:
    text: str
    value: int | None


@dataclass(frozen=True, slots=True)
class Finding:
    code: str
    place: Place
    indicator: Indicator | None
    numbers: tuple[Number, ...]
    severity: str
    fingerprint: str
    sentence: str
    override: Override | None

    @property
    def is_open(self) -> bool:
        return self.override is None


def findings_of(province: Place, day: date) -> list[Finding]:
    return []


def open_findings(province: Place, day: date) -> list[Finding]:
    return [one for one in findings_of(province, day) if one.is_open]


def let_stand(finding: Finding, province: Place, day: date, *, by: User, reason: str, at: datetime) -> Override:
    return Override.objects.create(
        province=province, day=day, finding=finding.fingerprint, sentence=finding.sentence, reason=reason, by=by, at=at
    )
