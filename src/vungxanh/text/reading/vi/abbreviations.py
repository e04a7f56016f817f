"""Abbreviations: the province's own before ours, the longest first, and a few that their neighbours decide.

A capital row that is a word in a heading ("SỐ CA MẮC") is no abbreviation.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from vungxanh.text.legacy import is_syllable
from vungxanh.text.reading.rule import WORDS, Rule, Start, after, before
from vungxanh.text.reading.vi.letters import has_marks

_ALWAYS = (Start.DIGIT, Start.CAPITAL, Start.SMALL)
_PROPER = re.compile(r"\s*(?:[^\W\d_a-zđ][^\W\d_A-ZĐ]|\d)")
_NAME_OR_NUMBER = re.compile(r"\s*(?:[A-ZĐÀ-Ỹ]|\d)")
_NUMBER = re.compile(r"\s*(?:số\b|\d)")
_LAST_WORD = re.compile(r"([^\W\d_]+)\W*$")
_IN_BRACKETS = re.compile(r"\(([^\W\d_][^()\s]*)\)")
_JOINTS = re.compile(r"[\s,/–-]+|(?<!\w)và(?!\w)")
_ENDS = re.compile(r"\s*$|\s+[A-ZĐÀ-Ỹ]")
_NEXT_WORD = re.compile(r"\W*([^\W\d_]+)")


@cache
def built_in() -> Mapping[str, str]:
    """{as written: as said}. What is written small is found with capitals too."""
    table = files("vungxanh.text.reading.vi").joinpath("abbreviations.yaml").read_text(encoding="utf-8")
    rows = {str(short): said for subject in yaml.safe_load(table).values() for short, said in subject.items()}
    small = {short: said for short, said in rows.items() if short.islower() and short.isalpha()}
    return {f(short): said for short, said in small.items() for f in (str.capitalize, str.upper)} | rows


def _found(table: Mapping[str, str]) -> re.Pattern[str]:
    longest = sorted(table, key=lambda short: (-len(short), short))
    ends = (re.escape(short) + ("" if not short[-1].isalnum() else r"(?![^\W_\u0300-\u036f])") for short in longest)
    return re.compile("|".join(ends) or r"(?!)")


def own(extra: Mapping[str, str]) -> Rule:
    """The province's own, whatever the words around them."""
    return Rule("own abbreviation", _found(extra), lambda found: extra[found[0]], tuple(Start))


_TT_BEFORE = (
    (re.compile(r"\s+(?:HĐND|[Tt]ỉnh ủy|[Hh]uyện ủy|[Tt]hành ủy|UBND|Tỉnh uỷ)"), "thường trực"),
    (re.compile(r"\s+(?:VH|YT|y tế|Y tế|chỉ huy|kiểm soát|điều hành|CNTT)"), "trung tâm"),
    (_NUMBER, "thông tư"),
)


def _tt(found: re.Match[str]) -> str:
    for behind, said in _TT_BEFORE:
        if behind.match(after(found)):
            return said
    return "thông tin" if before(found).endswith(("sở ", "bộ ", "ngành ", "phòng ", "công tác ")) else "thị trấn"


def _phone_or_road(found: re.Match[str]) -> str:
    return "đường tỉnh" if re.match(r"\s?\d{3}[A-Z]?(?![\d.]|\s\d)", after(found)) else "điện thoại"


def _ct(found: re.Match[str]) -> str:
    return "chủ tịch" if re.match(r"\s+(?:UBND|HĐND|nước|tỉnh|huyện|xã)", after(found)) else "chỉ thị"


_BY_NEIGHBOURS = {"TT": _tt, "CT": _ct, "ĐT": _phone_or_road}
_BEFORE_A_NAME = {
    "Q.": "quận", "P.": "phường", "H.": "huyện", "X.": "xã", "Tr.": "trang", "tr.": "trang", "T.": "tỉnh",
    "Đ.": "đường", "TT.": "thị trấn", "TX.": "thị xã", "TP.": "thành phố", "Tp.": "thành phố",
    "tp.": "thành phố", "Tx.": "thị xã",
    "P": "phường", "Q": "quận", "ĐT.": "đường tỉnh", "QL.": "quốc lộ",
}  # fmt: skip


def _before_a_name(found: re.Match[str]) -> str | None:
    short, behind = found[0], after(found)
    if not short.endswith("."):
        return _BEFORE_A_NAME[short] if re.match(r"\s?\d{1,2}(?!\d)", behind) else None
    if short in ("T.", "Đ.") and not _PROPER.match(behind):
        return None
    if short in ("Tr.", "tr.", "ĐT.", "QL."):
        return _BEFORE_A_NAME[short] if re.match(r"\s*\d", behind) else None
    if short in ("T.", "Đ.", "H.", "X.", "P.", "Q.") and _LAST_WORD.search(found.string[: found.start()].rstrip()):
        last = _LAST_WORD.search(found.string[: found.start()])
        if last and last[1].istitle() and found.string[: found.start()].rstrip()[-1].isalpha():
            return None  # "Nguyễn Văn H." is a person's initial
    return _BEFORE_A_NAME[short] if _NAME_OR_NUMBER.match(behind) else None


def _in_a_heading(found: re.Match[str]) -> bool:
    """Whether a syllable in capitals stands beside other words in capitals."""
    if not is_syllable(found[0]) or not found[0].isupper():
        return False
    last = _LAST_WORD.search(found.string[: found.start()][-40:])
    following = _NEXT_WORD.match(after(found))
    return any(word and word[1].isupper() and has_marks(word[1]) and len(word[1]) > 1 for word in (last, following))


def _say(found: re.Match[str]) -> str | None:
    if _in_a_heading(found):
        return None
    decides = _BY_NEIGHBOURS.get(found[0])
    said = decides(found) if decides else built_in()[found[0]]
    ends = found[0].endswith("v.v.") and before(found).strip() and _ENDS.match(after(found))
    return f"{said}." if ends else said


def _said_again(table: Mapping[str, str]) -> Rule:
    """ "công nghệ thông tin (CNTT)": the words were said, the abbreviation is for the eye."""

    def say(found: re.Match[str]) -> str | None:
        front, said = (_JOINTS.sub("", words.lower()) for words in (before(found), table.get(found[1], "(")))
        return " " if front.endswith(said) else None

    return Rule("abbreviation said before", _IN_BRACKETS, say, (Start.SIGN,))


def rules() -> tuple[Rule, ...]:
    return (
        _said_again(built_in()),
        Rule("before a name", _found(_BEFORE_A_NAME), _before_a_name, (Start.CAPITAL, Start.SMALL)),
        Rule("kilometre post", re.compile(r"[Kk][Mm]\s?(?=\d)"), lambda found: "ki lô mét", WORDS),
        Rule("abbreviation", _found(built_in()), _say, _ALWAYS),
    )
