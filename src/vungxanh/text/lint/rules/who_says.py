"""Who says it, about which place, and whom to ask: else nobody can believe or answer (domain note B.2; Decree 30)."""

import re
from collections.abc import Iterator

from vungxanh.text.fold import fold

from ..draft import Draft
from ..finding import Code, Finding, Weight
from ..phrases import Phrases

_BODIES = Phrases(
    (
        r"ban chỉ đạo", r"ủy ban nhân dân", r"UBND", r"(?<!cơ\s)sở y tế", r"bộ y tế", r"trung tâm kiểm soát bệnh tật",
        r"trung tâm y tế", r"trạm y tế", r"sở [a-zđ]\w+(?: \w+){1,5} (?:thông báo|đề nghị|khuyến cáo)",
        r"(?:provincial |city |commune )?people's committee", r"steering committee", r"department of \w+",
        r"ministry of health", r"centre for disease control", r"\bCDC\b",
    )
)  # fmt: skip
_DIGITS = re.compile(r"\D")


def issuer(draft: Draft) -> Iterator[Finding]:
    """A text message carries its sender's name already."""
    if draft.said.is_sms or "issuer" in draft.kinds or draft.says(_BODIES) or _names(draft, draft.said.issuer_names):
        return
    yield draft.whole(Code.ISSUER_MISSING, Weight.ADVICE)


def place(draft: Draft) -> Iterator[Finding]:
    """A short text is asked by `short_alone`."""
    if not draft.said.is_sms and not says_place(draft):
        yield draft.whole(Code.PLACE_MISSING, Weight.ADVICE)


def hotline(draft: Draft) -> Iterator[Finding]:
    if not says_hotline(draft):
        yield draft.whole(Code.HOTLINE_MISSING, Weight.ADVICE)


def says_place(draft: Draft) -> bool:
    return "place" in draft.kinds or _names(draft, draft.said.place_names)


def says_hotline(draft: Draft) -> bool:
    if "hotline" in draft.kinds:
        return True
    numbers = {_DIGITS.sub("", number) for number in listed_hotlines(draft)} - {""}
    typed = _DIGITS.sub("", re.sub(r"[^\d .-]+", "x", draft.words.typed)) if numbers else ""
    return any(number in typed for number in numbers)


def listed_hotlines(draft: Draft) -> tuple[str, ...]:
    return draft.said.hotlines + tuple(field.written for field in draft.said.fields_of("hotline"))


def _names(draft: Draft, names: tuple[str, ...]) -> bool:
    typed = fold(" ".join(passage.typed for passage in draft.seen))
    return any(fold(name) in typed for name in names if name.strip())
