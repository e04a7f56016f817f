"""The offers for a duty as they would read today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from vungxanh.desk.writing.facts import names_of_facts
from vungxanh.messages.blanks import UnknownBlanks, fill_each
from vungxanh.messages.bound import facts_of, language_of, values
from vungxanh.messages.models import Message
from vungxanh.messages.offers import Offer
from vungxanh.text.numbers import Language


@dataclass(frozen=True, slots=True)
class Shown:
    """An offer with what it would say; `gaps`: the facts it would quote that nobody has recorded."""

    offer: Offer
    subject: str
    short: str
    gaps: Sequence[str]


def as_they_read(offers: Sequence[Offer], draft: Message) -> list[Shown]:
    """Each offer filled as `draft`, which nobody has stored, would be; in the language of the screen."""
    language = language_of(get_language() or "vi")
    said = values(draft)[language]
    recorded, names = facts_of(draft.place, draft.audience, draft.day), dict(names_of_facts())
    made = []
    for one in offers:
        subject, short = _filled(one, language, said)
        made.append(Shown(one, subject, short, [names[key] for key in one.facts if key not in recorded]))
    return made


def _filled(offer: Offer, language: Language, said: Mapping[str, str]) -> list[str]:
    """Subject and short text. A province's own template that names a field there is not is shown as it is written."""
    written = [getattr(offer.template, f"{part}_{language}") for part in ("subject", "short")]
    try:
        return fill_each(written, said)
    except UnknownBlanks:
        return written
