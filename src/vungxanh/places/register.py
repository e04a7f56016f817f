"""Finds the place a row means: by its code, or by its published name within the unit it is named in. Never guesses.

A name is known when it is a unit's own (with or without accents, signs and kind) or when a person confirmed it
(`places.Spelling`). One that fits no unit, or more than one, is a Fault that says so; `suggestions` says what may have
been meant.
"""

import re
from collections import defaultdict
from collections.abc import Collection
from datetime import date
from difflib import SequenceMatcher
from typing import NamedTuple

from django.utils.translation import gettext as _

from vungxanh.sheets.faults import Fault
from vungxanh.text.accents import agrees
from vungxanh.text.fold import fold, key
from vungxanh.text.nfc import nfc

from .models import Place, Spelling, Tier
from .search import search

_SHORT_KINDS = {
    "x": "xã", "p": "phường", "tt": "thị trấn", "tx": "thị xã", "tp": "thành phố", "h": "huyện", "q": "quận",
    "t": "tỉnh",
}  # fmt: skip
_SHORT = re.compile(r"(tp|tx|tt|[xphqt])\s*\.\s*|(tp|tx|tt)\s+", re.IGNORECASE)
_REMEMBERED = 50_000  # ways of naming a place; a list has far fewer unless it is wrong throughout
_BARE = re.compile(r"(tinh|thanh pho|thi xa|thi tran|huyen|quan|phuong|xa) +")
_ALIKE = 0.6
_SHOWN = 3


class Named(NamedTuple):
    """How a row names its place. Blank: not given. `place`: a code, or a name of any tier."""

    code: str = ""
    commune: str = ""
    district: str = ""
    province: str = ""
    place: str = ""


class UnknownName(Fault):
    """No unit of these `tiers` has this `name` inside `above`. What it may have meant is asked later: the register is
    read while rows stream in."""

    def __init__(self, name: str, above: Place, tiers: Collection[Tier]) -> None:
        self.name, self.above, self.tiers = name, above, tiers
        super().__init__("unknown-place", _("“%(name)s” is no unit of %(place)s.") % {"name": name, "place": above})


class Register:
    """The units of one province and what names they go by, read once: it asks nothing of the database while used."""

    def __init__(self, province: Place) -> None:
        self._province = province
        units = list(Place.objects.within(province).order_by("path"))
        self._by_id = {unit.pk: unit for unit in units}
        self._by_code = {unit.code: unit for unit in units}
        self._elsewhere = set(Place.objects.values_list("code", flat=True)) - self._by_code.keys()
        self._by_key: dict[tuple[Tier, str], list[Place]] = defaultdict(list)
        for unit in units:
            for name in {key(unit.name), key(unit.full_name)}:
                self._by_key[Tier(unit.tier), name].append(unit)
        self._confirmed = self._spellings()
        self._known: dict[Named, Place | Fault] = {}

    def place_id(self, code: str, commune: str, district: str) -> int:
        """Of the unit that all the cells that are not blank agree on. Raises Fault."""
        return self.place(Named(code, commune, district)).pk

    def place(self, named: Named) -> Place:
        """The unit that all the cells that are not blank agree on. Raises Fault."""
        found = self._known.get(named)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[named] = self._look_up(named)
        if isinstance(found, Fault):
            raise found
        return found

    def _spellings(self) -> dict[tuple[int, str], Place]:
        """By the unit they were named in and each form of the name: as written, and with and without its kind."""
        known: dict[tuple[int, str], Place] = {}
        for one in Spelling.objects.filter(inside__in=self._by_id).order_by("confirmed_at"):
            unit = self._by_id.get(one.place_id)
            if unit is not None:
                kind, bare = key(unit.kind), key(_spelled_out(one.written))
                bare = bare.removeprefix(kind) or bare
                for form in (one.key, bare, kind + bare):
                    known[one.inside_id, form] = unit
        return known

    def _look_up(self, named: Named) -> Place | Fault:
        try:
            self._check_province(named.province)
            above = self._named((Tier.DISTRICT,), named.district, None) if named.district else None
            unit = self._named((Tier.COMMUNE,), named.commune, above) if named.commune else above
            code = named.code
            if named.place and named.place[:1].isdigit():
                code = code or named.place
            elif named.place:
                unit = self._anything(named.place, unit)
            if code:
                coded = self._coded(code)
                if unit is not None and not _within(coded, unit) and not _within(unit, coded):
                    return _contradiction(code, coded, unit)
                unit = coded if unit is None or _within(coded, unit) else unit
        except Fault as fault:
            return fault
        if unit is None and named.province:
            return self._province
        if unit is None:
            return Fault("no-place", _("The row names no place; fill it in, or remove the column for all."))
        return unit

    def _check_province(self, name: str) -> None:
        units = {self._province.code, *(key(form) for form in (self._province.name, self._province.full_name))}
        if name and key(_spelled_out(name)) not in units:
            said = {"code": name, "province": self._province.full_name}
            raise Fault("outside-province", _("%(code)s is not in %(province)s.") % said)

    def _coded(self, code: str) -> Place:
        written = code.removesuffix(".0")
        found = self._by_code.get(written) or (self._by_code.get(f"0{written}") if len(written) == 4 else None)
        if found is not None:
            return found
        said = {"code": code, "province": self._province.full_name}
        if written in self._elsewhere:
            raise Fault("outside-province", _("%(code)s is not in %(province)s.") % said)
        raise Fault("unknown-place", _("“%s” is not a known GSO code; codes keep their leading zeros.") % code)

    def _anything(self, name: str, above: Place | None) -> Place:
        spelled = key(_spelled_out(name))
        if above is None and spelled in (key(self._province.full_name), key(self._province.name)):
            return self._province
        if name in self._by_code:
            return self._by_code[name]
        return self._named((Tier.DISTRICT, Tier.COMMUNE, Tier.SITE), name, above)

    def _named(self, tiers: tuple[Tier, ...], name: str, above: Place | None) -> Place:
        spelled = _spelled_out(name)
        alike = [unit for tier in tiers for unit in self._by_key.get((tier, key(spelled)), ())]
        fitting = [
            unit
            for unit in alike
            if (above is None or _within(unit, above))
            and (agrees(spelled, unit.name) or agrees(spelled, unit.full_name))
        ]
        exact = [unit for unit in fitting if _same(spelled, unit)]
        units = exact if len(exact) == 1 else fitting
        if len(units) == 1:
            return units[0]
        if units:
            said = {"name": name, "units": ", ".join(map(described, units[:_SHOWN]))}
            raise Fault("ambiguous-place", _("“%(name)s” may be %(units)s; give the place's code.") % said)
        confirmed = self._confirmed_as(key(spelled), tiers, above)
        if confirmed is None:
            raise UnknownName(name, above or self._province, tiers)
        return confirmed

    def _confirmed_as(self, name: str, tiers: tuple[Tier, ...], above: Place | None) -> Place | None:
        """In the unit it is named in, then in the province. Where no unit is given: anywhere, if it means one thing."""
        insides = self._by_id if above is None else (above.pk, self._province.pk)
        units: dict[Place, None] = {}
        for inside in insides:
            unit = self._confirmed.get((inside, name))
            if unit and unit.tier in tiers and (above is None or inside == above.pk or _within(unit, above)):
                units[unit] = None
        return next(iter(units)) if units and (above is not None or len(units) == 1) else None


def suggestions(name: str, inside: Place, on: date, tiers: Collection[Tier] = ()) -> list[Place]:
    """The few units inside `inside` that `name` may have meant, those of `tiers` first; where nothing there is like it,
    those in the rest of its province. Empty when nothing is alike."""
    return _alike(name, inside, on, tiers) or (_alike(name, _top(inside), on, tiers) if inside.parent_id else [])


def suggestion(name: str, inside: Place, on: date, tiers: Collection[Tier] = ()) -> str:
    """The same as a sentence; blank when nothing is alike."""
    return perhaps(suggestions(name, inside, on, tiers), inside)


def perhaps(units: Collection[Place], inside: Place) -> str:
    """Those `units` as a sentence; one that is elsewhere says where."""
    said = [described(unit) if _within(unit, inside) else f"{described(unit)}, {unit.parent}" for unit in units]
    return _("Perhaps: %s.") % "; ".join(said) if said else ""


def described(unit: Place) -> str:
    return f"{unit.full_name} ({unit.code})"


def _alike(name: str, inside: Place, on: date, tiers: Collection[Tier]) -> list[Place]:
    whole = fold(_spelled_out(name))
    forms = {key(whole), key(_BARE.sub("", whole))}
    likeness = {
        unit: max(SequenceMatcher(None, form, key(unit.name)).ratio() for form in forms)
        for unit in search(name[:80], on, inside=inside).select_related("parent")
    }
    alike = [unit for unit, ratio in likeness.items() if ratio >= _ALIKE]
    return sorted(alike, key=lambda unit: (unit.tier not in tiers, -likeness[unit]))[:_SHOWN]


def _top(unit: Place) -> Place:
    return Place.objects.get(code=unit.path.split("/")[0], tier=Tier.PROVINCE, valid_from=unit.valid_from)


def _within(unit: Place, above: Place) -> bool:
    return f"{unit.path}/".startswith(f"{above.path}/") and unit.valid_from == above.valid_from


def _same(name: str, unit: Place) -> bool:
    spelled = nfc(name).casefold()
    return spelled in (unit.name.casefold(), unit.full_name.casefold())


def _spelled_out(name: str) -> str:
    """ "TP. Vĩnh Yên" and "TP Vĩnh Yên" → "thành phố Vĩnh Yên"."""
    short = _SHORT.match(name)
    return name if short is None else f"{_SHORT_KINDS[fold(short[1] or short[2])]} {name[short.end() :].strip()}"


def _contradiction(code: str, coded: Place, unit: Place) -> Fault:
    said = {"code": code, "coded": coded.full_name, "named": unit.full_name}
    return Fault("contradicting-place", _("The code %(code)s is %(coded)s, but the row names %(named)s.") % said)
