"""An abbreviation is opened where it first stands: the office knows BCĐ, the street does not (domain note B.2).

Texts for officials and for the press may use theirs. In an SMS there is no room, so it is only noted.
"""

import re
from collections.abc import Iterator

from vungxanh.text.fold import fold
from vungxanh.text.glossary import Entry, glossary

from ..draft import Draft
from ..finding import Code, Finding, Weight
from ..letters import UPPER
from ..passage import Passage
from ..phrases import bare

FOR_OFFICIALS = frozenset(
    {
        "can-bo-dang-vien", "can-bo-y-te", "tuyen-dau", "ban-chi-dao", "cap-uy-chinh-quyen", "co-quan-bao-chi",
        "bcd-lanh-dao", "bao-cao-vien-tuyen-truyen-vien", "co-quan-chuc-nang-aud", "ban-tuyen-giao-aud",
        "bcd-y-te-aud", "don-vi-to-chuc",
    }
)  # fmt: skip
_LISTED = sorted((short for short in glossary()), key=len, reverse=True)
_CAPITALS = rf"[{UPPER}][{UPPER}\d]+(?:[&-][{UPPER}\d]+)*"
_LOOSE = re.compile(rf"(?<![\w/.&-])(?:{'|'.join(map(re.escape, _LISTED))}|{_CAPITALS})(?![\w/&]|-\w|\.\w)", re.NOFLAG)
_ROMAN = re.compile(r"[IVXLCDM]+")
_VOWELS = re.compile("[AEIOUY]")
_HEADING = 3  # words in capitals that stand together are a heading
_LONGEST = 6
_OPENED = {  # what a text must say near by
    entry.short: {fold(words) for words in entry.opened.values()} for entry in glossary().values()
}
_BARE = {bare(short): entry for short, entry in glossary().items()}


def abbreviations(draft: Draft) -> Iterator[Finding]:
    if draft.said.audience in FOR_OFFICIALS:
        return
    everything = fold("\n".join(passage.text for passage in draft.seen))
    seen: set[str] = set()
    for passage in draft.seen:
        for match in _LOOSE.finditer(passage.typed):
            short = match[0]
            if short not in seen and not _is_heading(passage, match):
                seen.add(short)
                yield from _first(draft, passage, match, everything)


def _first(draft: Draft, passage: Passage, match: re.Match[str], everything: str) -> Iterator[Finding]:
    short = match[0]
    entry = glossary().get(short) or (_BARE.get(short) if draft.plain else None)
    weight = Weight.NOTE if draft.said.is_sms else Weight.ADVICE
    if entry is None:
        if _looks_short(short):
            yield passage.found(Code.UNKNOWN_ABBREVIATION, Weight.NOTE, *match.span(), {"short": short})
    elif not entry.familiar and not _is_opened(entry, everything):
        opened = entry.opened["en" if draft.said.is_english else "vi"]
        opened = bare(opened) if draft.plain else opened
        params = {"short": short, "opened": opened}
        yield passage.found(Code.ABBREVIATION, weight, *match.span(), params, instead=f"{opened} ({short})")


def _is_opened(entry: Entry, everything: str) -> bool:
    return any(words in everything for words in _OPENED[entry.short])


def _looks_short(short: str) -> bool:
    """An unknown one without vowels, or with a digit; Roman numbers and shouted words are others' business."""
    return len(short) <= _LONGEST and not _ROMAN.fullmatch(short) and not _VOWELS.search(bare(short))


def _is_heading(passage: Passage, match: re.Match[str]) -> bool:
    line_start = passage.typed.rfind("\n", 0, match.start()) + 1
    line_end = passage.typed.find("\n", match.end())
    line = passage.typed[line_start : line_end if line_end >= 0 else None]
    words = re.findall(r"[^\W\d_]{2,}", line)
    return len(words) >= _HEADING and all(word.isupper() for word in words)
