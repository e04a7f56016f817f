"""The four provinces' real series of 2021 go in, reconcile and are released day by day, and every seal holds."""

import csv
from collections import defaultdict
from datetime import date, datetime, time
from pathlib import Path

import pytest

from vungxanh.agencies.models import User
from vungxanh.clock import VIETNAM
from vungxanh.figures.chain import verify_chain
from vungxanh.figures.intake import import_csv
from vungxanh.figures.models import FiguresImport, Release
from vungxanh.figures.read import released_series
from vungxanh.figures.release import prepare, sign
from vungxanh.places.load import load_places
from vungxanh.places.read import province

FILE = Path(__file__).parents[2] / "examples/figures/province-daily.csv"
LAST = date(2022, 1, 22)


def by_day() -> dict[date, list[dict[str, str]]]:
    days: dict[date, list[dict[str, str]]] = defaultdict(list)
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            days[date.fromisoformat(row["date"])].append(row)
    return days


@pytest.fixture
def people(db: None) -> tuple[User, User]:
    return User.objects.create(username="preparer"), User.objects.create(username="signer")


def test_every_row_is_stored_released_on_its_day_and_sealed(people: tuple[User, User]) -> None:
    preparer, signer = people
    load_places(["20", "26", "38", "66"])
    rows = 0
    for day, of_day in sorted(by_day().items()):
        at = datetime.combine(day, time(17), VIETNAM)
        for row in of_day:
            place = province(row["province_gso"], day)
            line = f"{row['date']},{row['province_gso']},{row['new_cases']},{row['new_deaths']}"
            content = f"date,province_gso,new_cases,new_deaths\n{line}\n".encode()
            done = import_csv(content, f"{place.code} {day}.csv", province=place, by=preparer, at=at)
            assert (done.rows_in, done.rows_stored, done.rows_rejected) == (1, 1, 0), row
            sign(prepare(place, day, by=preparer, as_of=at, at=at), by=signer, at=at)
            rows += 1
    assert rows == FiguresImport.objects.count() == Release.objects.count() == 1084
    for code in ("20", "26", "38", "66"):
        place = province(code, LAST)
        said = {
            day: int(row["new_cases"]) if row["new_cases"] else None
            for day, of_day in by_day().items()
            for row in of_day
            if row["province_gso"] == code
        }
        assert released_series(place, "new_cases", LAST) == said
        assert verify_chain(place) == []
        assert [r.number for r in Release.objects.filter(place=place).order_by("day")] == list(range(1, 272))
