"""When the level is high, what is not known yet is said too (WHO: known, unknown, being done; CERC: be credible)."""

from collections.abc import Iterator

from ..draft import Draft
from ..finding import Code, Finding, Weight
from ..phrases import Phrases

_GRAVE = ("high", "very-high")
_UNKNOWN = Phrases(
    (
        r"chưa (?:được )?(?:biết|rõ|xác định|thể khẳng định|tìm ra|có (?:kết quả|kết luận|thông tin|số liệu))",
        r"chưa (?:được )?làm rõ", r"đang (?:được )?(?:xác minh|điều tra|làm rõ|chờ|truy vết|xét nghiệm)",
        r"(?:not|never) (?:yet )?(?:known|clear|certain|confirmed)", r"unknown", r"do(?:es)? not (?:yet )?know",
        r"being (?:investigated|checked|verified)", r"under investigation", r"awaiting",
    )
)  # fmt: skip


def unknowns(draft: Draft) -> Iterator[Finding]:
    if draft.said.is_sms or draft.said.gravity not in _GRAVE or draft.says(_UNKNOWN):
        return
    yield draft.whole(Code.UNKNOWNS_UNSAID, Weight.ADVICE)
