"""Details that together show who is ill: an age beside a sex or an address, an employer (Law 91/2025; domain note B.2).

Each is looked for within one sentence. Groups ("người từ 60 tuổi") and public places are nobody's portrait.
"""

import re
from collections.abc import Iterator

from ..draft import Draft
from ..finding import Code, Finding, Weight
from ..letters import UPPER
from ..passage import Passage
from ..phrases import either

_AGE = either(
    r"(?<!từ )(?<!trên )(?<!dưới )(?<!đủ )(?<!hơn )(?<!đến )(?<!-)\b(?:\d{1,3} tuổi(?! (?:trở|đến))"
    r"|(?:sinh năm|SN:?|sn) ?(?:19|20)\d\d|\d{1,3}[- ]years?[- ]old|aged \d{1,3}\b(?! (?:and|or)\b))"
)
_SEX_OR_HOME = either(
    r"\b(?:nam|nữ|giới tính|trú tại|thường trú|tạm trú|cư trú tại|địa chỉ|quê(?: quán)?|sinh sống tại"
    r"|cháu bé|bé trai|bé gái|con (?:ông|bà|anh|chị)"
    r"|man|woman|male|female|boy|girl|(?:lives?|living|resid\w+) (?:in|at))\b"
)
_NOT_SEX = either(r"\b(?:việt nam|phía nam|miền nam|hà nam|quảng nam|nam định|phụ nữ|nam,? nữ)\b")
_CASE = either(
    r"\b(?:bệnh nhân|BN ?\d+|F0|ca (?:mắc|bệnh|dương tính|nhiễm|tử vong)|trường hợp (?:mắc|dương tính|nhiễm|này)"
    r"|người (?:mắc|nhiễm)|dương tính|mắc bệnh|nhiễm bệnh|patient|infected|tested positive|case)\b"
)
_WORKPLACE = either(
    r"\b(?i:làm việc (?:tại|ở)|làm (?:tại|ở)|công tác tại|(?:công nhân|nhân viên|giáo viên)(?: của| tại)?"
    r"|học sinh(?: lớp \S+)?(?: của| tại)?|sinh viên(?: của| tại)?|chủ (?:quán|cửa hàng|tiệm)"
    r"|works? (?:at|for)|employee of|pupil (?:of|at))"
    r"\s+(?:(?i:công ty|nhà máy|trường|bệnh viện|ngân hàng|cửa hàng|quán|siêu thị|the)\s+)?"
    rf"[{UPPER}“\"][^\s,.;]+",
    re.NOFLAG,
)


def case_portrait(draft: Draft) -> Iterator[Finding]:
    plain = draft.plain
    for passage in draft.passages:
        for sentence in passage.sentences:
            text = passage.typed_in(sentence)
            described = _SEX_OR_HOME[plain].search(_NOT_SEX[plain].sub("", text))
            for match in _AGE[plain].finditer(text) if described else ():
                yield _look(passage, Code.CASE_PORTRAIT, match, sentence.start)
            for match in _WORKPLACE[plain].finditer(text) if _CASE[plain].search(text) else ():
                yield _look(passage, Code.CASE_WORKPLACE, match, sentence.start)


def _look(passage: Passage, code: Code, match: re.Match[str], offset: int) -> Finding:
    start, end = match.start() + offset, match.end() + offset
    return passage.found(code, Weight.MUST_LOOK, start, end, {"typed": passage.text[start:end]})
