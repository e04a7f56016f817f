"""How long it takes to check one day of a whole province (the aim: under 150 ms for 559 communes and 60 indicators).

Run: python benchmarks/check_day.py [--runs 9] [--wrong 0]. Every place of Thanh Hóa reports all sixty indicators for
fifteen days, and all of it adds up but for one number in each of --wrong communes on the last day.
"""

from __future__ import annotations

import argparse
import os
import platform
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

NAME = "vungxanh_bench_checks"
AT = datetime(2021, 12, 21, 9, tzinfo=UTC)
DAY, DAYS, INDICATORS = date(2021, 12, 21), 15, 60


def open_database() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vungxanh.settings")
    from vungxanh import database

    database.ensure_running(NAME)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def fill():
    from django.db import connection

    from vungxanh.figures.indicators import vocabulary
    from vungxanh.figures.models import Indicator
    from vungxanh.places.load import load_places
    from vungxanh.places.read import province

    load_places(["38"])
    vocabulary()
    reported = Indicator.objects.exclude(kind="rate").count()
    Indicator.objects.bulk_create(
        [
            Indicator(key=f"own-{n}", name_vi=f"Chỉ tiêu {n}", name_en=f"Indicator {n}", unit="people")
            for n in range(INDICATORS - reported)
        ],
        ignore_conflicts=True,
    )
    place = province("38", DAY)
    values = [of_a_commune(list(Indicator.objects.exclude(kind="rate")), n) for n in range(DAYS)]
    below = units(place)
    with connection.cursor() as cursor:
        cursor.execute("truncate figures_report")
        columns = "place_id, day, indicator_id, value, reported_at"
        with cursor.copy(f"copy figures_report ({columns}) from stdin") as copy:
            for unit, communes in below:
                for n in range(DAYS):
                    day = DAY - timedelta(days=DAYS - 1 - n)
                    for key, value in values[n].items():
                        copy.write_row((unit, day, key, communes * value, AT))
        cursor.execute("vacuum analyze figures_report")
    return place


def of_a_commune(indicators, n: int) -> dict[str, int]:
    """Figures that agree with each other and with those of day n - 1."""
    parts = {}
    for one in indicators:
        if one.part_of_id and one.kind == "count":
            parts[one.part_of_id] = parts.get(one.part_of_id, 0) + 2
    said = {one.key: parts.get(one.key, 1 if one.at_most_id else 2) for one in indicators}
    for one in indicators:
        if one.kind == "cumulative":
            base = 10 if one.part_of_id else 100
            said[one.key] = base + (n + 1) * (said[one.adds_up_id] if one.adds_up_id else 1)
    said["in_treatment"] = said["cumulative_cases"] - said["recovered_total"] - said["deaths_total"]
    return said | {"beds_total": said["beds_free"] + said["beds_occupied"], "population": 5_000, "adults": 3_500}


def units(place):
    """(unit, how many communes it has) of the province."""
    from vungxanh.places.models import Place, Tier

    paths = dict(Place.objects.within(place).values_list("path", "pk"))
    leaves = list(Place.objects.within(place).filter(tier=Tier.COMMUNE).values_list("path", flat=True))
    return [(pk, sum(leaf == path or leaf.startswith(f"{path}/") for leaf in leaves)) for path, pk in paths.items()]


def server_seconds() -> float:
    """Processor time of the server process that serves us, where it runs on this machine."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        fields = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def spoil(place, wrong: int) -> None:
    from django.db.models import F

    from vungxanh.figures.models import Report
    from vungxanh.places.models import Place, Tier

    communes = Place.objects.within(place).filter(tier=Tier.COMMUNE).order_by("path")[:wrong]
    for commune in communes:
        Report.objects.filter(place=commune, day=DAY, indicator_id="community_cases").update(value=F("value") * 10)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--wrong", type=int, default=0)
    options = parser.parse_args()
    open_database()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from vungxanh.figures import rules
    from vungxanh.figures.findings import findings_of
    from vungxanh.figures.given import given_of

    place = fill()
    spoil(place, options.wrong)

    def timed(work) -> float:
        seconds = []
        for _ in range(options.runs):
            begin = perf_counter()
            work()
            seconds.append(perf_counter() - begin)
        return 1000 * median(seconds)

    def busy(work) -> tuple[float, float]:
        """Milliseconds of processor for one run, ours and PostgreSQL's: what a busy machine does not lengthen."""
        ours, theirs = process_time(), server_seconds()
        for _ in range(options.runs):
            work()
        share = 1000 / options.runs
        return share * (process_time() - ours), share * (server_seconds() - theirs)

    given = given_of(place, DAY)
    values = sum(map(len, given.values.values()))
    with CaptureQueriesContext(connection) as queries:
        found = findings_of(place, DAY)
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, median of {options.runs} runs")
    print(f"{len(given.tree.places):,} places, {values:,} values, {len(found)} findings, {len(queries)} queries")
    print(f"reading          {timed(lambda: given_of(place, DAY)):7.0f} ms")

    def judge() -> None:
        given.__dict__.pop("below", None)
        rules.judge(given)

    print(f"rules            {timed(judge):7.0f} ms")
    print(f"findings_of      {timed(lambda: findings_of(place, DAY)):7.0f} ms")
    ours, theirs = busy(lambda: findings_of(place, DAY))
    print(f"of processor     {ours + theirs:7.0f} ms ({ours:.0f} ours, {theirs:.0f} PostgreSQL's)")


if __name__ == "__main__":
    main()
