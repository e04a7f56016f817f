"""The messages that the tests of lint read: what is known on a day at Vĩnh Phúc, and a short way to write a case."""

from dataclasses import replace
from decimal import Decimal

from vungxanh.text.lint import BoundField, Finding, ReleaseFigure, Said
from vungxanh.text.unaccented import unaccented

_KINDS = {
    "day": "date", "hour": "hour", "place": "place", "level": "level", "hotline": "hotline", "ambulance": "hotline",
    "clinic": "hotline", "release_number": "source", "app": "app", "issuer": "issuer", "supply_points": "fact",
}  # fmt: skip
_SAID = {
    "new_cases": ("37", "37"), "new_deaths": ("2", "2"), "seven_day_total": ("215", "215"),
    "wave_total": ("1.234", "1,234"),
    "recovered": ("19", "19"), "first_dose_coverage": ("95,4", "95.4"),
    "day": ("19/11/2021", "19 November 2021"), "hour": ("17 giờ 00", "17:00"),
    "place": ("Vĩnh Phúc", "Vĩnh Phúc"), "level": ("Cấp độ 3", "level 3"),
    "hotline": ("1022", "1022"), "ambulance": ("115", "115"),
    "clinic": ("0211.386.5115", "0211.386.5115"), "release_number": ("86", "86"), "app": ("PC-COVID", "PC-COVID"),
    "issuer": ("Ban Chỉ đạo tỉnh", "Steering Committee"),
    "supply_points": ("[chưa có: điểm cấp phát]", "[missing: supply points]"),
}  # fmt: skip
FIGURES = (
    ReleaseFigure("new_cases", "Ca mắc mới", 37),
    ReleaseFigure("new_deaths", "Ca tử vong mới", 2),
    ReleaseFigure("seven_day_total", "Ca mắc trong 7 ngày", 215),
    ReleaseFigure("wave_total", "Ca mắc trong đợt dịch", 1234),
    ReleaseFigure("first_dose_coverage", "Tỷ lệ người đã tiêm mũi 1 (%)", Decimal("95.4")),
)


def known(language: str) -> dict[str, BoundField]:
    column = 1 if language == "en" else 0
    return {
        name: BoundField(name, _KINDS.get(name, "figure"), said[column], known=not said[column].startswith("["))
        for name, said in _SAID.items()
    }


def said(words: str, language: str = "vi", form: str = "long", **more: object) -> Said:
    """A text of the day. In a plain one the fields have no accents either."""
    fields = known(language)
    if form == "plain":
        fields = {name: replace(one, written=unaccented(one.written).text) for name, one in fields.items()}
    return Said(words, language=language, form=form, known=fields, figures=FIGURES, **more)


def written(case: str) -> Said:
    """A case of `cases.yaml`: "en:", "plain:" or "short:" in front of the words, or nothing."""
    mark, colon, words = case.partition(":")
    ways = {"en": {"language": "en"}, "plain": {"form": "plain"}, "short": {"form": "short"}}
    return said(words, **ways[mark]) if colon and mark in ways else said(case)


def marked(one: Finding, said: Said) -> str:
    return (said.words if one.part == "words" else said.subject)[one.start : one.end]
