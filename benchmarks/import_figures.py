"""A file of daily figures from CSV or Excel to reports: seconds, rows a second, memory of the process.

Run: python benchmarks/import_figures.py [--rows 1000000] [--kind csv|xlsx]. Each row is a place of Thanh Hóa (its 559
communes, its districts, 81 made-up hospitals) on a day, with four indicators; one row in a thousand is wrong. The file
is read twice, as people do.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time

NAME = "vungxanh_bench_figures"
AT = datetime(2025, 6, 30, 10, tzinfo=UTC)
FIRST = date(2021, 1, 1)
HEADER = ("date", "place_code", "new_cases", "community_cases", "quarantined_cases", "new_deaths")


def open_database() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vungxanh.settings")
    from vungxanh import database

    database.ensure_running(NAME)
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("truncate places_place, figures_report restart identity cascade")


def rows(count: int, codes: list[str]) -> Iterator[tuple[str, ...]]:
    for n in range(count):
        day = FIRST + timedelta(days=n // len(codes))
        found, kept = n % 7, n % 3
        code = codes[n % len(codes)] if n % 1000 != 999 else "00000"
        yield day.isoformat(), code, str(found + kept), str(found), str(kept), "0"


def write(folder: Path, count: int, kind: str, codes: list[str]) -> Path:
    path = folder / f"figures.{kind}"
    if kind == "csv":
        with path.open("w", encoding="utf-8") as file:
            file.write(",".join(HEADER) + "\n")
            file.writelines(",".join(row) + "\n" for row in rows(count, codes))
    else:
        import openpyxl

        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet()
        sheet.append(HEADER)
        for day, code, *counts in rows(count, codes):
            sheet.append([date.fromisoformat(day), code, *map(int, counts)])
        book.save(path)
    return path


def imported(path: Path, province) -> None:
    from import_list import _server_seconds

    from vungxanh.figures.intake import import_figures

    begin, ours, theirs = perf_counter(), process_time(), _server_seconds()
    done = import_figures(path, path.name, province=province, by=None, at=AT)
    seconds, ours, theirs = perf_counter() - begin, process_time() - ours, _server_seconds() - theirs
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    again = ", read before" if done.repeated else ""
    print(
        f"{done.rows_in:,} rows in {seconds:.1f} s ({done.rows_in / seconds:,.0f} rows/s; processor: {ours:.0f} s ours,"
        f" {theirs:.0f} s PostgreSQL's),"
        f" at most {memory:.0f} MB: {done.rows_stored:,} stored, {done.rows_rejected:,} rejected with their reasons"
        f" ({done.rejects.count():,} kept){again}; load of the machine {os.getloadavg()[0]:.1f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--kind", choices=("csv", "xlsx"), default="csv")
    options = parser.parse_args()
    open_database()
    from vungxanh.places.load import load_places
    from vungxanh.places.models import Place, Tier
    from vungxanh.places.read import province

    load_places(["38"])
    thanh_hoa = province("38", date(2021, 12, 1))
    districts = Place.objects.within(thanh_hoa).filter(tier=Tier.DISTRICT)
    Place.objects.bulk_create(
        Place(
            code=f"BV{n:03d}", tier=Tier.SITE, name=f"Bệnh viện {n}", kind="bệnh viện", parent=above,
            path=f"{above.path}/BV{n:03d}", folded=f"benh vien {n}",
            valid_from=above.valid_from, valid_to=above.valid_to,
        )
        for n, above in enumerate([*districts, *districts, *districts])
    )  # fmt: skip
    codes = list(Place.objects.within(thanh_hoa).order_by("path").values_list("code", flat=True))
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder), options.rows, options.kind, codes)
        print(f"{path.name}: {path.stat().st_size / 1e6:.0f} MB")
        imported(path, thanh_hoa)
        imported(path, thanh_hoa)


if __name__ == "__main__":
    main()
