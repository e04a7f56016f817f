"""One thing that the reader can do, not none and not ten (domain note B.2; CERC: promote action)."""

import re
from collections.abc import Iterator

from ..draft import Draft
from ..finding import Code, Finding, Weight
from ..phrases import Phrases

MOST_ACTIONS = {"long": 4, "short": 3, "plain": 3}
_MARKED = (
    r"hãy", r"đừng", r"chớ", r"xin (?!lỗi|chia buồn|cảm ơn|chào)\w+", r"đề nghị", r"không (?:được|nên|tụ tập|ra ngoài)",
    r"(?:cần|nên|phải) (?!thiết|thuốc|thơ|hỏi|cấp cứu|giúp|hỗ trợ|được)\w+", r"vui lòng", r"nhớ",
    r"please", r"do not", r"don't", r"(?:must|should) (?!be\b)\w+", r"never",
)  # fmt: skip
_LED = (
    r"(?:thực hiện|khai báo|đeo|rửa|giữ|tránh|hạn chế|ở nhà|chỉ ra|đi tiêm|đưa|theo dõi|kiểm tra|báo|mở|che)",
    r"đến (?:ngay|nơi|trạm|điểm|cơ sở|bệnh viện)",
    r"(?:wear|keep|stay|wash|avoid|limit|declare|go|take|check|watch|look|open|cover|report|tell|say|bring)",
)
_CALLS = r"(?:gọi|hỏi|liên hệ|nhắn|call|ask|phone|contact)"
_ACTION = Phrases((*_MARKED, *_LED))
_CALL = Phrases((_CALLS,))
_CLAUSE = re.compile(r"[.;:,!?\n–—]+\s+|\s(?:và|hoặc|and|or)\s", re.IGNORECASE)
_LEAD = re.compile(
    r"^\W*(?:việc (?:cần|nên) làm[^:]*:|(?:thì|rồi|sau đó|then|mỗi người|mọi người|người dân|bà con)\s)?\W*", re.I
)


def action(draft: Draft) -> Iterator[Finding]:
    actions = sum(_acts(clause, draft.plain) for clause in _CLAUSE.split(draft.words.typed))
    to_call = draft.says(_CALL) or (draft.said.is_sms and "hotline" in draft.kinds)
    if not actions and not to_call:
        yield draft.whole(Code.NO_ACTION, Weight.ADVICE)
    most = MOST_ACTIONS[draft.said.form]
    if actions > most:
        yield draft.whole(Code.MANY_ACTIONS, Weight.NOTE, actions=actions, most=most)


def is_action(sentence: str, *, plain: bool) -> bool:
    """Whether a sentence asks the reader to do something."""
    return any(_acts(clause, plain) for clause in _CLAUSE.split(sentence))


def _acts(clause: str, plain: bool) -> bool:
    """A marked request anywhere in the clause, or a verb that opens it. Asking a question is not the action."""
    lead = _LEAD.match(clause)
    start = lead.end() if lead else 0
    for match, row in _ACTION.find(clause, plain=plain):
        if row < len(_MARKED) or match.start() == start:
            return not _CALL.within(match[0], plain=plain)
    return False
