"""What an SMS costs: its parts, and the letter that makes each half as long (3GPP TS 23.038; messaging note 7.2)."""

import re
from collections.abc import Iterator

from vungxanh.text.alphabet import GSM_OCTETS
from vungxanh.text.parts import TooManyParts, split
from vungxanh.text.stray import strays
from vungxanh.text.unaccented import unaccented

from ..draft import Draft
from ..finding import Code, Finding, Weight
from ..passage import HIDDEN

MOST_PARTS = 2
_WORD = re.compile(r"\S+|[^\S\n ]")
_ALL = re.compile(r".+", re.DOTALL)


def sms(draft: Draft) -> Iterator[Finding]:
    if not draft.said.is_sms:
        return
    yield from _parts(draft)
    if draft.said.form == "plain" or draft.said.is_english:
        yield from _strays(draft)


def _parts(draft: Draft) -> Iterator[Finding]:
    try:
        sent = split(draft.said.filled)
    except TooManyParts:
        yield draft.whole(Code.SMS_TOO_LONG, Weight.MUST_LOOK, letters=len(draft.said.filled))
        return
    parts = len(sent.parts)
    if parts > MOST_PARTS:
        price = draft.said.price_per_part
        params: dict[str, str | int] = {
            "parts": parts,
            "most": MOST_PARTS,
            "letters": len(sent.text),
            "alphabet": sent.encoding.label,
        }
        if price is None:
            yield draft.whole(Code.SMS_PARTS, Weight.ADVICE, **params)
        else:
            yield draft.whole(Code.SMS_COST, Weight.ADVICE, **params, cost=f"{price * parts:f}")


def _strays(draft: Draft) -> Iterator[Finding]:
    """Words typed with letters outside GSM-7, each with its plain spelling; and the fields that bring such letters."""
    words, said = draft.words, draft.said
    few = {position for _letter, position in strays(words.text)}
    everything = said.form == "plain" and not few  # written with accents throughout
    for match in (_ALL if everything else _WORD).finditer(words.text):
        outside = [letter for letter in words.typed[match.start() : match.end()] if _is_dear(letter)]
        if outside and (everything or few.intersection(range(*match.span()))):
            plain = unaccented(match[0])
            instead = None if plain.left else plain.text
            yield words.found(Code.SMS_STRAY, Weight.ADVICE, *match.span(), {"letter": outside[0]}, instead=instead)
    for name in dict.fromkeys(words.names):
        if name in said.known and any(_is_dear(letter) for letter in said.known[name].written):
            weight = Weight.ADVICE if said.form == "plain" else Weight.NOTE
            yield Finding(Code.SMS_FIELD_STRAY, weight, params={"field": name, "written": said.known[name].written})


def _is_dear(letter: str) -> bool:
    return letter not in GSM_OCTETS and letter != HIDDEN
