"""From one number to another: "20-200 ca" → "hai mươi đến hai trăm ca", "2021-2025", "2-5%"."""

import re

from vungxanh.text.reading.rule import Rule, after, before
from vungxanh.text.reading.vi.dates import spoken_date
from vungxanh.text.reading.vi.figures import NUMBER, figure

_SCORE = re.compile(r"(?:tỷ số|tỉ số|thắng|thua|hòa)\s*$")


def _range(found: re.Match[str]) -> str | None:
    one, other = found["one"], found["other"]
    if re.match(r"\s?[-–]\s?\d", after(found)) or re.search(r"[\d/]\s?[-–]\s?$", before(found)):
        return f"{figure(one)}, {figure(other)}"
    if _SCORE.search(before(found)):
        return f"{figure(one)} {figure(other)}"
    if one.isdigit() and other.isdigit() and int(one) > int(other) and "-" in found[0]:
        date = spoken_date(int(one), int(other), None)
        if date:
            return date
    return f"{figure(one)} đến {figure(other)}"


def _per_cent(found: re.Match[str]) -> str:
    return f"{figure(found['one'])} phần trăm đến {figure(found['other'])} phần trăm"


_SIGN = r"\s?[-–~]\s?"
SHARES = (Rule("shares from and to", re.compile(rf"(?P<one>{NUMBER})\s?%{_SIGN}(?P<other>{NUMBER})\s?%"), _per_cent),)
RULES = (Rule("range", re.compile(rf"(?P<one>{NUMBER}){_SIGN}(?P<other>{NUMBER})"), _range),)
