"""The real plan, its overlay and the real series of Vĩnh Phúc, and a few areas, as the tests use them."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path

from vungxanh.plan import Area, Overlay, Plan, Tier, read_overlay, read_plan

ROOT = Path(__file__).parents[2]
PLANS = ROOT / "plans"
NAMES = ("dak-lak", "lang-son", "thanh-hoa", "vinh-phuc")
PROVINCE = Area("26", Tier.PROVINCE, "Vĩnh Phúc")
DISTRICTS = [Area("243", Tier.DISTRICT, "Vĩnh Yên", "26"), Area("244", Tier.DISTRICT, "Phúc Yên", "26")]
COMMUNES = [
    Area("08707", Tier.COMMUNE, "Tích Sơn", "243"),
    Area("08710", Tier.COMMUNE, "Liên Bảo", "243"),
    Area("08740", Tier.COMMUNE, "Trưng Trắc", "244"),
]
AREAS = [PROVINCE, *DISTRICTS, *COMMUNES]


@cache
def adopted(name: str) -> Plan:
    return read_plan(PLANS / f"{name}.yaml")


def vinh_phuc() -> Plan:
    return adopted("vinh-phuc")


@cache
def vinh_phuc_overlay() -> Overlay:
    return read_overlay(PLANS / "overlays" / "vinh-phuc.yaml")


@cache
def daily_cases() -> dict[date, int]:
    """The example's real figures, from the first day of the wave to the last day of the replay."""
    with (PLANS.parent / "examples/figures/vinh-phuc-2021.csv").open(encoding="utf-8") as file:
        rows = {date.fromisoformat(row["date"]): row["new_cases"] for row in csv.DictReader(file)}
    wave = (date(2021, 10, 18), date(2022, 1, 5))
    return {day: int(cases) for day, cases in rows.items() if cases and wave[0] <= day <= wave[1]}
