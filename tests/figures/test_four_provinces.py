"""The four provinces' real series of 2021 go in, reconcile and are released day by day, and every seal holds."""

import csv
import io
from collections import defaultdict
from datetime import date, datetime, time
from pathlib import Path

import pytest

from vungxanh.agencies.models import User
from vungxanh.clock import VIETNAM
from vungxanh.figures.chain import verify_chain
from vungxanh.figures.intake import import_csv
from vungxanh.figures.models import Release
from vungxanh.figures.read import released_series
from vungxanh.figures.release import prepare, sign
from vungxanh.places.load import load_places
from vungxanh.places.read import province

FILE = Path(__file__).parents[2] / "examples/figures/province-daily.csv"
LAST = date(2022, 1, 22)


def series() -> dict[str, list[dict[str, str]]]:
    """The rows of each province, oldest first."""
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["province_gso"]].append(row)
    return {code: sorted(rows, key=lambda row: row["date"]) for code, rows in found.items()}


def test_the_file_is_whole() -> None:
    assert {code: len(rows) for code, rows in series().items()} == {"20": 271, "26": 271, "38": 271, "66": 271}


@pytest.mark.parametrize("code", ["20", "26", "38", "66"])
def test_a_series_is_imported_whole_and_released_day_by_day(db: None, code: str) -> None:
    preparer, signer = (User.objects.create(username=name) for name in ("preparer", "signer"))
    load_places([code])
    place, rows = province(code, LAST), series()[code]
    written = io.StringIO()
    table = csv.DictWriter(written, fieldnames=list(rows[0]))
    table.writeheader()
    table.writerows(rows)
    evening = datetime.combine(LAST, time(17), VIETNAM)
    done = import_csv(written.getvalue().encode(), FILE.name, province=place, by=preparer, at=evening)
    assert (done.rows_in, done.rows_stored, done.rows_rejected) == (271, 271, 0)
    for row in rows:
        day = date.fromisoformat(row["date"])
        at = datetime.combine(day, time(17), VIETNAM)
        sign(prepare(place, day, by=preparer, as_of=at, at=at), by=signer, at=at)
    for key in ("new_cases", "new_deaths"):
        said = {date.fromisoformat(row["date"]): int(row[key]) if row[key] else None for row in rows}
        assert released_series(place, key, LAST) == said
    assert [r.number for r in Release.objects.order_by("day")] == list(range(1, 272))
    assert verify_chain(place) == []
