"""Prepares, signs and corrects a province's day of 559 communes and 60 indicators, and verifies its chain."""

import os
import platform
from datetime import date, datetime, time, timedelta
from time import perf_counter

from vungxanh import database

NAME = "vungxanh_bench_release"
os.environ.pop("DATABASE_URL", None)
database.ensure_running(NAME)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vungxanh.settings")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from vungxanh.agencies.models import User  # noqa: E402
from vungxanh.clock import VIETNAM  # noqa: E402
from vungxanh.figures.chain import verify_chain  # noqa: E402
from vungxanh.figures.indicators import load_indicators  # noqa: E402
from vungxanh.figures.models import Indicator, Release, ReleasedFigure  # noqa: E402
from vungxanh.figures.release import prepare, prepare_correction, sign  # noqa: E402
from vungxanh.places.load import load_places  # noqa: E402
from vungxanh.places.read import province  # noqa: E402

FIRST, DAYS, INDICATORS = date(2021, 9, 1), 10, 60
REPORTED = """
insert into figures_report (indicator_id, place_id, day, value, reported_at)
select key, place.id, day, (random() * 50)::int, now()
from places_place place, (select key from figures_indicator where kind <> 'rate' order by "order", key limit %s) known,
  (select %s::date + n as day from generate_series(0, %s - 1) n) days
where place.valid_from = %s and (place.id = %s or place.path like %s)
on conflict do nothing
"""


def main() -> None:
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("truncate places_place, agencies_user, figures_indicator restart identity cascade")
    load_places(["38"])
    load_indicators()
    for n in range(INDICATORS):
        Indicator.objects.get_or_create(key=f"own-{n}", name_vi=f"{n}", name_en=f"{n}", unit="people", order=900 + n)
    place = province("38", FIRST)
    preparer, signer = (User.objects.create(username=name) for name in ("preparer", "signer"))
    with connection.cursor() as cursor:
        values = [INDICATORS, FIRST, DAYS, place.valid_from, place.pk, f"{place.path}/%"]
        cursor.execute(REPORTED, values)
        print(f"{cursor.rowcount:,} reports; {platform.processor() or platform.machine()}, {os.cpu_count()} cores")
        cursor.execute("analyze")
    spent: dict[str, list[float]] = {"prepare": [], "sign": []}
    for day in (FIRST + timedelta(days=n) for n in range(DAYS)):
        at = datetime.combine(day, time(17), VIETNAM)
        begun = perf_counter()
        draft = prepare(place, day, by=preparer, as_of=at, at=at)
        spent["prepare"].append(perf_counter() - begun)
        begun = perf_counter()
        sign(draft, by=signer, at=at)
        spent["sign"].append(perf_counter() - begun)
    figures = ReleasedFigure.objects.filter(release=Release.objects.latest()).count()
    for what, seconds in spent.items():
        print(f"{what}: median {sorted(seconds)[DAYS // 2]:.2f} s, worst {max(seconds):.2f} s, {figures:,} figures")
    with connection.cursor() as cursor:
        cursor.execute("update figures_report set value = value + 1 where day = %s", [FIRST])
    begun = perf_counter()
    at = datetime.combine(FIRST, time(18), VIETNAM)
    first = Release.objects.get(day=FIRST)
    sign(prepare_correction(first, by=preparer, as_of=at, at=at, reason="all anew"), by=signer, at=at)
    print(f"a correction of every figure: {perf_counter() - begun:.2f} s")
    begun = perf_counter()
    found = verify_chain(place)
    print(f"the chain of {DAYS + 1} releases: {perf_counter() - begun:.2f} s, {found or 'holds'}")


if __name__ == "__main__":
    main()
