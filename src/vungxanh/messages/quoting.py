"""Which messages quote a number that a correction changed: that day's own, and later ones whose totals hold it.

A message quotes what its words name as a bound field. A number that is the same as before is no reason to write again.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django.db.models import Q
from django.utils.translation import gettext as _

from vungxanh.figures.models import Release
from vungxanh.figures.quote import TOTALLED, History, first_of_week, totals
from vungxanh.figures.read import figures_of_each
from vungxanh.levels.models import AdoptedPlan
from vungxanh.levels.read import wave_start
from vungxanh.messages.blanks import named
from vungxanh.messages.models import Message, Variant

NO_FIGURES: Mapping[str, int | None] = {}


@dataclass(frozen=True, slots=True)
class Change:
    """A number that a message quotes, by the name of its blank: as it was written and as it is now known."""

    blank: str
    old: int | None
    new: int | None


@dataclass(frozen=True, slots=True)
class Quoting:
    """`successor` is the message that was written instead, or None."""

    message: Message
    changes: tuple[Change, ...]
    successor: Message | None


def quoting(correction: Release, only: Message | None = None) -> list[Quoting]:
    """The messages to write again because of `correction`, the latest first. Six queries, however many.

    `only`: look at this one alone. Raises ValueError for a release that corrects nothing.
    """
    old_pk = correction.corrects_id
    if old_pk is None:
        raise ValueError(f"release {correction.number} corrects nothing")
    of_day = list(Release.objects.filter(place=correction.place, day=correction.day, number__lte=correction.number))
    figures = figures_of_each(of_day)
    new = figures[correction.pk]
    changed = {key for key in new if figures[old_pk].get(key) != new[key]}
    if not changed:
        return []
    history = History(correction.place, upto_number=correction.number)
    messages = [one for one in _later_than(correction) if only is None or one.pk == only.pk]
    quoted_by = _named_by(messages)
    waves = {plan.pk: wave_start(plan) for plan in AdoptedPlan.objects.filter(place=correction.place)}

    @cache
    def totals_known(known_by: int, day: date, wave_from: date | None) -> Mapping[str, int | None]:
        return totals(history.series(known_by=known_by, upto=day), day, wave_from)

    found = []
    for message in messages:
        wave_from, day = waves[message.plan_id], message.release.day
        old, now = dict(figures.get(message.release_id, NO_FIGURES)), new if day == correction.day else NO_FIGURES
        quoted = {key: (old.get(key), now[key]) for key in changed & now.keys()}
        if changed & set(TOTALLED) and correction.day >= min(first_of_week(day), wave_from or day):
            before = totals_known(message.source.number, day, wave_from)
            after = totals_known(correction.number, day, wave_from)
            quoted |= {blank: (before[blank], after[blank]) for blank in before}
        used = quoted_by[message.pk]
        changes = tuple(
            Change(blank, *values)
            for blank, values in quoted.items()
            if values[0] != values[1] and (used is None or blank in used)
        )
        if changes:
            found.append(Quoting(message, changes, getattr(message, "replaced_by", None)))
    return found


def corrected(message: Message, at: datetime) -> tuple[Change, ...]:
    """What the message says otherwise than corrections that are public at `at`; empty when nothing. Few queries."""
    later = Release.objects.filter(
        place=message.place, day__lte=message.day, number__gt=message.source.number, published_at__lte=at
    )
    found: dict[str, Change] = {}
    for correction in later.exclude(corrects=None).order_by("number"):
        for one in quoting(correction, only=message):
            found |= {change.blank: change for change in one.changes}
    return tuple(found.values())


def about_changes(changes: Sequence[Change]) -> str:
    """What stands in the message and what is known now, field by field, and what to do."""
    numbers = "; ".join(f"{{{one.blank}}}: {_number(one.old)} → {_number(one.new)}" for one in changes)
    return _("Its figures were corrected: %s. Write it again with the corrected ones.") % numbers


def _number(value: int | None) -> str:
    return "–" if value is None else str(value)


def _named_by(messages: Sequence[Message]) -> Mapping[int, frozenset[str] | None]:
    """{message: the bound fields that its words name}; None where its words are not known: it may quote anything."""
    fields: dict[int, set[str]] = defaultdict(set)
    written = Variant.objects.filter(message__in=messages).exclude(words="").order_by()
    for message, subject, words in written.values_list("message", "subject_words", "words"):
        fields[message] |= {*named(subject), *named(words)}
    return {one.pk: frozenset(fields[one.pk]) if one.pk in fields else None for one in messages}


def _later_than(correction: Release) -> list[Message]:
    """Messages of that day or a later one whose numbers were taken before the correction. One query."""
    before = Q(correction__isnull=True, release__number__lt=correction.number)
    before |= Q(correction__number__lt=correction.number)
    messages = Message.objects.filter(before, place=correction.place, release__day__gte=correction.day)
    return list(messages.select_related("release", "correction", "replaced_by", "author"))
