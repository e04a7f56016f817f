"""Numbers that lead to a person: a private phone, an identity card, a house (Personal Data Protection Law 91/2025).

A short number that is among no hotlines is advice: it may be an old or a mistyped one.
"""

import re
from collections.abc import Iterator

from ..draft import Draft
from ..finding import Code, Finding, Weight
from ..passage import Passage
from ..phrases import Phrases, either
from .who_says import listed_hotlines

EMERGENCY = frozenset({"111", "112", "113", "114", "115"})
_PHONE = re.compile(r"(?<![\w./+-])(?:\+84[ .-]?|0)\d(?:[ .-]?\d){7,9}(?![\d/-])")
_AFTER_CALL = either(
    r"(?:gọi|tổng đài|đường dây nóng|hotline|điện thoại|liên hệ|call|phone|ring)[^\d\n.;{}\ue000]{0,20}"
    r"(?<![\d.])(\d(?:[ .]?\d){2,9})(?![\d/]|[.,]\d|\) ?\d| ?giờ| ?h\b)"
)
_IDENTITY = either(
    r"(?:CMND|CMT|CCCD|căn cước(?: công dân)?|chứng minh(?: nhân dân| thư)?|hộ chiếu|passport|identity card)"
    r"[^\d\n]{0,12}[A-Z]?\d{7,12}(?!\d)|(?<![\w.,/+-])0\d{11}(?![\d.,/-])|(?<!\w)[A-Z]{2}\d{13}(?!\w)"
)
_HOUSE = Phrases(
    (
        r"(?:số nhà|nhà số|số nhà:) ?\d+\w*(?:[,/ ]+(?:ngõ|ngách|hẻm|kiệt|đường|phố) [\w/]+)*",
        r"số \d+\w?[,/ ]+(?:ngõ|ngách|hẻm|kiệt) [\w/]+", r"(?:ngõ|ngách|hẻm|kiệt) \d+[\w/]*",
        r"(?:house|flat|apartment|room) (?:no\.? ?|number )?\d+\w?",
    )
)  # fmt: skip
_PUBLIC_PLACE = either(
    r"phong tỏa|phong toả|điểm |trạm |trường |bệnh viện|trung tâm|trụ sở|nhà văn hóa|khu vực|chốt"
    r"|lockdown|locked|station|school|hospital|point"
)


def case_numbers(draft: Draft) -> Iterator[Finding]:
    listed = {_digits(number) for number in listed_hotlines(draft)}
    for passage in draft.passages:
        yield from _phones(passage, listed, plain=draft.plain)
        for match in _IDENTITY[draft.plain].finditer(passage.typed):
            if _digits(match[0]) not in listed:
                yield _found(passage, Code.IDENTITY_NUMBER, Weight.MUST_LOOK, *match.span())
        for match, row in _HOUSE.find(passage.typed, plain=draft.plain):
            public = _PUBLIC_PLACE[draft.plain].search(passage.sentence_at(match.start()).text)
            if row == 0 or not public:
                yield _found(passage, Code.HOUSE_NUMBER, Weight.MUST_LOOK, *match.span())


def _phones(passage: Passage, listed: set[str], *, plain: bool) -> Iterator[Finding]:
    private = [match for match in _PHONE.finditer(passage.typed) if _digits(match[0]) not in listed]
    for match in private:
        yield _found(passage, Code.PRIVATE_PHONE, Weight.MUST_LOOK, *match.span())
    for match in _AFTER_CALL[plain].finditer(passage.typed):
        known = _digits(match[1]) in listed | EMERGENCY
        if not known and listed and all(match.start(1) not in range(*one.span()) for one in private):
            yield _found(passage, Code.UNLISTED_HOTLINE, Weight.ADVICE, *match.span(1))


def _digits(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    return f"0{digits[2:]}" if text.startswith("+84") else digits


def _found(passage: Passage, code: Code, weight: Weight, start: int, end: int) -> Finding:
    return passage.found(code, weight, start, end, {"typed": passage.text[start:end]})
