"""What a text says once its fields are filled, and what a good editor would remark on it: advice, never a lock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import cast

from django.db.models import Max
from django.utils.translation import gettext as _

from vungxanh.channels.kinds import ChannelKind
from vungxanh.desk.reports import indicators
from vungxanh.desk.sms_view import SmsCount, count
from vungxanh.desk.words import indicator_name, say
from vungxanh.desk.writing.fields import NAMES
from vungxanh.dispatch.models import Line
from vungxanh.levels.read import plan_of
from vungxanh.messages.blanks import UnknownBlanks, fill_each, named
from vungxanh.messages.bound import Field, Values, bound_fields, issuer_of, language_of, written
from vungxanh.messages.models import AreaLanguage, Form, Message, Variant
from vungxanh.messages.quote import quoted
from vungxanh.pictures.emblem import rank
from vungxanh.text.lint import SENTENCES, BoundField, Finding, Gravity, ReleaseFigure, Said, Weight, lint
from vungxanh.text.lint.said import Form as TextForm
from vungxanh.text.lint.syllables import seconds
from vungxanh.text.nfc import nfc
from vungxanh.text.numbers import Language

GRAVITY: tuple[Gravity, ...] = ("low", "low", "medium", "high", "very-high")
TOTALS = ("seven_day_total", "seven_day_deaths_total", "wave_total", "wave_deaths_total")
HOTLINES = ("1022", "115", "113", "114", "19009095", "1900 9095")


@dataclass(frozen=True, slots=True)
class Remark:
    """`weight` is “must-look”, “advice” or “note”; `piece` is the place in the words; `fix` what to write instead."""

    weight: str
    sentence: str
    piece: str = ""
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """`problem` says why the words cannot be filled; then `text` is empty."""

    subject: str
    text: str
    problem: str = ""
    sms: SmsCount | None = None
    seconds: int = 0
    remarks: Sequence[Remark] = ()

    @property
    def must_look(self) -> int:
        return sum(one.weight == Weight.MUST_LOOK for one in self.remarks)


class Checker:
    """Looks through texts of one message. What it knows of the message is read once."""

    def __init__(self, message: Message) -> None:
        self.message = message

    @cached_property
    def bound(self) -> Mapping[Language, Mapping[str, Field]]:
        return bound_fields(self.message)

    @property
    def values(self) -> Values:
        return {language: written(fields) for language, fields in self.bound.items()}

    @cached_property
    def _figures(self) -> tuple[ReleaseFigure, ...]:
        """What the release says, and its totals over the week and the wave."""
        known = quoted(self.message)
        labels = {one.key: indicator_name(one) for one in indicators()} | {key: str(NAMES[key]) for key in TOTALS}
        return tuple(
            ReleaseFigure(key, label, value)
            for key, label in labels.items()
            if isinstance(value := known.get(key), int)
        )

    @cached_property
    def _variants(self) -> Sequence[Variant]:
        return list(self.message.variants.all())

    @cached_property
    def _languages_needed(self) -> tuple[str, ...]:
        recorded = AreaLanguage.objects.filter(place=self.message.place_id).values_list("language", flat=True)
        return ("en", *recorded)

    @cached_property
    def _price(self) -> Decimal | None:
        """Đồng a part at the dearest of the lines that may carry it; None where no price is known."""
        dearest = Line.objects.filter(channel=ChannelKind.SMS).aggregate(most=Max("price"))["most"]
        return None if dearest is None else Decimal(dearest)

    @cached_property
    def _gravity(self) -> Gravity:
        if not self.message.level:
            return ""
        return GRAVITY[rank(plan_of(self.message.plan).level(self.message.level).order)]

    def checked(self, variant: Variant, subject: str, words: str) -> Checked:
        """The words as typed, filled and looked through. Nothing is stored."""
        fields = self.bound[language_of(variant.language)]
        subject, words = nfc(subject).strip(), nfc(words).strip()
        try:
            heading, text = fill_each((subject, words), written(fields))
        except UnknownBlanks as unknown:
            return Checked("", "", problem=say(unknown))
        sms = count(text) if variant.form in (Form.SHORT, Form.PLAIN) else None
        aloud = round(seconds(text, variant.language)) if sms is None else 0
        found = lint(self._said(variant, subject, words, text, fields)) if words else ()
        remarks = [_remark(one, subject if one.part == "subject" else words) for one in found]
        return Checked(heading, text, sms=sms, seconds=aloud, remarks=remarks)

    def _said(self, variant: Variant, subject: str, words: str, text: str, fields: Mapping[str, Field]) -> Said:
        message = self.message
        source = next((one for one in self._variants if one.language == "vi" and one.form == variant.form), None)
        is_source = source is None or variant.language == "vi"
        return Said(
            words=words,
            language=variant.language,
            form=cast(TextForm, variant.form),
            subject=subject,
            text=text,
            known={name: BoundField(name, one.kind.value, one.written, one.known) for name, one in fields.items()},
            figures=self._figures,
            place_names=(message.place.name,),
            issuer_names=(issuer_of(message),),
            hotlines=HOTLINES,
            languages_needed=self._languages_needed,
            languages_written=tuple({one.language for one in self._variants}),
            source_fields=None if is_source or source is None else frozenset(named(source.written[1])),
            audience=message.audience,
            urgency="emergency" if message.urgent else "routine",
            gravity=self._gravity,
            lives=message.expires_at - message.drafted_at,
            price_per_part=self._price if variant.form in (Form.SHORT, Form.PLAIN) else None,
        )


def remarks_on(message: Message) -> list[tuple[Variant, Remark]]:
    """What must be looked at in any language of the message as it is saved."""
    checker, found = Checker(message), []
    for variant in message.variants.all():
        looked = checker.checked(variant, *variant.written)
        found += [(variant, one) for one in looked.remarks if one.weight == Weight.MUST_LOOK]
    return found


def _remark(finding: Finding, written: str) -> Remark:
    piece = written[finding.start : finding.end]
    fix = finding.fix.text if finding.fix and written[finding.fix.start : finding.fix.end] == piece else ""
    return Remark(finding.weight.value, _(SENTENCES[finding.code]) % finding.params, piece, fix)
