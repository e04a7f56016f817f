"""The bound fields as the editor offers them: what each is, and what it says in this message."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vungxanh.desk.reports import indicators
from vungxanh.desk.words import indicator_name
from vungxanh.messages.bound import FACTS, Field, Kind
from vungxanh.text.numbers import Language

GROUPS: Mapping[Kind, Promise] = {
    Kind.FIGURE: _("Figures of the release"),
    Kind.DATE: _("When and where"),
    Kind.HOUR: _("When and where"),
    Kind.PLACE: _("When and where"),
    Kind.LEVEL: _("When and where"),
    Kind.HOTLINE: _("Where to ask"),
    Kind.SOURCE: _("Source"),
    Kind.ISSUER: _("Source"),
    Kind.FACT: _("Facts for this audience"),
}
NAMES: Mapping[str, Promise] = {
    "day": _("day of the figures"),
    "as_of": _("day until which they count"),
    "hour": _("hour of the figures"),
    "place": _("province"),
    "level": _("level in force"),
    "hotline": _("hotline"),
    "ambulance": _("ambulance"),
    "release_number": _("number of the release"),
    "corrects": _("number of the corrected release"),
    "issuer": _("issuing body"),
    "seven_day_total": _("new cases in seven days"),
    "seven_day_deaths_total": _("deaths in seven days"),
    "seven_day_days_missing": _("days of the week without a report"),
    "seven_day_deaths_days_missing": _("days of the week without a report of deaths"),
    "wave_total": _("cases in this wave"),
    "wave_deaths_total": _("deaths in this wave"),
    "wave_days_missing": _("days of the wave without a report"),
    "wave_deaths_days_missing": _("days of the wave without a report of deaths"),
}


@dataclass(frozen=True, slots=True)
class Offered:
    """`written` is what it says, in Vietnamese; `known` is False for a gap."""

    name: str
    label: str
    written: str
    known: bool


def fields_shown(bound: Mapping[Language, Mapping[str, Field]]) -> dict[str, list[Offered]]:
    """{group: fields}, known ones first within the group of facts."""
    labels = {one.key: indicator_name(one) for one in indicators()} | {k: str(v) for k, v in NAMES.items()}
    in_vietnamese = (get_language() or "vi").startswith("vi")
    labels |= {key: names[0 if in_vietnamese else 1] for key, names in FACTS.items()}
    groups: dict[str, list[Offered]] = {str(group): [] for group in GROUPS.values()}
    for one in bound["vi"].values():
        groups[str(GROUPS[one.kind])].append(Offered(one.name, labels.get(one.name, one.name), one.written, one.known))
    return {group: sorted(fields, key=lambda one: not one.known) for group, fields in groups.items() if fields}
