"""Numbers, days and hours as people read them in Vietnamese and in English.

A moment is printed as it was given: whoever calls has already moved it to Vietnam's time.
"""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal

Language = Literal["vi", "en"]

_MARKS: dict[Language, tuple[str, str]] = {"vi": (".", ","), "en": (",", ".")}
# fmt: off
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
# fmt: on


def number(value: int | Decimal, language: Language) -> str:
    """1234567 → "1.234.567" in Vietnamese, "1,234,567" in English. Decimals keep every digit they came with."""
    thousands, point = _MARKS[language]
    whole, _, fraction = f"{value:,f}".partition(".") if isinstance(value, Decimal) else f"{value:,}".partition(".")
    grouped = whole.replace(",", thousands)
    return f"{grouped}{point}{fraction}" if fraction else grouped


def day(value: date, language: Language) -> str:
    """ "ngày 19/11/2021" in Vietnamese, "19 November 2021" in English."""
    if language == "vi":
        return f"ngày {value.day:02d}/{value.month:02d}/{value.year:04d}"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def hour(value: time | datetime, language: Language) -> str:
    """ "17 giờ 00" in Vietnamese, "17:00" in English."""
    return f"{value.hour} giờ {value.minute:02d}" if language == "vi" else f"{value.hour:02d}:{value.minute:02d}"


def moment(value: datetime, language: Language) -> str:
    """ "17 giờ 00 ngày 19/11/2021" in Vietnamese, "17:00 on 19 November 2021" in English."""
    joint = " " if language == "vi" else " on "
    return f"{hour(value, language)}{joint}{day(value.date(), language)}"
