"""The bound fields of a message: what its words may name instead of typing it, with what each says now.

Figures come from the release, the level and the plan; facts from what a province has recorded for the audience. What
nobody recorded is a visible gap in the text, never a silent one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vungxanh.levels.read import plan_of
from vungxanh.messages.models import Fact, Message
from vungxanh.messages.quote import LANGUAGES, words
from vungxanh.places.models import Place
from vungxanh.text.numbers import Language

FACTS = {
    "supply_points": ("điểm cấp phát lương thực, thuốc", "points that give out food and medicine"),
    "donation_points": ("điểm tiếp nhận ủng hộ", "points that receive donations"),
    "test_points": ("điểm xét nghiệm", "testing points"),
    "vaccination_points": ("điểm tiêm chủng", "vaccination points"),
    "entry_rules": ("quy định với người ra, vào tỉnh", "rules for entering and leaving the province"),
    **{
        f"entry_rule_{n}": (f"quy định với nhóm {n} ra, vào tỉnh", f"rule for group {n} entering or leaving")
        for n in range(1, 9)
    },
    "app": ("ứng dụng khai báo y tế", "health declaration app"),
    "apps": ("các ứng dụng phòng, chống dịch", "apps against the epidemic"),
    "measures": ("biện pháp đang áp dụng", "measures in force"),
    "zone_areas": ("khu vực phong tỏa", "locked-down areas"),
    "lifted_on": ("ngày dỡ phong tỏa", "day the lockdown is lifted"),
    "story": ("gương người tốt, việc tốt", "good example"),
    "guide_address": ("địa chỉ sổ tay hướng dẫn", "address of the handbook"),
}  # {key: (name in Vietnamese, in English)}
Values = Mapping[Language, Mapping[str, str]]
GAP: Mapping[Language, str] = {"vi": "[chưa có: {name}]", "en": "[missing: {name}]"}


class Kind(StrEnum):
    FIGURE = "figure"
    DATE = "date"
    HOUR = "hour"
    PLACE = "place"
    LEVEL = "level"
    HOTLINE = "hotline"
    SOURCE = "source"
    ISSUER = "issuer"
    FACT = "fact"


KINDS = {
    "day": Kind.DATE, "as_of": Kind.DATE, "hour": Kind.HOUR, "place": Kind.PLACE, "level": Kind.LEVEL,
    "hotline": Kind.HOTLINE, "ambulance": Kind.HOTLINE, "release_number": Kind.SOURCE, "corrects": Kind.SOURCE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """`written` is how the field reads in the language; `known` is False where it stands for a gap."""

    name: str
    kind: Kind
    written: str
    known: bool = True


def language_of(language: str) -> Language:
    """The language whose way of writing numbers and dates a variant follows: a minority language, the Vietnamese."""
    return "en" if language == "en" else "vi"


def bound_fields(message: Message) -> Mapping[Language, Mapping[str, Field]]:
    """{language: {name: field}} of everything that the words of `message` may name."""
    known_by = message.correction.number if message.correction else None
    said = words(message.plan, message.release, message.level, known_by=known_by)
    facts = facts_of(message.place, message.audience, message.day)
    issuer = Field("issuer", Kind.ISSUER, issuer_of(message))
    return {language: _figures(said[language]) | {"issuer": issuer} | _facts(facts, language) for language in LANGUAGES}


def values(message: Message) -> Values:
    """{language: {name: words}}: what `blanks.fill` asks for."""
    return {language: written(fields) for language, fields in bound_fields(message).items()}


def written(fields: Mapping[str, Field]) -> Mapping[str, str]:
    """{name: words} of {name: field}."""
    return {name: one.written for name, one in fields.items()}


def facts_of(place: Place, audience: str, day: date) -> Mapping[str, Fact]:
    """The facts in force on the day: one for the audience before one for all, the later recorded before the earlier."""
    found: dict[str, Fact] = {}
    recorded = Fact.objects.on(day).filter(place=place, audience__in=("", audience))
    for fact in sorted(recorded, key=lambda one: (one.audience != "", one.valid_from, one.pk)):
        found[fact.key] = fact
    return found


def issuer_of(message: Message) -> str:
    """Who says it: the agency that the plan makes accountable for the duty, as the plan prints its name."""
    plan = plan_of(message.plan)
    duty = next((duty for duty in plan.duties if duty.id == message.duty), None)
    named = {agency.id: agency.name for agency in plan.agencies}
    return (named.get(duty.agency) if duty else None) or plan.header.issuer


def _figures(said: Mapping[str, str]) -> dict[str, Field]:
    return {name: Field(name, KINDS.get(name, Kind.FIGURE), value) for name, value in said.items()}


def _facts(recorded: Mapping[str, Fact], language: Language) -> dict[str, Field]:
    found = {}
    for key, names in FACTS.items():
        gap = GAP[language].format(name=names[LANGUAGES.index(language)])
        found[key] = Field(key, Kind.FACT, gap, known=False)
    for key, fact in recorded.items():
        found[key] = Field(key, Kind.FACT, fact.text_en if language == "en" else fact.text_vi)
    return found
