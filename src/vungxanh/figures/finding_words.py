"""A finding in words: what disagrees, and who reported each number. One sentence a code."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from vungxanh.clock import VIETNAM
from vungxanh.places.models import Place, Tier
from vungxanh.text.numbers import number as written

from .models import Indicator
from .rules import Code, Made

if TYPE_CHECKING:
    from .findings import Finding, Number

MOST_TERMS = 6  # written out; a longer sum is given by how many numbers it has

_WHAT = {
    Code.PARTS_DIFFER: gettext_lazy(
        "%(indicator)s, %(place)s, %(day)s: %(first)s is stated, but its parts add up to %(second)s (%(terms)s)."
    ),
    Code.PARTS_EXCEED: gettext_lazy(
        "%(indicator)s, %(place)s, %(day)s: %(first)s is stated, but some of its parts alone make %(second)s "
        "(%(terms)s)."
    ),
    Code.PARTS_SHORT: gettext_lazy(
        "%(indicator)s, %(place)s, %(day)s: %(first)s is stated, but the parts given add up to %(second)s (%(terms)s). "
        "Enter the part that is left out."
    ),
    Code.PLACES_EXCEED: gettext_lazy(
        "%(indicator)s, %(place)s, %(day)s: %(first)s is stated, but the places below add up to %(second)s "
        "(%(count)d of %(of)d reported)."
    ),
    Code.PLACES_SHORT: gettext_lazy(
        "%(indicator)s, %(place)s, %(day)s: %(first)s is stated, but the places below add up to only %(second)s "
        "(%(count)d of %(of)d reported)."
    ),
    Code.PLACES_MISSING: gettext_lazy(
        "%(indicator)s, %(place)s, %(day)s: %(count)d of %(of)d places below have reported; "
        "of %(first)s they make %(second)s."
    ),
    Code.PARTIAL: gettext_lazy(
        "%(indicator)s, %(place)s, %(day)s: the list is partial. "
        "Of %(first)s, the %(count)d places named make %(second)s."
    ),
    Code.SITES_EXCEED: gettext_lazy(
        "%(indicator)s, %(place)s, %(day)s: %(first)s is stated, but the hospitals and centres add up to %(second)s "
        "(%(count)d of %(of)d reported)."
    ),
    Code.SITES_SHORT: gettext_lazy(
        "%(indicator)s, %(place)s, %(day)s: %(first)s is stated, but the hospitals and centres add up to only "
        "%(second)s (%(count)d of %(of)d reported)."
    ),
    Code.SITES_MISSING: gettext_lazy(
        "%(indicator)s, %(place)s, %(day)s: %(count)d of %(of)d hospitals and centres have reported; "
        "of %(first)s they make %(second)s."
    ),
    Code.DOES_NOT_CONTINUE: gettext_lazy(
        "%(indicator)s, %(place)s, %(day)s: %(first)s is stated, but the total of %(then)s, %(before)s, "
        "and what was counted since make %(second)s."
    ),
    Code.FELL: gettext_lazy(
        "%(indicator)s, %(place)s, %(day)s: %(first)s is less than %(second)s on %(then)s. A total never falls."
    ),
    Code.MORE_THAN_ALL: gettext_lazy(
        "%(indicator)s, %(place)s, %(day)s: %(first)s is more than %(second)s, which is “%(other)s”."
    ),
    Code.MORE_THAN_PEOPLE: gettext_lazy(
        "%(indicator)s, %(place)s, %(day)s: %(first)s is more than the people who live there, %(second)s (%(then)s)."
    ),
    Code.JUMP_UP: gettext_lazy(
        "%(indicator)s, %(place)s, %(day)s: %(first)s is far more than on any of the %(count)d days before, "
        "at most %(second)s. Compare it with the paper."
    ),
    Code.JUMP_DOWN: gettext_lazy(
        "%(indicator)s, %(place)s, %(day)s: %(first)s is far less than on any of the %(count)d days before, "
        "at least %(second)s. Compare it with the paper."
    ),
    Code.SILENT: gettext_lazy("%(place)s has reported nothing since %(then)s, for %(first)s days. Ask there."),
    Code.PLACE_NOT_VALID: gettext_lazy(
        "%(place)s did not exist on %(day)s, yet %(first)s of its values are reported. "
        "Report them for the place that followed it."
    ),
}


def what(finding: Finding) -> str:
    first, last = finding.numbers[0], finding.numbers[-1]
    then = finding.terms[0] if finding.code is Code.DOES_NOT_CONTINUE else last
    return _WHAT[finding.code] % {
        "indicator": _name(finding.indicator),
        "place": place(finding.place),
        "day": _day(finding.day),
        "first": _number(first.value),
        "second": _number(last.value),
        "count": last.count,
        "of": last.of,
        "other": _name(last.indicator),
        "then": _day(then.day),
        "before": _number(then.value),
        "terms": _sum(finding.terms),
    }


def sources(finding: Finding) -> list[str]:
    """One sentence for each stated number that has a source; for a sum, when its latest number came."""
    said = [_source(number) for number in finding.numbers if number.source]
    summed = finding.numbers[-1]
    if summed.made is Made.PARTS or summed.made is Made.DAYS:
        said += [_source(term) for term in finding.terms if term.source and len(finding.terms) <= MOST_TERMS]
    elif moments := [term.source.at for term in finding.terms if term.source]:
        at = max(moments).astimezone(VIETNAM)
        said.append(
            ngettext(
                "%(number)s: from %(count)d place, the last at %(at)s.",
                "%(number)s: from %(count)d places, the last at %(at)s.",
                len(finding.terms),
            )
            % {"number": _number(summed.value), "count": len(finding.terms), "at": f"{at:%H:%M %d/%m/%Y}"}
        )
    return [*dict.fromkeys(said)]


def place(shown: Place) -> str:
    """A commune or a hospital with the unit above it: names repeat within a province."""
    if shown.tier in (Tier.COMMUNE, Tier.SITE) and shown.parent is not None:
        return f"{shown.full_name}, {shown.parent.full_name}"
    return shown.full_name


def _source(number: Number) -> str:
    source = number.source
    assert source is not None
    words = {
        "number": _number(number.value),
        "indicator": _name(number.indicator),
        "who": source.who or _("somebody unnamed"),
        "at": f"{source.at.astimezone(VIETNAM):%H:%M %d/%m/%Y}",
        "file": source.file,
    }
    if source.file:
        return _("%(number)s, %(indicator)s: from the file %(file)s, brought by %(who)s at %(at)s.") % words
    return _("%(number)s, %(indicator)s: reported by %(who)s at %(at)s.") % words


def _sum(terms: Iterable[Number]) -> str:
    values = [_number(term.value) for term in terms]
    return " + ".join(values if len(values) <= MOST_TERMS else [*values[:MOST_TERMS], "…"])


def _number(value: int) -> str:
    return written(value, "vi" if _vietnamese() else "en")


def _name(indicator: Indicator | None) -> str:
    if indicator is None:
        return ""
    return indicator.name


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _vietnamese() -> bool:
    return (get_language() or "vi").startswith("vi")
