"""The reading form of a text: only words, and the marks and line ends by which a voice pauses. It never raises."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from vungxanh.text.nfc import nfc
from vungxanh.text.reading.clean import clean
from vungxanh.text.reading.en import order as english
from vungxanh.text.reading.scan import Rules, Spoken, by_start, scan
from vungxanh.text.reading.tidy import tidy
from vungxanh.text.reading.vi import order as vietnamese

_NONE: Mapping[str, str] = MappingProxyType({})
_RULES = {"vi": vietnamese.rules, "en": english.rules}


def aloud(text: str, *, language: str = "vi", extra: Mapping[str, str] = _NONE) -> str:
    """ "Từ 0h, 264 ca F0" → "Từ không giờ, hai trăm sáu mươi tư ca ép không".

    `extra`: a province's own abbreviations, as written and as said; they go before ours.
    """
    return tidy(nfc("".join(_apart(piece) for piece in reading(text, language=language, extra=extra))))


def reading(text: str, *, language: str = "vi", extra: Mapping[str, str] = _NONE) -> tuple[Spoken, ...]:
    """Which written piece became which words, in order; `Spoken.changed` are those to show to a person."""
    own = {nfc(short): _said(said, language) for short, said in extra.items() if short.strip()}
    return tuple(_pieces(clean(text), _rules(language, tuple(sorted(own.items())))))


def _pieces(text: str, rules: Rules) -> Iterator[Spoken]:
    for number, line in enumerate(text.split("\n")):
        if number:
            yield Spoken("\n", "\n")
        yield from scan(line, rules)


def _said(said: str, language: str) -> str:
    """What an editor wrote may itself hold figures."""
    return aloud(said, language=language)


@lru_cache(maxsize=32)
def _rules(language: str, own: tuple[tuple[str, str], ...]) -> Rules:
    return by_start(_RULES.get(language, vietnamese.rules)(dict(own)))


def _apart(piece: Spoken) -> str:
    """Opened words never run into their neighbours."""
    return piece.said if piece.said == piece.written else f" {piece.said} "
