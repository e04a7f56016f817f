"""A figure comes from a numbered release: one typed by hand is looked at (one number, one source).

It is found by the words beside it, or by being equal to a figure of the release.
"""

import re
from collections.abc import Iterator

from vungxanh.text.numbers import number

from ..draft import Draft
from ..finding import Code, Finding, Weight
from ..passage import Passage
from ..phrases import either
from ..said import ReleaseFigure
from .indicator_words import count_the_same
from .quantities import NUMBER, Typed, typed_quantities, value_of

_ALONE = re.compile(rf"(?<![\w.,/:–\-+])(?:{NUMBER})(?![\w/:–°\-]|[.,]\d)")
_SMALLEST = 10  # smaller numbers are equal by chance
_OTHER_UNITS = either(
    r"\s*(?:ngày|giờ|phút|giây|tuổi|mét|m|km|cm|độ|tháng|năm|tuần|lần|đồng|triệu|tỷ|ml|mg|bước|điều|hộ|người trở"
    r"|days?|hours?|minutes?|seconds?|years?|metres?|months?|weeks?|times)\b"
)
_LIMIT = either(
    r"(?:quá|tối đa|trên|dưới|từ|số|ngày|tháng|năm|khoản|điều|lúc|gọi|hỏi|call|no\.|number|more than|at most|under|over"
    r"|above|below|for)\s*$"
)
_NAMELESS = 24  # letters before a number that may say what it is


def typed_figure(draft: Draft) -> Iterator[Finding]:
    for passage in draft.passages:
        beside = list(typed_quantities(passage, draft.said.language, plain=draft.plain))
        for one in beside:
            yield _beside_words(draft, passage, one)
        taken = {one.start for one in beside}
        for match in _ALONE.finditer(passage.typed):
            if match.start() not in taken:
                yield from _equal(draft, passage, match)


def _beside_words(draft: Draft, passage: Passage, one: Typed) -> Finding:
    typed = passage.text[one.start : one.end]
    same = [figure for figure in draft.said.figures if one.value is not None and float(figure.value) == one.value]
    equal = [figure for figure in same if count_the_same(figure.name, one.field)]
    if equal:
        figure = next((figure for figure in equal if figure.name == one.field), equal[0])
        return _bind(passage, one.start, one.end, figure)
    meant = next((figure for figure in draft.said.figures if figure.name == one.field), None)
    if meant is None or one.value is None:
        return passage.found(Code.TYPED_FIGURE, Weight.MUST_LOOK, one.start, one.end, {"number": typed, "label": ""})
    language = "en" if draft.said.is_english else "vi"
    params = {"number": typed, "label": meant.label, "released": _written(meant, language)}
    return passage.found(Code.FIGURE_DIFFERS, Weight.MUST_LOOK, one.start, one.end, params, instead=f"{{{meant.name}}}")


def _equal(draft: Draft, passage: Passage, match: re.Match[str]) -> Iterator[Finding]:
    value = value_of(match[0])
    rate = passage.typed[match.end() :].lstrip().startswith("%")
    figure = next((one for one in draft.said.figures if float(one.value) == value and ("%" in one.label) is rate), None)
    if figure is None or value < _SMALLEST:
        return
    ahead = passage.typed[max(0, match.start() - _NAMELESS) : match.start()]
    if not _OTHER_UNITS[draft.plain].match(passage.typed, match.end()) and not _LIMIT[draft.plain].search(ahead):
        yield _bind(passage, match.start(), match.end(), figure)


def _bind(passage: Passage, start: int, end: int, figure: ReleaseFigure) -> Finding:
    params = {"number": passage.text[start:end], "label": figure.label}
    return passage.found(Code.TYPED_FIGURE, Weight.MUST_LOOK, start, end, params, instead=f"{{{figure.name}}}")


def _written(figure: ReleaseFigure, language: str) -> str:
    return number(figure.value, "en" if language == "en" else "vi")
