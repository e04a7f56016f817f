"""Signs of measure behind a number: 5km, 100 m2, 38,5°C, 50.000đ, 95%. A letter alone must touch its number."""

import re

from vungxanh.text.reading.rule import Rule, Start
from vungxanh.text.reading.vi.figures import NUMBER, figure

_APART = {  # may stand apart from the number
    "%": "phần trăm", "‰": "phần nghìn", "°C": "độ xê", "° C": "độ xê", "°F": "độ ép", "°": "độ", "oC": "độ xê",
    "kg": "ki lô gam", "mg": "mi li gam", "mcg": "mi crô gam", "µg": "mi crô gam", "μg": "mi crô gam",
    "km": "ki lô mét", "cm": "xăng ti mét", "mm": "mi li mét", "nm": "na nô mét", "km2": "ki lô mét vuông",
    "m2": "mét vuông", "m3": "mét khối", "cm2": "xăng ti mét vuông", "cm3": "xăng ti mét khối", "ha": "héc ta",
    "ml": "mi li lít", "mL": "mi li lít", "dl": "đề xi lít", "cc": "xê xê", "lít": "lít", "mmHg": "mi li mét thủy ngân",
    "mmol": "mi li mol", "kW": "ki lô oát", "kWh": "ki lô oát giờ", "MW": "mê ga oát", "MB": "mê ga bai",
    "GB": "gi ga bai", "TB": "tê ra bai", "Mbps": "mê ga bít một giây", "MHz": "mê ga héc", "dB": "đề xi ben",
    "VNĐ": "đồng", "VND": "đồng", "vnđ": "đồng", "đồng": "đồng", "₫": "đồng",
    "đ": "đồng", "$": "đô la", "€": "ơ rô", "m": "mét",
    "USD": "đô la Mỹ", "usd": "đô la Mỹ", "EUR": "ơ rô", "tr": "triệu", "trđ": "triệu đồng", "Kg": "ki lô gam",
    "KG": "ki lô gam", "Km": "ki lô mét", "KM": "ki lô mét", "Mm": "mi li mét", "ph": "phút", "tấn": "tấn",
}  # fmt: skip
_TOUCHING = {
    "g": "gam", "l": "lít", "L": "lít", "đ": "đồng", "d": "đồng", "k": "nghìn", "K": "nghìn", "p": "phút", "'": "phút",
    "s": "giây", "W": "oát", "V": "vôn", "tỷ": "tỷ", "tr": "triệu",
}  # fmt: skip


def _any_of(units: dict[str, str]) -> str:
    return "|".join(re.escape(unit) for unit in sorted(units, key=len, reverse=True))


_UNIT = rf"(?:\s?(?P<apart>{_any_of(_APART)})|(?P<touching>{_any_of(_TOUCHING)}))(?![^\W_])"
_PER = rf"(?:\s?/\s?(?P<per>{_any_of(_APART)}|[gljhs])(?![^\W_]))?"
_SIGN = {"-": "âm ", "+": "cộng ", "": ""}
_MONEY = {"$": "đô la", "€": "ơ rô", "₫": "đồng"}
_OTHER_PER = {"g": "gam", "l": "lít", "h": "giờ", "s": "giây", "j": "jun"}


def _measure(found: re.Match[str]) -> str | None:
    unit = _APART[found["apart"]] if found["apart"] else _TOUCHING[found["touching"]]
    if found["sign"] and (found.string[: found.start()][-1:] or " ") not in " (,:;=<>≥≤":
        return None
    per = found["per"]
    per = f" trên {_APART.get(per) or _OTHER_PER[per]}" if per else ""
    first = f"{figure(found['first'])} đến " if found["first"] else ""
    return f"{first}{_SIGN[found['sign']]}{figure(found['number'])} {unit}{per}"


def _metres_and_more(found: re.Match[str]) -> str:
    """ "1m65"."""
    return f"{figure(found[1])} mét {figure(found[2])}"


def _for_each(found: re.Match[str]) -> str:
    return f"một {_APART.get(found[1]) or _OTHER_PER[found[1]]}"


_FROM = rf"(?:(?P<first>{NUMBER})\s?[-–~]\s?)?"
_PLAIN_SIGN = r"(?P<sign>)"
RULES = (
    Rule("height", re.compile(r"(\d)m([4-9]|\d\d)(?![^\W_]|[.,]\d)"), _metres_and_more),
    Rule("for each", re.compile(r"\s?/\s?(km2|m2|m3|ha|kg|km|lít|tấn)(?![^\W_])"), _for_each, (Start.SIGN,)),
    Rule("measure", re.compile(rf"{_FROM}{_PLAIN_SIGN}(?P<number>{NUMBER}){_UNIT}{_PER}"), _measure),
    Rule(
        "signed measure",
        re.compile(rf"(?P<first>(?!))?(?P<sign>[-+])(?P<number>{NUMBER}){_UNIT}{_PER}"),
        _measure,
        (Start.SIGN,),
    ),
    Rule(
        "money in front",
        re.compile(rf"(?P<coin>[$€₫])\s?(?P<number>{NUMBER})(?P<scale>\s(?:triệu|tỷ|tỉ|nghìn))?"),
        lambda found: f"{figure(found['number'])}{found['scale'] or ''} {_MONEY[found['coin']]}",
        (Start.SIGN,),
    ),
)
