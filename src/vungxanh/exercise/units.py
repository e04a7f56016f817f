"""The reporting units of an exercise: the province's districts and two hospitals, simulated.

What the province really reported is shared out among its districts so that it adds up exactly; who gets how much, who
is late and who corrects himself follows from a hash of day and place, so a replay always ends the same.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import Q

from vungxanh.clock import VIETNAM
from vungxanh.figures.models import Report, Reporter, Sheet
from vungxanh.figures.owing import owe
from vungxanh.places.models import Place, Tier
from vungxanh.places.sites import add_site

DUE = time(16)
HOSPITALS = (  # code, name, beds
    ("DT01", "đa khoa tỉnh (diễn tập)", 320),
    ("DT02", "điều trị COVID-19 (diễn tập)", 180),
)
SHARED = ("new_cases", "new_deaths")
ICU_OF_BEDS = 10  # one bed in ten
OFTEN = 1000
LATE, CORRECTED, MISSING = 50, 30, 20  # out of a thousand evenings


def name_units(province: Place, since: date) -> None:
    """The districts and two hospitals of the first district owe figures from `since`. Again changes nothing."""
    districts = Place.objects.within(province).on(since).filter(tier=Tier.DISTRICT)
    first = districts.order_by("path").first()
    known = set(Place.objects.within(province).filter(tier=Tier.SITE).values_list("code", flat=True))
    for code, name, _beds in HOSPITALS:
        if first is not None and code not in known:
            add_site(first, kind="bệnh viện", name=name, code=code)
    hospitals = Q(tier=Tier.SITE, code__in=[code for code, _name, _beds in HOSPITALS])
    owe(Place.objects.within(province).on(since).filter(Q(tier=Tier.DISTRICT) | hospitals), due=DUE, since=since)


def report_below(province: Place, day: date, *, silent_from: date) -> None:
    """What the units report on `day`: a share of what the province did, and the hospitals' beds. Nothing where the
    province reported nothing. The second hospital is silent from `silent_from` on."""
    totals: dict[str, int] = {
        key: value
        for key, value in Report.objects.filter(place=province, day=day).values_list("indicator_id", "value")
        if key in SHARED and value is not None
    }
    if not totals:
        return
    reporters = Reporter.objects.filter(place__in=Place.objects.within(province).on(day), valid_from__lte=day)
    units = [reporter.place for reporter in reporters.select_related("place").order_by("place__path")]
    districts = [unit for unit in units if unit.tier == Tier.DISTRICT]
    said = shares(districts, day, totals) | {
        unit: beds(unit, day, totals.get("new_cases", 0))
        for unit in units
        if unit.tier == Tier.SITE and not (unit.code == HOSPITALS[-1][0] and _silent(unit, day, silent_from))
    }
    first = {unit: _sent_at(unit, day) for unit in said}
    Report.objects.bulk_create(
        [
            Report(place=unit, day=day, indicator_id=key, value=value, reported_at=first[unit])
            for unit, values in said.items()
            for key, value in values.items()
        ],
        ignore_conflicts=True,
    )
    sheets = [Sheet(place=unit, day=day, first_at=at, last_at=_corrected_at(unit, at)) for unit, at in first.items()]
    Sheet.objects.bulk_create(sheets, ignore_conflicts=True)


def shares(districts: Sequence[Place], day: date, totals: Mapping[str, int]) -> dict[Place, dict[str, int]]:
    """{district: {indicator key: its share}}; the shares of an indicator add up to its total exactly."""
    weights = [1 + _drawn(district, day, "share") % 5 for district in districts]
    parts = {key: split(total, weights) for key, total in totals.items()}
    return {district: {key: parts[key][n] for key in totals} for n, district in enumerate(districts)}


def split(total: int, weights: Sequence[int]) -> list[int]:
    """`total` in whole parts by `weights`, the largest remainders first."""
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    nearest = sorted(range(len(weights)), key=lambda n: (-(total * weights[n] % whole), n))
    for n in nearest[: total - sum(parts)]:
        parts[n] += 1
    return parts


def beds(hospital: Place, day: date, new_cases: int) -> dict[str, int]:
    """A hospital's beds: what is occupied and what is free are what there is."""
    total = next(beds for code, _name, beds in HOSPITALS if code == hospital.code)
    occupied = min(total, total // 4 + new_cases // 2 + _drawn(hospital, day, "beds") % 7)
    icu = total // ICU_OF_BEDS
    return {
        "beds_total": total,
        "beds_occupied": occupied,
        "beds_free": total - occupied,
        "icu_total": icu,
        "icu_occupied": icu * occupied // total,
    }


def _silent(unit: Place, day: date, since: date) -> bool:
    return day >= since or _drawn(unit, day, "silence") < MISSING


def _sent_at(unit: Place, day: date) -> datetime:
    """In the hour before it is due; now and then in the half hour after."""
    minutes = _drawn(unit, day, "minute") % 55
    late = _drawn(unit, day, "hour") < LATE
    begins = datetime.combine(day, DUE if late else time(DUE.hour - 1), VIETNAM)
    return begins + timedelta(minutes=5 + minutes // 2 if late else minutes)


def _corrected_at(unit: Place, at: datetime) -> datetime:
    """When the last word came: now and then a unit corrects what it has sent, before anybody signs."""
    return at + timedelta(minutes=10) if _drawn(unit, at.date(), "correction") < CORRECTED else at


def _drawn(unit: Place, day: date, what: str) -> int:
    """0 to 999, always the same for the same unit, day and question."""
    name = f"{what}/{unit.code}/{day}"
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") % OFTEN
