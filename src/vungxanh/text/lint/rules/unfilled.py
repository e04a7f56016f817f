"""Nothing is left to be filled in: no unknown field, no gap of a fact, no dots or XX of a pattern text."""

import difflib
import re
from collections.abc import Iterator

from ..draft import Draft
from ..finding import Code, Finding, Weight
from ..passage import Passage
from ..said import BLANK

# Dots that end a list ("rau, thịt…") are punctuation; dots beside these words stand for something.
_ASKS = r"số|ngày|tháng|năm|xã|phường|huyện|tỉnh|thôn|lúc|hồi|giờ|ông|bà|gọi|tại|từ|đến|thoại:?|no\.|number|on|at|call"
_ASKED = r"ca|giờ|ngày|tháng|năm|người|liều|mũi|cases?|deaths?|people|doses?"
_DOTS = r"(?:…+|\.{3,})"
_PLACEHOLDER = re.compile(
    rf"(?:(?<!\w)(?:{_ASKS}) (?P<asked>{_DOTS})|{_DOTS}(?= ?(?:{_ASKED})\b)|\.{{4,}}|…{{2,}}|_{{3,}}"
    r"|\[\s*(?:\.{2,}|…|_*)\s*\]|\[(?:chưa có|missing|điền|nhập|insert)[^\]\n]*\]"
    r"|<(?:tên|ngày|số|name|date|number)[^>\n]*>"
    r"|(?<![\w.])x{2,}(?![\w.])(?:/x{2,})*|\blorem ipsum\b|\b(?:TODO|TBD|FIXME)\b)",
    re.IGNORECASE,
)
_ROMAN_TWENTY = re.compile(r"(?:thế kỷ|đại hội|khóa|khoá|lần thứ|kỳ|chương|mục|phần)\s*$", re.IGNORECASE)
_BRACE = re.compile(r"[{}]")


def unfilled(draft: Draft) -> Iterator[Finding]:
    for passage in draft.passages:
        yield from _fields(draft, passage)
        for match in _PLACEHOLDER.finditer(passage.typed):
            start, end = match.span("asked") if match["asked"] else match.span()
            if passage.typed[start:end] != "XX" or not _ROMAN_TWENTY.search(passage.typed[:start]):
                params = {"typed": passage.typed[start:end]}
                yield passage.found(Code.PLACEHOLDER, Weight.MUST_LOOK, start, end, params)
        for match in _BRACE.finditer(passage.typed):
            yield passage.found(Code.BRACE_ALONE, Weight.MUST_LOOK, *match.span(), {"typed": match[0]})


def _fields(draft: Draft, passage: Passage) -> Iterator[Finding]:
    for blank in BLANK.finditer(passage.text):
        field = draft.said.known.get(blank[1])
        if field is None:
            near = difflib.get_close_matches(blank[1], draft.said.known, n=1)
            instead = f"{{{near[0]}}}" if near else None
            yield passage.found(
                Code.FIELD_UNKNOWN, Weight.MUST_LOOK, *blank.span(), {"field": blank[1]}, instead=instead
            )
        elif not field.known:
            yield passage.found(
                Code.FIELD_GAP, Weight.MUST_LOOK, *blank.span(), {"field": field.name, "written": field.written}
            )
