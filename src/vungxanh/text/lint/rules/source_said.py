"""Each figure has a source that can be looked up: the number of the release (domain note B.2)."""

from collections.abc import Iterator

from ..draft import Draft
from ..finding import Code, Finding, Weight
from ..phrases import Phrases
from .quantities import says_figures

_SOURCES = Phrases(
    (
        r"nguồn(?: số liệu| tin)?:", r"theo (?:bản công bố|báo cáo|số liệu|thống kê|sở y tế|bộ y tế)",
        r"bản công bố số", r"sources?(?: of the figures)?:", r"according to", r"by release no", r"release no",
    )
)  # fmt: skip


def source_said(draft: Draft) -> Iterator[Finding]:
    """A text message has no room for it."""
    if draft.said.is_sms or not says_figures(draft) or "source" in draft.kinds or draft.says(_SOURCES):
        return
    yield draft.whole(Code.SOURCE_MISSING, Weight.ADVICE)
