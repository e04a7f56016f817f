"""A list of a whole province from file to subscribers: seconds, memory of the process, disk for each million.

Run: python benchmarks/import_list.py [--rows 3600000] [--kind csv|xlsx] [--folder DIR]. Rows name commune and district
in Vietnamese, numbers are written in six ways, one row in ten has an e-mail address too, one in a hundred is wrong.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter, process_time

NAME = "vungxanh_bench_lists"
AT = datetime(2021, 12, 1, 10, tzinfo=UTC)
HEADER = ("STT", "Số điện thoại", "Thư điện tử", "Huyện", "Xã", "Ngôn ngữ")
FORMS = ("0{}", "+84{}", "84{}", "{}", "0{}.0", "0 {}")
TABLES = ("subscribers_subscriber", "subscribers_rejectedrow")


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
        cursor.execute("truncate places_place, subscribers_subscriber restart identity cascade")


def rows(count: int, communes: list[tuple[str, str]]):
    for n in range(count):
        district, commune = communes[n % len(communes)]
        number = 900_000_000 + n * 7_919 % 99_999_989  # no two alike, in no order
        phone = FORMS[n % len(FORMS)].format(number) if n % 100 else "0912"
        yield n + 1, phone, f"nguoi.{n}@example.vn" if n % 10 == 0 else "", district, commune, "vi"


def write(folder: Path, count: int, kind: str, communes: list[tuple[str, str]]) -> Path:
    path = folder / f"list.{kind}"
    if kind == "csv":
        with path.open("w", encoding="utf-8") as file:
            file.write(",".join(HEADER) + "\n")
            file.writelines(",".join(map(str, row)) + "\n" for row in rows(count, communes))
    else:
        import openpyxl

        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet()
        sheet.append(HEADER)
        for row in rows(count, communes):
            sheet.append(row)
        book.save(path)
    return path


def _server_seconds() -> float:
    """Processor time of the server process that serves us, where it runs on this machine; else 0."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        stat = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    if not stat.exists():
        return 0.0
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def imported(path: Path, province) -> None:
    from vungxanh.subscribers import staging
    from vungxanh.subscribers.lists import import_list

    settle = staging.Staging.settle
    settling = 0.0

    def timed(self, *args, **options):
        nonlocal settling
        begin = perf_counter()
        try:
            return settle(self, *args, **options)
        finally:
            settling = perf_counter() - begin

    staging.Staging.settle = timed
    begin, ours, theirs = perf_counter(), process_time(), _server_seconds()
    done = import_list(path, path.name, audience="toan-dan", province=province, consent="bench", by=None, at=AT)
    seconds, ours, theirs = perf_counter() - begin, process_time() - ours, _server_seconds() - theirs
    staging.Staging.settle = settle
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"processor: {ours:.0f} s ours, {theirs:.0f} s PostgreSQL's; load of the machine {os.getloadavg()[0]:.1f}")
    print(
        f"{done.rows_in:,} rows in {seconds:.1f} s (other imports kept waiting {settling:.1f} s), {memory:.0f} MB:"
        f" {done.stored:,} stored as {done.addresses:,} addresses, {done.known:,} known, {done.rejected:,} rejected"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=3_600_000)
    parser.add_argument("--kind", choices=("csv", "xlsx"), default="csv")
    parser.add_argument("--folder", type=Path, help="where the list is written (default: a temporary folder)")
    options = parser.parse_args()
    open_database()
    from django.db import connection

    from vungxanh.places.load import load_places
    from vungxanh.places.models import Place, Tier
    from vungxanh.places.read import province

    load_places(["38"])
    thanh_hoa = province("38", date(2021, 12, 1))
    units = Place.objects.within(thanh_hoa).filter(tier=Tier.COMMUNE).select_related("parent").order_by("path")
    communes = [(unit.parent.name, unit.full_name) for unit in units if unit.parent]
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        path = write(Path(folder), options.rows, options.kind, communes)
        print(f"{path.name}: {path.stat().st_size / 1e6:.0f} MB")
        imported(path, thanh_hoa)
        imported(path, thanh_hoa)
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute("select pg_total_relation_size(%s)", [table])
            print(f"  {table}: {cursor.fetchone()[0] / options.rows:.0f} MB a million rows of the list")


if __name__ == "__main__":
    main()
