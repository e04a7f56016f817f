"""Signs of documents: “86/NQ-CP” is said as its number, its kind and whose it is.

An announcer says “Nghị quyết số tám mươi sáu của Chính phủ”. Where the text has the kind in front, that is said; where
it has only the sign, the order of the sign stays: “tám mươi sáu, nghị quyết chính phủ”. Decree 30/2020/NĐ-CP puts State
signs as number/kind-body; the Party writes number-kind/body.
"""

import re

from .abbreviations import built_in
from .letters import spelled
from .numerals import cardinal, whole

KINDS = {
    "NQ": "nghị quyết", "NĐ": "nghị định", "QĐ": "quyết định", "CT": "chỉ thị", "TT": "thông tư",
    "TTLT": "thông tư liên tịch", "KH": "kế hoạch", "BC": "báo cáo", "TB": "thông báo", "HD": "hướng dẫn",
    "CV": "công văn", "CĐ": "công điện", "TTr": "tờ trình", "PA": "phương án", "TC": "thông cáo", "GM": "giấy mời",
    "KL": "kết luận", "QC": "quy chế", "QyĐ": "quy định", "ĐA": "đề án", "CTr": "chương trình", "BB": "biên bản",
    "L": "luật", "PL": "pháp lệnh", "LCT": "lệnh chủ tịch nước", "HĐ": "hợp đồng", "GP": "giấy phép", "DA": "dự án",
    "TCBC": "thông cáo báo chí", "TTBC": "thông cáo báo chí",
}  # fmt: skip
_PART = r"[A-ZĐƯ][A-ZĐƯa-z&]*\d{0,2}"
SIGN = re.compile(
    rf"(\d+[a-zA-Z]?)(?:/(\d{{4}}))?(?:/({_PART}(?:-{_PART})*)|-({_PART})/({_PART}(?:-{_PART})*))(?![\w/])"
)
# “CT16”, “NQ 128”, “CV số 123”: the letters of a kind right before a number.
SHORT = re.compile(r"(NQ|NĐ|QĐ|CT|KH|TB|HD|CV|CĐ|TTr)(?=\s?\d|\s+số\s)")
_AFTER = 80  # letters within which the text says itself whose it is
_SESSION = re.compile(r"QH(\d{1,2})")


def document(sign: re.Match[str], before: str) -> str | None:
    """None when no part of it is a kind of document or a body: then it is something else."""
    number, year, state, party_kind, party_body = sign.groups()
    parts = state.split("-") if state else [party_kind, *party_body.split("-")]
    if not any(part in KINDS or part in built_in() or _SESSION.fullmatch(part) for part in parts):
        return None
    kind = KINDS.get(parts[0])
    bodies = ", ".join(_body(part) for part in (parts[1:] if kind else parts))
    said = _number(number) + (f" năm {cardinal(int(year))}" if year else "")
    if kind and before.lower().rstrip().removesuffix("số").rstrip().endswith(kind):
        told_after = f"của {bodies}" in sign.string[sign.end() : sign.end() + _AFTER].lower()
        return f"{said} của {bodies}" if bodies and not told_after else said
    return f"{said}, {' '.join(part for part in (kind, bodies) if part)}"


def short(found: re.Match[str], before: str) -> str:
    """The kind in words, parted from the number behind it; nothing where the text has the words in front."""
    if before.lower().rstrip().endswith(KINDS[found[1]]):
        return ""
    return f"{KINDS[found[1]]}{'' if found.string[found.end()].isspace() else ' '}"


def _number(number: str) -> str:
    return whole(number) if number[-1].isdigit() else f"{whole(number[:-1])} {spelled(number[-1])}"


def _body(part: str) -> str:
    session = _SESSION.fullmatch(part)
    if session:
        return f"quốc hội khóa {cardinal(int(session[1]))}"
    return KINDS.get(part) or built_in().get(part) or spelled(part)
