"""Stores the units of 2021 and of 2025 with their successions, in one transaction; loading again changes nothing.

The dates are those of the lists, not of each unit's founding: the list of 2021 is taken as valid from 2021-01-01,
and the two-tier system began on 2025-07-01. An unknown province code refuses the whole load.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from vungxanh.text.fold import fold

from . import sources
from .heirs import FoundBy, heirs_of_communes
from .models import Place, Succession, Tier

LIST_OF_2021 = (date(2021, 1, 1), date(2025, 6, 30))
TWO_TIERS_FROM = date(2025, 7, 1)
PROVINCES_MERGED_BY = "Nghị quyết 202/2025/QH15"


class UnknownProvince(ValueError):
    """A GSO code that is in no list. `codes` are the ones not found."""

    def __init__(self, codes: list[str]) -> None:
        self.codes = codes
        super().__init__(
            _("No province has the GSO code %(codes)s. Codes have two digits, such as 26.")
            % {"codes": ", ".join(codes)}
        )


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What the register holds after a load, for the provinces asked: numbers of units and of successions, how the
    communes' successions were found, how many communes were divided, and which have no known successor."""

    units_2021: int
    units_2025: int
    successions: int
    by_name: int
    by_code: int
    divided: int
    unmatched: tuple[str, ...]


def load_places(provinces: Iterable[str]) -> LoadReport:
    """Load these provinces (GSO codes of 2021) in both eras. Raises UnknownProvince before storing anything."""
    old = {code: sources.units_of_2021(code) for code in sorted(set(provinces))}
    if unknown := [code for code, units in old.items() if not units]:
        raise UnknownProvince(unknown)
    table = sources.successors()
    new = {heir: sources.units_of_2025(heir) for heir in {table.provinces[units[0].key] for units in old.values()}}

    with transaction.atomic():
        before: dict[str, Place] = {}
        after: dict[tuple[str, str], Place] = {}
        for units in old.values():
            before |= _store(units, *LIST_OF_2021)
        for heir, units in new.items():
            stored = _store(units, TWO_TIERS_FROM, None)
            after |= {(heir, unit.key): stored[unit.code] for unit in units}
        return _link(old, before, after, table)


def _store(units: list[sources.Unit], valid_from: date, valid_to: date | None) -> dict[str, Place]:
    """Insert or refresh `units`, parents before children, and return them by code (of different length per tier)."""
    stored: dict[str, Place] = {}
    for tier in (Tier.PROVINCE, Tier.DISTRICT, Tier.COMMUNE):
        rows = [_place(unit, stored.get(unit.parent), valid_from, valid_to) for unit in units if unit.tier == tier]
        fresh = Place.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["code", "tier", "valid_from"],
            update_fields=["name", "kind", "parent", "path", "folded", "latitude", "longitude", "valid_to"],
        )
        stored |= {place.code: place for place in fresh}
    return stored


def _place(unit: sources.Unit, parent: Place | None, valid_from: date, valid_to: date | None) -> Place:
    latitude, longitude = unit.point or (None, None)
    return Place(
        code=unit.code,
        tier=unit.tier,
        name=unit.name,
        kind=unit.kind,
        parent=parent,
        path=f"{parent.path}/{unit.code}" if parent else unit.code,
        folded=fold(f"{unit.kind} {unit.name}"),
        latitude=latitude,
        longitude=longitude,
        valid_from=valid_from,
        valid_to=valid_to,
    )


def _link(
    old: dict[str, list[sources.Unit]],
    before: dict[str, Place],
    after: dict[tuple[str, str], Place],
    table: sources.Successors,
) -> LoadReport:
    links: list[Succession] = []
    found: Counter[FoundBy] = Counter()
    divided, unmatched = 0, []
    for code, units in old.items():
        heir = table.provinces[units[0].key]
        links.append(Succession(predecessor=before[code], successor=after[heir, heir], document=PROVINCES_MERGED_BY))
        for step in heirs_of_communes(units, table):
            found[step.found_by] += 1
            whole = len(step.keys) == 1
            divided += len(step.keys) > 1
            links += [
                Succession(predecessor=before[step.commune.code], successor=after[key], whole=whole)
                for key in step.keys
            ]
            if step.found_by is FoundBy.NOTHING:
                unmatched.append(f"{step.commune.code} {step.commune.kind} {step.commune.name}")
    Succession.objects.bulk_create(
        links,
        update_conflicts=True,
        unique_fields=["predecessor", "successor"],
        update_fields=["whole", "document"],
    )
    return LoadReport(
        units_2021=len(before),
        units_2025=len(after),
        successions=len(links),
        by_name=found[FoundBy.NAME],
        by_code=found[FoundBy.CODE],
        divided=divided,
        unmatched=tuple(unmatched),
    )
