"""Finds the place a row means: by its code, or by its published name within its district. Never guesses.

A name that fits no unit, or more than one, is a Fault that says so; `suggestion` says what may have been meant.
"""

from collections import defaultdict
from datetime import date

from django.utils.translation import gettext as _

from vungxanh.figures.file_rows import Fault
from vungxanh.places.models import Place, Tier
from vungxanh.places.search import search
from vungxanh.text.fold import fold, key
from vungxanh.text.nfc import nfc

_SHORT_KINDS = {
    "x.": "xã ", "p.": "phường ", "tt.": "thị trấn ",
    "tx.": "thị xã ", "tp.": "thành phố ", "h.": "huyện ", "q.": "quận ",
}  # fmt: skip
_REMEMBERED = 50_000  # ways of naming a place; a list has far fewer unless it is wrong throughout
_SHOWN = 3


class UnknownName(Fault):
    """No unit has this `name`. What it may have meant is asked later: the register is read while rows stream in."""

    def __init__(self, name: str, above: Place) -> None:
        self.name = name
        super().__init__("unknown-place", _("“%(name)s” is no unit of %(place)s.") % {"name": name, "place": above})


class Register:
    """The units of one province, read once: it asks nothing of the database while it is used."""

    def __init__(self, province: Place) -> None:
        self._province = province
        units = list(Place.objects.within(province).order_by("path"))
        self._by_code = {unit.code: unit for unit in units}
        self._by_key: dict[tuple[Tier, str], list[Place]] = defaultdict(list)
        for unit in units:
            for name in {key(unit.name), key(unit.full_name)}:
                self._by_key[Tier(unit.tier), name].append(unit)
        self._known: dict[tuple[str, str, str], int | Fault] = {}

    def place_id(self, code: str, commune: str, district: str) -> int:
        """Of the unit that all the cells that are not blank agree on. Raises Fault."""
        named = (code, commune, district)
        found = self._known.get(named)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            found = self._known[named] = self._look_up(*named)
        if isinstance(found, Fault):
            raise found
        return found

    def _look_up(self, code: str, commune: str, district: str) -> int | Fault:
        try:
            above = self._named(Tier.DISTRICT, district, None) if district else None
            unit = self._named(Tier.COMMUNE, commune, above) if commune else above
            if code:
                coded = self._coded(code)
                if unit is not None and not _within(coded, unit) and not _within(unit, coded):
                    return _contradiction(code, coded, unit)
                unit = coded if unit is None or _within(coded, unit) else unit
        except Fault as fault:
            return fault
        if unit is None:
            return Fault("no-place", _("The row names no place; fill it in, or remove the column for all."))
        return unit.pk

    def _coded(self, code: str) -> Place:
        written = code.removesuffix(".0")
        found = self._by_code.get(written) or (self._by_code.get(f"0{written}") if len(written) == 4 else None)
        if found is None:
            said = {"code": code, "province": self._province.full_name}
            raise Fault("unknown-place", _("“%(code)s” is no code of a unit in %(province)s.") % said)
        return found

    def _named(self, tier: Tier, name: str, above: Place | None) -> Place:
        spelled = _spelled_out(name)
        fitting = [unit for unit in self._by_key[tier, key(spelled)] if above is None or _within(unit, above)]
        exact = [unit for unit in fitting if _same(spelled, unit)]
        units = exact if len(exact) == 1 else fitting
        if len(units) == 1:
            return units[0]
        if units:
            said = {"name": name, "units": ", ".join(map(_described, units[:_SHOWN]))}
            raise Fault("ambiguous-place", _("“%(name)s” may be %(units)s; give the place's code.") % said)
        raise UnknownName(name, above or self._province)


def suggestion(name: str, province: Place, on: date) -> str:
    """What `name` may have meant in `province`, as a sentence; blank when nothing there is like it."""
    inside = [unit for unit in search(name[:80], on) if _within(unit, province)]
    return _("Perhaps: %s.") % ", ".join(map(_described, inside[:_SHOWN])) if inside else ""


def _within(unit: Place, above: Place) -> bool:
    return f"{unit.path}/".startswith(f"{above.path}/") and unit.valid_from == above.valid_from


def _same(name: str, unit: Place) -> bool:
    spelled = nfc(name).casefold()
    return spelled in (unit.name.casefold(), unit.full_name.casefold())


def _spelled_out(name: str) -> str:
    """ "TP. Vĩnh Yên" → "thành phố Vĩnh Yên"."""
    short = next((short for short in _SHORT_KINDS if fold(name).startswith(short)), None)
    return name if short is None else _SHORT_KINDS[short] + name.partition(".")[2].strip()


def _described(unit: Place) -> str:
    return f"{unit.full_name} ({unit.code})"


def _contradiction(code: str, coded: Place, unit: Place) -> Fault:
    said = {"code": code, "coded": coded.full_name, "named": unit.full_name}
    return Fault("contradicting-place", _("The code %(code)s is %(coded)s, but the row names %(named)s.") % said)
