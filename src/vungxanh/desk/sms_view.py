"""A variant as the desk shows it: its text, and for the short form what it costs as SMS."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from vungxanh.messages.models import Form, Message, Variant
from vungxanh.text.alphabet import Encoding
from vungxanh.text.language_names import NAMES
from vungxanh.text.parts import SmsParts, TooManyParts, split
from vungxanh.text.stray import outside

LANGUAGES = NAMES | {"vi": _("Vietnamese"), "en": _("English")}
FORMS = {
    Form.LONG: _("Full text"),
    Form.SHORT: _("Short text (SMS)"),
    Form.PLAIN: _("Short text without accents (SMS)"),
}
ALPHABETS = {Encoding.GSM7: _("plain letters (GSM-7)"), Encoding.UCS2: _("with accents (UCS-2)")}
DEAR = 3  # from so many parts on, somebody should shorten it


@dataclass(frozen=True, slots=True)
class Shown:
    variant: Variant

    @property
    def language(self) -> str:
        return str(LANGUAGES.get(self.variant.language, self.variant.language))

    @property
    def form(self) -> str:
        return str(FORMS[Form(self.variant.form)])

    @property
    def is_sms(self) -> bool:
        return self.variant.form in (Form.SHORT, Form.PLAIN)

    @property
    def is_plain(self) -> bool:
        return self.variant.form == Form.PLAIN

    @property
    def still_accented(self) -> str:
        """The letters for which a text without accents is dear all the same: each once, between quotes."""
        if not self.is_plain:
            return ""
        return ", ".join(f"“{letter}”" for letter in dict.fromkeys(letter for letter, _ in outside(self.variant.text)))

    @property
    def sms(self) -> "SmsCount | None":
        return count(self.variant.text) if self.is_sms else None


@dataclass(frozen=True, slots=True)
class SmsCount:
    """Parts, alphabet and length of a short text. `cut` is None when it needs more parts than there can be."""

    cut: SmsParts | None
    letters: int

    @property
    def parts(self) -> int:
        return len(self.cut.parts) if self.cut else 0

    @property
    def alphabet(self) -> str:
        return str(ALPHABETS[self.cut.encoding]) if self.cut else ""

    @property
    def room(self) -> int:
        """How many more letters fit before another part begins."""
        if self.cut is None:
            return 0
        each = self.cut.encoding.single if self.parts == 1 else self.cut.encoding.joined
        return each - self.cut.parts[-1].units

    @property
    def is_dear(self) -> bool:
        return self.parts >= DEAR


def count(text: str) -> SmsCount:
    try:
        return SmsCount(split(text), len(text))
    except TooManyParts:
        return SmsCount(None, len(text))


def shown(message: Message) -> Sequence[Shown]:
    """Full texts first, SMS without accents last, Vietnamese before English: read side by side."""
    order = {Form.LONG: 0, Form.SHORT: 1, Form.PLAIN: 2}
    return sorted(
        (Shown(variant) for variant in message.variants.all()),
        key=lambda s: (order[Form(s.variant.form)], s.variant.language != "vi", s.variant.language),
    )
