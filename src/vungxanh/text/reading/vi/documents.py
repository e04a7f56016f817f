"""Signs of documents: "86/NQ-CP" → "tám mươi sáu, nghị quyết, chính phủ".

An announcer says the number, then what it is, then whose, each after a short pause: so it can be written down. A kind
just said is not said again ("Nghị quyết số 86/NQ-CP" → "… của chính phủ"), nor a body that the sentence names itself.
A zero in front is said: "Chỉ thị số không năm".
State signs are number/kind-body (Decree 30/2020/NĐ-CP), the Party's are number-kind/body.
"""

import re
from collections.abc import Mapping

from vungxanh.text.reading.rule import Rule, Start, after, before
from vungxanh.text.reading.vi.letters import name_of, spelled
from vungxanh.text.reading.vi.numerals import cardinal, one_by_one, whole

KINDS = {
    "NQ": "nghị quyết", "NĐ": "nghị định", "ND": "nghị định", "QĐ": "quyết định", "QD": "quyết định", "CT": "chỉ thị",
    "TT": "thông tư", "TTLT": "thông tư liên tịch", "KH": "kế hoạch", "BC": "báo cáo", "TB": "thông báo",
    "HD": "hướng dẫn", "CV": "công văn", "CĐ": "công điện", "CD": "công điện", "TTr": "tờ trình", "PA": "phương án",
    "TC": "thông cáo", "TCBC": "thông cáo báo chí", "GM": "giấy mời", "KL": "kết luận", "QC": "quy chế",
    "QyĐ": "quy định", "QĐi": "quy định", "ĐA": "đề án", "CTr": "chương trình", "CTrHĐ": "chương trình hành động",
    "BB": "biên bản", "PL": "pháp lệnh", "LCT": "lệnh của chủ tịch nước", "TL": "tài liệu", "VBHN": "văn bản hợp nhất",
    "L": "luật", "ĐC": "đề cương", "TTK": "thông tư liên tịch", "PC": "phiếu chuyển", "GP": "giấy phép",
}  # fmt: skip
BODIES = {
    "CP": "chính phủ", "TTg": "thủ tướng", "TTG": "thủ tướng", "TU": "tỉnh ủy", "TƯ": "trung ương", "TW": "trung ương",
    "BTGTW": "ban tuyên giáo trung ương", "BTGTƯ": "ban tuyên giáo trung ương", "BTGTU": "ban tuyên giáo tỉnh ủy",
    "BGTU": "ban tuyên giáo tỉnh ủy", "BTG": "ban tuyên giáo", "KGVX": "khoa giáo văn xã", "VX": "văn xã",
    "KSBT": "trung tâm kiểm soát bệnh tật", "TTCS": "thông tin cơ sở", "MT": "môi trường", "DP": "dự phòng",
    "KCB": "khám chữa bệnh", "HU": "huyện ủy", "HĐ": "hội đồng", "NC": "nội chính", "TH": "tổng hợp",
    "CTN": "chủ tịch nước",
    "VP": "văn phòng", "TTTT": "thông tin và truyền thông", "BC": "báo chí", "CBC": "cục báo chí",
    "TTTU": "thường trực tỉnh ủy",
    "TTH": "thừa thiên huế", "MTTQ": "mặt trận tổ quốc", "KT": "kinh tế", "ĐU": "đảng ủy",
}  # fmt: skip
_PART = r"[A-ZĐƯ][A-ZĐƯa-zđư&]*\d{0,2}"
_PARTS = rf"{_PART}(?:\s?-\s?{_PART})*"
_SIGN = re.compile(
    rf"(?P<number>\d+[a-zA-Z]?)(?:/(?P<year>\d{{4}}))?"
    rf"(?:\s?/\s?(?P<state>{_PARTS})|\s?[-–]\s?(?P<kind>{_PART})/(?P<body>{_PARTS}))(?![^\W_])-?"
)
_WITHOUT_NUMBER = re.compile(rf"/\s?(?P<state>{_PARTS})(?![^\W_])")
_YEAR = re.compile(r"(?P<number>\d{1,4})/(?P<year>\d{4})(?![\d/])")
_SESSION = re.compile(r"QH(?P<session>\d{1,2})")


def rules(own: Mapping[str, str], abbreviations: Mapping[str, str]) -> tuple[Rule, ...]:
    """What a body is called is looked up among the province's `own`, then here, then among all `abbreviations`."""

    def body(part: str) -> str | None:
        session = _SESSION.fullmatch(part)
        if session:
            return f"quốc hội khóa {cardinal(int(session['session']))}"
        return own.get(part) or BODIES.get(part) or abbreviations.get(part) or KINDS.get(part)

    def sign(found: re.Match[str]) -> str | None:
        parts = re.split(r"\s?-\s?", found["state"]) if found["state"] else [found["kind"], *found["body"].split("-")]
        known = KINDS.get(parts[0])
        if (found["kind"] and not known) or not any(map(body, parts)):
            return None
        bodies = parts[1:] if known else parts
        number = number_of(found["number"])
        number += f", năm {cardinal(int(found['year']))}" if found["year"] else ""
        whose = [body(part) or spelled(part) for part in bodies]
        if not known or not _just_said(known, parts[0], before(found)):
            return ", ".join([number, *([known] if known else []), *whose]) + _pause(found)
        if not whose or _named_behind(whose[0], bodies[0], after(found)):
            return number
        return f"{number} của {', '.join(whose)}"

    def without_number(found: re.Match[str]) -> str | None:
        parts = re.split(r"\s?-\s?", found["state"])
        if not before(found).rstrip().endswith(("số", "số:", "số :")) or not any(map(body, parts)):
            return None
        known = [KINDS[parts[0]]] if parts[0] in KINDS else []
        return ", ".join([*known, *(body(part) or spelled(part) for part in parts[len(known) :])])

    return (
        Rule("document", _SIGN, sign),
        Rule("document without a number", _WITHOUT_NUMBER, without_number, (Start.SIGN,)),
        Rule("document of a year", _YEAR, _of_year),
    )


def number_of(written: str) -> str:
    """ "09" → "không chín", "12a" → "mười hai a"."""
    digits = written.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    said = one_by_one(digits) if digits[0] == "0" else whole(digits)
    return f"{said} {name_of(written[len(digits)])}" if len(digits) < len(written) else said


def _just_said(kind: str, written: str, front: str) -> bool:
    return (
        front.rstrip(" :").removesuffix("số").rstrip(" :,").endswith((kind, f" {written.lower()}"))
        or front.strip() == written.lower()
    )


def _named_behind(whose: str, written: str, behind: str) -> bool:
    """ "Nghị quyết số 86/NQ-CP ngày 06/8/2021 của Chính phủ" names its body itself."""
    clause = re.split(r"[;\n]|\.\s", behind)[0]
    return re.search(rf"\bcủa (?:{re.escape(written)}\b|{re.escape(whose)})", clause, re.IGNORECASE) is not None


def _pause(found: re.Match[str]) -> str:
    return "," if re.match(r"\s+[^\W_]", after(found)) else ""


def _of_year(found: re.Match[str]) -> str | None:
    """ "Nghị định số 15/2020": behind "số" it is no month."""
    if not re.search(r"(?:số|tuần|đợt|kỳ|lần)\s*:?\s*$", before(found)):
        return None
    return f"{number_of(found['number'])}, năm {cardinal(int(found['year']))}{_pause(found)}"
