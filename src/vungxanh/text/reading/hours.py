"""Hours: “17h00”, “7h05”, “07:30”, “17 giờ 30”, “18g”."""

import re

from .numerals import DIGITS, cardinal, whole

_HOUR, _MINUTE = r"([01]?\d|2[0-4])", r"([0-5]\d)"
SHORT = re.compile(rf"{_HOUR}\s?[hHg]\s?{_MINUTE}?(?:\s?(?:phút|ph|p|'|’))?(?![\w/])")
CLOCK = re.compile(rf"{_HOUR}:{_MINUTE}(?::[0-5]\d)?(?![\d:])")
WORDS = re.compile(rf"{_HOUR} giờ {_MINUTE}(?:\s?(?:phút|ph|p|'|’))?(?![\w/.,]\d)(?!\w)")
ROUND_THE_CLOCK = re.compile(r"24\s?[hH]/(24\s?[hH]|7)(?!\w)")
DURATION = re.compile(r"(\d{2,3})\s?[hH](?![\w/])")
_RATIO_BEFORE = re.compile(r"(?:tỷ lệ|tỉ lệ|tỉ số|tỷ số|loãng)\s*(?:là|1)?\s*$", re.I)


def hour(found: re.Match[str], before: str) -> str | None:
    if _RATIO_BEFORE.search(before):
        return None
    said, minute = f"{whole(found[1])} giờ", found[2]
    if not minute or int(minute) == 0:
        return said
    return f"{said} {_minute(minute)} phút"


def round_the_clock(found: re.Match[str], _before: str) -> str:
    return f"hai mươi tư giờ trên {'bảy' if found[1] == '7' else 'hai mươi tư giờ'}"


def duration(found: re.Match[str], _before: str) -> str:
    """“48h” is a time that something takes."""
    return f"{whole(found[1])} giờ"


def _minute(minute: str) -> str:
    return f"không {DIGITS[int(minute)]}" if minute[0] == "0" else cardinal(int(minute))
