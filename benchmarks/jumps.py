"""How well jumps are told from an epidemic: false alarms on the real days of four provinces, and typing errors caught.

Run: python benchmarks/jumps.py. For every day with fourteen days before it, the number as announced should pass, and
the same number with an error typed into it should not. No database is needed.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from vungxanh.figures.rules.book import Counted
from vungxanh.figures.rules.jumps import DAYS, is_jump_down, is_jump_up

FIGURES = Path(__file__).parents[1] / "examples" / "figures" / "province-daily.csv"
CASES, DEATHS = "new_cases", "new_deaths"


@dataclass(frozen=True)
class Day:
    province: str
    indicator: str
    value: int
    other: int  # what stands in the other column
    history: tuple[int, ...]

    def doubted(self, value: int) -> bool:
        one = Counted(self.indicator)
        return is_jump_up(value, max(self.history), one) or is_jump_down(value, min(self.history), one)


def days() -> Iterator[Day]:
    """Every real day that has fourteen reported days before it."""
    series: dict[tuple[str, str], list[int]] = defaultdict(list)
    with FIGURES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for key in (CASES, DEATHS):
                series[row["province_gso"], key].append(int(row[key]))
    for (province, key), values in series.items():
        others = series[province, DEATHS if key == CASES else CASES]
        for n in range(DAYS, len(values)):
            yield Day(province, key, values[n], others[n], tuple(values[n - DAYS : n]))


def cases(least: int) -> Callable[[Day], bool]:
    return lambda day: day.indicator == CASES and day.value >= least


def deaths_beside(least: int) -> Callable[[Day], bool]:
    return lambda day: day.indicator == DEATHS and day.other >= least


Error = tuple[str, Callable[[Day], bool], Callable[[Day], int]]  # its name, where it is typed in, what is typed
ERRORS: tuple[Error, ...] = (
    ("a digit typed twice (44 → 444), cases ≥ 10", cases(10), lambda day: 10 * day.value + day.value % 10),
    ("a zero too many (44 → 440), cases ≥ 10", cases(10), lambda day: 10 * day.value),
    ("two zeros too many (44 → 4400), cases ≥ 10", cases(10), lambda day: 100 * day.value),
    ("cases in the deaths' column, cases ≥ 30", deaths_beside(30), lambda day: day.other),
    ("a digit lost (244 → 24), cases ≥ 100", cases(100), lambda day: day.value // 10),
    ("deaths in the cases' column, cases ≥ 100", cases(100), lambda day: day.other),
)


def false_alarms() -> list[Day]:
    return [day for day in days() if day.doubted(day.value)]


def caught(error: Error) -> tuple[int, int]:
    """(how many were caught, of how many that were typed in)."""
    _name, fits, typed = error
    tried = [day for day in days() if fits(day)]
    return sum(day.doubted(typed(day)) for day in tried), len(tried)


def main() -> None:
    alarms, real = false_alarms(), sum(1 for _ in days())
    print(f"{real:,} real numbers: {len(alarms)} doubted ({100 * len(alarms) / real:.2f} %)")
    for day in alarms:
        print(f"    {day.province} {day.indicator} {day.value} after {' '.join(map(str, day.history))}")
    print(f"{'error typed in':<48} {'caught':>12} {'share':>7} {'precision':>10}")
    for error in ERRORS:
        hit, of = caught(error)
        print(f"{error[0]:<48} {hit:>5} of {of:>4} {100 * hit / of:>6.0f}% {100 * hit / (hit + len(alarms)):>9.1f}%")


if __name__ == "__main__":
    main()
