"""The signs that are left: each becomes a word, a pause, or nothing."""

import re

from vungxanh.text.reading.rule import Rule, Start, after, before

_WORDS = {
    "%": "phần trăm", "‰": "phần nghìn", "&": "và", "+": "cộng", "=": "bằng", "<": "nhỏ hơn", ">": "lớn hơn",
    "≥": "từ", "≤": "không quá", "±": "cộng trừ", "÷": "chia", "@": "a còng", "°": "độ", "$": "đô la", "€": "ơ rô",
    "₫": "đồng", "~": "khoảng", "×": "nhân",
}  # fmt: skip
_TIMES = re.compile(r"\s?[xX×]\s?(?=\d)")
_PER = re.compile(
    r"/\s?(?=(?:ngày|tuần|tháng|năm|giờ|phút|người|hộ|suất|lần|lượt|buổi|xã|thôn|đêm|tổ|chốt|kíp|đợt|học sinh"
    r"|trường hợp)(?![^\W_]))"
)
_COUNTED = re.compile(
    r"(?:(?:^|\W)(?:ca|người|tin|lượt|lần|liều|mẫu|suất)|\d[\d.,]*|\d%|mươi|trăm|nghìn|triệu|tỷ)[^\S\n]*(?:[^\W\d_]+[^\S\n]?){0,4}(?:/[^\W\d_]+)*$"
)
_MONEY = re.compile(r"(?:\dđ|đồng|\d\s?(?:vnđ|vnd|usd))$")
_OPENED = re.compile(r"[(\[]\s*")
_CLOSED = re.compile(r"\s*[)\]]")
_DOTS = re.compile(r"\.{2,}|…")


def _per(found: re.Match[str]) -> str | None:
    return "một" if _COUNTED.search(before(found)) else None


def _price(found: re.Match[str]) -> str | None:
    return "một" if _MONEY.search(before(found)) else None


def _stroke(found: re.Match[str]) -> str:
    if before(found).endswith("và") and after(found).lstrip().startswith("hoặc"):
        return " "
    return "trên" if found.string[: found.start()][-1:].isalnum() and after(found).lstrip()[:1].isdigit() else ","


def _hyphen(found: re.Match[str]) -> str:
    blank_around = found[0] != found[0].strip() or "–" in found[0]
    return ", " if blank_around else " "


def _dots(found: re.Match[str]) -> str:
    following = after(found).lstrip(" ,;)")
    return ", " if following[:1].islower() else ". "


def _times(found: re.Match[str]) -> str | None:
    front = found.string[: found.start()].rstrip()
    return "nhân" if (front and front[-1].isdigit()) or re.search(r"\d\s?c?m$", front) else None


_ALL = tuple(Start)
_SIGN = (Start.SIGN,)
BETWEEN_NUMBERS = (Rule("times", _TIMES, _times, _ALL),)
RULES = (
    Rule("dots", _DOTS, _dots, _SIGN),
    Rule("opened", _OPENED, lambda found: ", ", _SIGN),
    Rule("closed", _CLOSED, lambda found: ", ", _SIGN),
    Rule("per", _PER, _per, _SIGN),
    Rule("price", re.compile(r"\s?/\s?(?=[^\W\d_])"), _price, _SIGN),
    Rule("stroke", re.compile(r"\s?[/|]+\s?"), _stroke, _SIGN),
    Rule("hyphen", re.compile(r"\s*[-–]+(?:\s*[-–]+)*\s*"), _hyphen, _SIGN),
    Rule("sign", re.compile(r"[%‰&+=<>≥≤±÷@°$€₫~×]"), lambda found: _WORDS[found[0]], _SIGN),
    Rule("silent", re.compile(r"['_]"), lambda found: " ", _SIGN),
)
