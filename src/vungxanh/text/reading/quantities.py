"""Numbers with their units: “1.234.567 liều”, “38,5°C”, “2.5%”, “50.000đ”, “100m2”, “20-200”."""

import re

from .numerals import cardinal, decimal, whole

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
UNITS = {
    "%": "phần trăm", "‰": "phần nghìn", "°C": "độ xê", "ºC": "độ xê", "oC": "độ xê",
    "độ C": "độ xê", "°F": "độ ép", "°": "độ",
    "km/h": "ki lô mét một giờ", "km2": "ki lô mét vuông", "km²": "ki lô mét vuông", "km": "ki lô mét",
    "m2": "mét vuông", "m²": "mét vuông", "m3": "mét khối", "m³": "mét khối", "cm2": "xăng ti mét vuông",
    "cm": "xăng ti mét", "mm": "mi li mét", "kg": "ki lô gam",
    "mg/kg": "mi li gam một ki lô gam", "mg": "mi li gam", "mcg": "mi crô gam", "g": "gam",
    "ml": "mi li lít", "lít": "lít", "l": "lít", "ha": "héc ta", "kW": "ki lô oát", "MB": "mê ga bai",
    "GB": "gi ga bai", "Mbps": "mê ga bít một giây", "m": "mét", "đ": "đồng", "đồng": "đồng", "VNĐ": "đồng",
    "VND": "đồng", "USD": "đô la Mỹ", "tr": "triệu", "$": "đô la", "€": "ơ rô", "″": "giây", "′": "phút",
}  # fmt: skip
_LONGEST = sorted(UNITS, key=len, reverse=True)
_UNIT = "|".join(re.escape(unit) + (r"(?!\w)" if unit[-1].isalnum() else "") for unit in _LONGEST)
MEASURED = re.compile(rf"(?P<number>\d+(?:[.,]\d+)*)\s?(?P<unit>{_UNIT})")
RANGE = re.compile(r"(\d+(?:[.,]\d+)*)\s?[-–—−]\s?(\d+(?:[.,]\d+)*)(?![\d/])")
TIMES = re.compile(r"(\d+(?:[.,]\d+)*)\s?[x×]\s?(\d+(?:[.,]\d+)*)")
# “2,5/1.000 dân”: so many of a thousand.
OUT_OF = re.compile(r"(\d+(?:[.,]\d+)*)/(\d{1,3}(?:\.\d{3})+)(?![\d/])")
RATIO = re.compile(r"(\d+):(\d+)(?![\d:])")
MINUS = re.compile(r"[-−](?=\d)")
_SECTION_BEFORE = re.compile(r"(?:mục|điểm|khoản|điều|phần|chương|tiểu mục|phiên bản|bản|version)\s*$", re.I)
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_GROUPED_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3}){2,}")


def said(number: str) -> str:
    """A number as it is written in Vietnamese text. A point before three digits groups; before others it is a comma."""
    if _GROUPED.fullmatch(number):
        return cardinal(int(number.replace(".", "")))
    if _GROUPED_ENGLISH.fullmatch(number):
        return cardinal(int(number.replace(",", "")))
    signs = re.findall(r"[.,]", number)
    if not signs:
        return whole(number)
    if len(signs) == 1:
        before, after = re.split(r"[.,]", number)
        return decimal(before, after)
    head, mark, tail = number.rpartition(",") if "," in signs else ("", "", "")
    if mark and _GROUPED.fullmatch(head):
        return decimal(head.replace(".", ""), tail)
    head, mark, tail = number.rpartition(".")
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+", head):
        return decimal(head.replace(",", ""), tail)
    return " chấm ".join(" phẩy ".join(whole(part) for part in piece.split(",")) for piece in number.split("."))


def number(found: re.Match[str], before: str) -> str:
    written = found[0]
    if "." in written and _SECTION_BEFORE.search(before):
        return " chấm ".join(whole(part) for part in re.split(r"[.,]", written))
    return said(written)


def measured(found: re.Match[str], _before: str) -> str:
    return f"{_in_percent(found['number'], found['unit'])} {UNITS[found['unit']]}"


def _in_percent(written: str, unit: str) -> str:
    """“1.234%” is no thousand percent."""
    if unit in "%‰" and re.fullmatch(r"\d{1,2}\.\d+", written):
        return decimal(*written.split("."))
    return said(written)


def span(found: re.Match[str], _before: str) -> str:
    return f"{said(found[1])} đến {said(found[2])}"


def times(found: re.Match[str], _before: str) -> str:
    return f"{said(found[1])} nhân {said(found[2])}"


def out_of(found: re.Match[str], _before: str) -> str:
    return f"{said(found[1])} trên {said(found[2])}"


def ratio(found: re.Match[str], _before: str) -> str:
    return f"{whole(found[1])} trên {whole(found[2])}"


def minus(_found: re.Match[str], before: str) -> str | None:
    """A minus has nothing in front of it, and is told from a dash by that."""
    if before and not before[-1].isspace() and before[-1] not in "(:=":
        return None
    previous = before.rstrip()[-1:]
    return None if previous and (previous.isalnum() or previous == "%") else "âm"
