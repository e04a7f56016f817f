"""What a text says once its fields are filled, and what a good editor would remark on it: advice, never a lock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vungxanh.desk.sms_view import SmsCount, count
from vungxanh.desk.words import say
from vungxanh.messages.blanks import UnknownBlanks, fill_each
from vungxanh.messages.bound import Field, bound_fields, language_of
from vungxanh.messages.models import Form, Message, Variant
from vungxanh.text.nfc import nfc
from vungxanh.text.numbers import Language


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
        return sum(one.weight == "must-look" for one in self.remarks)


def checked(
    message: Message,
    variant: Variant,
    subject: str,
    words: str,
    bound: Mapping[Language, Mapping[str, Field]],
) -> Checked:
    """The words as typed, filled and looked through. Nothing is stored."""
    fields = bound[language_of(variant.language)]
    subject, words = nfc(subject).strip(), nfc(words).strip()
    try:
        heading, text = fill_each((subject, words), {name: one.written for name, one in fields.items()})
    except UnknownBlanks as unknown:
        return Checked("", "", problem=say(unknown))
    sms = count(text) if variant.form in (Form.SHORT, Form.PLAIN) else None
    return Checked(heading, text, sms=sms)


def remarks_on(message: Message) -> list[tuple[Variant, Remark]]:
    """What must be looked at in any language of the message as it is saved."""
    bound = bound_fields(message)
    found = []
    for variant in message.variants.all():
        looked = checked(message, variant, *variant.written, bound)
        found += [(variant, one) for one in looked.remarks if one.weight == "must-look"]
    return found
