"""Nobody finds out from a message who is ill (Personal Data Protection Law 91/2025; domain note B.2).

A patient's number or name points at one person. An officer's name stands with an office and is let be.
"""

import re
from collections.abc import Iterator

from ..draft import Draft
from ..finding import Code, Finding, Weight
from ..letters import CAPITAL
from ..passage import Passage
from ..phrases import Phrases, either

_SURNAMES = (
    r"(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đào|Đinh|Đoàn|Lương|Trương|Trịnh|Mai|Tô|Tạ"
    r"|Cao|Châu|Hà|Lâm|Nông|Triệu|Hứa|Vi|Lò|Lường|Quàng|Cầm|Giàng|Sùng|Vàng|Thào|Mùa|Lầu|Tráng|Quách|Phùng|Chu|Thái|Kiều)"
)
_HONORIFIC = r"(?:ông|bà|anh|chị|em|cháu|bé|cô|chú|bác|bệnh nhân|người bệnh|nạn nhân|F0|BN)"
_NAMES = (
    rf"(?i:{_HONORIFIC})[:\s]+(?:{_SURNAMES}(?:\s{CAPITAL}){{1,4}})",
    rf"{_HONORIFIC}[:\s]+(?:{CAPITAL}\s){{1,4}}{CAPITAL}",
    rf"(?i:{_HONORIFIC})[:\s]+(?:[A-ZĐ]\.\s?){{2,4}}",
    rf"(?:patient|Mr\.?|Mrs\.?|Ms\.?)\s(?:{CAPITAL}\s){{1,3}}{CAPITAL}",
)
_NAME = either("|".join(rf"(?<!\w){row}(?!\w)" for row in _NAMES), re.NOFLAG)
# An officer is named with an office, before or after the name.
_OFFICE = either(
    r"^\s*[,–(-]\s*(?:phó |quyền |nguyên )?(?:chủ tịch|giám đốc|bí thư|trưởng|thủ tướng|bộ trưởng|thứ trưởng"
    r"|người phát ngôn|bác sĩ|chủ nhiệm|tổng|chairman|director|head|secretary|minister|spokes)"
)
_NUMBERED = Phrases(
    (
        r"BN[\s.]?\d{1,7}", r"bệnh nhân (?:(?:số|thứ|COVID-19) )*\d+(?! (?:tuổi|tháng tuổi))",
        r"ca (?:bệnh |mắc |dương tính )?số \d+",
        r"F0 số \d+", r"patient (?:no\.? ?|number |#)?\d+", r"case (?:no\.? ?|number |#)\d+",
    )
)  # fmt: skip


def case_person(draft: Draft) -> Iterator[Finding]:
    for passage in draft.passages:
        text = passage.typed
        for match, _row in _NUMBERED.find(text, plain=draft.plain):
            yield _look(passage, Code.CASE_NUMBER, match)
        for match in _NAME[draft.plain].finditer(text):
            if not _OFFICE[draft.plain].match(text[match.end() :]):
                yield _look(passage, Code.CASE_NAME, match)


def _look(passage: Passage, code: Code, match: re.Match[str]) -> Finding:
    return passage.found(code, Weight.MUST_LOOK, *match.span(), {"typed": passage.text[match.start() : match.end()]})
