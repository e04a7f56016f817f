"""What stands with a stroke between two numbers when it is no date: a part, a score, a share; and proportions.

"10/3" alone is a day. "3/4 số ca", "chiếm 2/3", "15/15 xã" are not: the words beside them tell.
"""

import re

from vungxanh.text.reading.rule import Rule, before
from vungxanh.text.reading.vi.figures import NUMBER, figure
from vungxanh.text.reading.vi.numerals import whole

_PARTS = {"1/2", "1/3", "2/3", "1/4", "3/4", "2/5", "3/5", "4/5"}
_A_SHARE_FOLLOWS = re.compile(
    r"\s*(?:số|tổng|dân số|diện tích|xã|phường|huyện|thành phố|thị trấn|thị xã|thôn|xóm|bản|tổ|tỉnh|trường|lớp|mẫu|ca\b"
    r"|người|hộ|điểm|đơn vị|cơ sở|thành viên|đại biểu|đảng viên|chỉ tiêu|bệnh nhân|F\d|trạm|cụm|khu|doanh nghiệp|viên"
    r"|liều|mũi|phần|trường hợp|quận|địa phương|nước|công nhân|giường|xe|học sinh|quãng đường|thời gian|ý kiến)"
)
_A_SHARE_LEADS = re.compile(
    r"(?:chiếm|hơn|gần|khoảng|được|bằng|đạt|tới|quá|ít nhất|tối thiểu|tối đa|chừng|còn|giảm|số nhà|nhà số|ngõ|ngách"
    r"|hẻm|kiệt|tỷ lệ|tỉ lệ|phần|huyết áp|có)\s*$"
)
_HOUSE = re.compile(r"(?:số nhà|nhà số|ngõ|ngách|hẻm|kiệt|huyết áp|tỷ số|tỉ số)\s*$")
_PROPORTION = re.compile(r"(?:tỷ lệ|tỉ lệ|tỷ số|tỉ số|pha|pha loãng|tỷ trọng)[\s:]*$")


def means_a_part(written: str, front: str, behind: str) -> bool:
    """Whether the words around a figure with a stroke speak of a share and not of a day."""
    if written in _PARTS or (written == "7/7" and "24/24" in front):
        return True
    return written.count("/") == 1 and bool(_A_SHARE_LEADS.search(front) or _A_SHARE_FOLLOWS.match(behind))


def _fraction(found: re.Match[str]) -> str:
    above, below = found["above"], found["below"]
    if _HOUSE.search(before(found)) or not _is_a_part(above, below):
        return f"{figure(above)} trên {figure(below)}"
    return f"{figure(above)} phần {'tư' if below == '4' else figure(below)}"


def _is_a_part(above: str, below: str) -> bool:
    if not (above.isdigit() and below.replace(".", "").isdigit()) or "0" in (above[0], below[0]):
        return False
    return int(above) < int(below.replace(".", "")) and (int(above) == 1 or int(below.replace(".", "")) <= 10)


def _proportion(found: re.Match[str]) -> str | None:
    said = [whole(part) for part in found[0].split(":")]
    minutes = found[0].split(":")[1]
    if _PROPORTION.search(before(found)) or len(minutes) != 2 or found[0].startswith("1:"):
        return " trên ".join(said)
    return None


def _round_the_clock(found: re.Match[str]) -> str:
    return f"hai mươi tư trên {whole(found[1])}{' giờ' if found[2] else ''}"


RULES = (
    Rule("round the clock", re.compile(r"24/(24|7)(?!\d)(\s?(?:h|g)(?![^\W_]))?"), _round_the_clock),
    Rule("fraction", re.compile(rf"(?P<above>{NUMBER})\s?/\s?(?P<below>{NUMBER})(?![/\d])"), _fraction),
)
PROPORTIONS = (Rule("proportion", re.compile(r"\d{1,4}:\d{1,4}(?![\d:])"), _proportion),)
