"""What stands between words: addresses of the net, strokes, brackets, bullets, and all an engine would stumble on."""

import re

from .numerals import whole

ADDRESS = re.compile(
    r"(?:https?://)?(?:www\.)?(?:[a-z0-9_.+-]+@)?[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*\.(?:vn|com|net|org|info|gov|edu)"
    r"(?:/[a-z0-9./_-]*[a-z0-9/])?(?![\w@])",
    re.I,
)
_PARTS = {".": "chấm", "/": "gạch chéo", "@": "a còng", "-": "gạch ngang", "_": "gạch dưới"}
_READABLE = {"vn": "vê en", "gov": "gốp", "com": "com", "www": "", "https": "", "http": "", "edu": "e đu", "org": "oóc"}
STROKE = re.compile("/")
_PER = re.compile(r"(?:ngày|tuần|tháng|năm|giờ|phút|người|lần|hộ|đêm|km|tin|kg|mũi|suất|quý)\b")
BULLET = re.compile(r"(?m)^[ \t]*(?:[-–—+*•◦▪●○■□✓✔➢►→]+|[-+])[ \t]+")
ITEM = re.compile(r"(?m)^([ \t]*)([a-zđ])\)[ \t]+")
DASH = re.compile(r"[-–—−]")
_A_NUMBER = re.compile(r"(?:\d|%|°C|\d\s?[hg]|giờ|đ)\s*$")
OTHERS = {
    "&": " và ", "≥": " từ ", "≤": " không quá ", ">": " lớn hơn ", "<": " nhỏ hơn ", "=": " bằng ", "±": " cộng trừ ",
    "×": " nhân ", "÷": " chia ", "~": " khoảng ", "≈": " khoảng ", "@": " a còng ", "№": " số ", "§": " mục ",
    "→": ", ", "|": ", ", "(": ", ", ")": ", ", "[": ", ", "]": ", ", "{": ", ", "}": ", ", "…": ".", "–": ", ",
    "—": ", ", "•": ", ", "·": ", ", "*": " ", "_": " ", "#": " ", "^": " ", "\\": " ", "`": " ", "“": "", "”": "",
    '"': "", "‘": "", "’": "", "'": "", "«": "", "»": "", "°": " độ ",
    "%": " phần trăm ", "+": " cộng ", "$": " đô la ",
    "€": " ơ rô ", "₫": " đồng ",
}  # fmt: skip


def address(found: re.Match[str], _before: str) -> str:
    """ "covid.vinhphuc.gov.vn" → "covid chấm vinhphuc chấm gốp chấm vê en": letters that are a word stay one."""
    written = re.sub(r"^(?:https?://)?(?:www\.)?", "", found[0], flags=re.I)
    pieces = re.split(r"([./@_-])", written)
    said = (_PARTS.get(piece) or _READABLE.get(piece.lower(), piece) for piece in pieces if piece)
    return re.sub(r"\d+", lambda digits: f" {whole(digits[0])} ", " ".join(word for word in said if word)).strip()


def dash(found: re.Match[str], before: str) -> str:
    """Between two numbers it is “đến”, between blanks a pause, within a word nothing."""
    after = found.string[found.end() : found.end() + 2]
    if _A_NUMBER.search(before) and after.lstrip()[:1].isdigit():
        return " đến "
    return ", " if before[-1:].isspace() or after[:1].isspace() or found[0] in "–—" else " "


def stroke(found: re.Match[str], before: str) -> str:
    """“lần/ngày” is “lần một ngày”, “cá nhân/tổ chức” either of the two."""
    after = found.string[found.end() :]
    if (before[-1:].isalpha() or before[-1:] == "%") and _PER.match(after):
        return " một "
    return " hoặc " if before[-1:].islower() and after[:1].islower() else " "
