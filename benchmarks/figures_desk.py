"""The figures desk of a large province: how long each screen takes with two years of everybody's daily figures.

Run: python benchmarks/figures_desk.py [--requests 100] [--days 730] [--released 365] [--keep]. A database of its own
with 559 communes in 27 districts and 60 indicators is written by set statements and dropped at the end. Each screen is
asked through Django's test client; printed are p50 and p95 in milliseconds and, as the machine may be shared, the
processor time that program and database worked for one request, with the load of the machine.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

from own_database import own_database

NAME = "vungxanh_bench_desk"
LIMIT = 300  # milliseconds at p95: issue 4
DISTRICTS, COMMUNES, INDICATORS = 27, 559, 60
TODAY = "2023-12-31"
NOW = f"{TODAY}T16:40:00+07:00"
SHARE_MISSING = 20  # one unit in so many has not reported today

PLACES = """
insert into places_place (code, tier, name, kind, path, folded, valid_from, parent_id)
values ('38', 'province', 'Thanh Hóa', 'tỉnh', '38', 'tinh thanh hoa', '2021-01-01', null);
insert into places_place (code, tier, name, kind, path, folded, valid_from, parent_id)
select d::text, 'district', 'Huyện ' || d, 'huyện', '38/' || d, 'huyen ' || d, '2021-01-01', p.id
from generate_series(380, 379 + %(districts)s) d, places_place p where p.code = '38';
insert into places_place (code, tier, name, kind, path, folded, valid_from, parent_id)
select lpad((14000 + c)::text, 5, '0'), 'commune', 'Xã ' || c, 'xã',
  d.path || '/' || lpad((14000 + c)::text, 5, '0'), 'xa ' || c, '2021-01-01', d.id
from generate_series(1, %(communes)s) c
join places_place d on d.code = (380 + c %% %(districts)s)::text and d.tier = 'district';
insert into figures_reporter (place_id, due, valid_from)
select id, '16:00', '2021-12-01' from places_place where tier in ('commune', 'district');
"""
INDICATORS_MORE = """
insert into figures_indicator
  (key, name_vi, name_en, unit, kind, basis, direction, mandatory, "order", asked_of, breakdown)
select 'own_' || n, 'Chỉ tiêu riêng ' || n, 'Own indicator ' || n, 'people', 'count', 'report', 'neither', false,
  600 + n, '{commune,district,province}', ''
from generate_series(1, %(more)s) n;
update figures_indicator set asked_of = '{province,district,commune}' where kind <> 'rate';
"""
# A place and a day at a time, as the unique index has them. A day that adds up, as most do: a unit's number is how many
# communes it has, and of what hangs together there is none.
REPORTS = """
with unit as materialized (
  select id, (select count(*) from places_place below where below.tier = 'commune'
    and (below.path = place.path or below.path like place.path || '/%%')) as communes
  from places_place place
)
insert into figures_report (indicator_id, place_id, day, value, reported_at)
select i.key, p.id, d.day, case when i.key like 'own%%' then p.communes else 0 end, d.day + time '15:30'
from unit p
cross join (select generate_series(%(today)s::date - %(days)s + 1, %(today)s::date, '1 day')::date as day) d
cross join (select key, row_number() over (order by key)::int as at from figures_indicator
  where kind <> 'rate' limit {n}) i
where not (d.day = %(today)s::date and p.id %% {missing} = 0)
order by p.id, d.day, i.key;
insert into figures_sheet (place_id, day, first_at, last_at)
select p.id, d::date, d + time '15:30' + (p.id %% 40) * interval '1 minute', d + time '16:10'
from places_place p cross join generate_series(%(today)s::date - %(days)s + 1, %(today)s::date, interval '1 day') d
where not (d::date = %(today)s::date and p.id %% {missing} = 0);
"""
RELEASES = """
insert into figures_releasedraft
  (place_id, day, as_of, figures, breakdown, partial, sha256, reason, prepared_by_id, prepared_at)
select p.id, d::date, d + interval '17 hours', '{{}}', '{{}}', false, repeat('0', 64), '', %(by)s,
  d + interval '16 hours'
from places_place p, generate_series(%(today)s::date - %(days)s + 1, %(today)s::date - 1, interval '1 day') d
where p.code = '38' order by d;
insert into figures_release (place_id, number, day, as_of, signed_at, published_at, partial, sha256, previous_sha256,
  reason, draft_id, prepared_by_id, signed_by_id)
select place_id, row_number() over (order by day), day, as_of, as_of, as_of, false, sha256, sha256, '', id, %(by)s,
  %(second)s
from figures_releasedraft;
insert into figures_releasedfigure (release_id, place_id, indicator_id, value)
select release.id, report.place_id, report.indicator_id, report.value
from figures_release release join figures_report report on report.day = release.day
where release.day > %(today)s::date - %(released)s or report.place_id = release.place_id
order by release.id, report.place_id, report.indicator_id;
"""
IMPORTS = """
insert into figures_figuresimport (province_id, file_name, sha256, imported_by_id, imported_at, rows_in, rows_stored,
  rows_rejected, rows_differing, byte_order_mark, encoding, read_raw, read_as, header_row, unread, unknown)
select p.id, 'bao-cao-' || n || '.csv', md5(n::text), %(by)s, timestamptz '2022-01-01' + n * interval '1 day', 1000,
  900, 100, 0, false, 'UTF-8', '', '', 1, '[]', '[]' from places_place p, generate_series(1, 700) n where p.code = '38';
insert into figures_rejectedrow (figures_import_id, line, code, text, reason)
select f.id, n, 'not-a-number', 'xxx', 'yyy' from figures_figuresimport f, generate_series(1, 100) n;
"""


def people() -> dict[str, int]:
    """One who may do everything in the province, one second person, one officer of a commune."""
    from django.contrib.auth.models import Permission

    from vungxanh.agencies.models import Agency, Membership, User, Verb
    from vungxanh.places.models import Place

    made = {}
    province = Place.objects.get(code="38")
    may_enter = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    where = {"officer": province, "second": province, "commune": Place.objects.filter(tier="commune").first()}
    for name, place in where.items():
        user = User.objects.create(username=name)
        user.user_permissions.add(may_enter)
        agency = Agency.objects.create(province=province, place=place, name=name)
        verbs = [Verb.REPORT_FIGURES] if name == "commune" else list(Verb)
        Membership.objects.create(user=user, agency=agency, place=place, may=verbs, valid_from="2021-01-01")
        made[name] = user.pk
    return made


def build(days: int, released: int) -> None:
    from django.core.management import call_command
    from django.db import connection

    from vungxanh.figures.indicators import load_indicators
    from vungxanh.figures.models import Indicator

    call_command("migrate", verbosity=0)
    load_indicators()
    counted = Indicator.objects.exclude(kind="rate").count()
    said: dict[str, object] = {"districts": DISTRICTS, "communes": COMMUNES, "more": INDICATORS - counted}
    said |= {"today": TODAY, "days": days, "released": released}
    reports = REPORTS.format(n=INDICATORS, missing=SHARE_MISSING)
    with connection.cursor() as cursor:
        # Nothing here contradicts itself: references are not looked up again, row by row.
        cursor.execute("set synchronous_commit = off; set session_replication_role = replica")
        cursor.execute(PLACES, said)
        cursor.execute(INDICATORS_MORE, said)
        who = people()
        said |= {"by": who["officer"], "second": who["second"]}
        for name, statements in (
            ("reports", reports),
            ("releases", RELEASES.replace("{{}}", "{}")),
            ("imports", IMPORTS),
        ):
            begun = perf_counter()
            for statement in statements.split(";\n"):
                if statement.strip():
                    cursor.execute(statement, said)
            print(f"  {name} written in {perf_counter() - begun:.0f} s, load {os.getloadavg()[0]:.1f}", flush=True)
        cursor.execute("vacuum analyze")
        cursor.execute("select reltuples::bigint, pg_size_pretty(pg_total_relation_size(oid)), relname from pg_class"
                       " where relname in ('figures_report', 'figures_releasedfigure', 'figures_sheet')")  # fmt: skip
        for rows, size, table in cursor.fetchall():
            print(f"  {table}: {rows:,} rows, {size}", flush=True)


def screens() -> dict[str, tuple[str, Callable[[int], str]]]:
    """{screen: (who asks, address of the n-th request)}: each another day, month or place where there are many."""
    from datetime import date, timedelta

    from django.urls import reverse

    from vungxanh.figures.models import FiguresImport, Release
    from vungxanh.places.models import Place

    today = date.fromisoformat(TODAY)
    communes = list(Place.objects.filter(tier="commune").values_list("pk", flat=True))
    districts = list(Place.objects.filter(tier="district").values_list("pk", flat=True))
    releases = list(Release.objects.order_by("-number").values_list("pk", flat=True)[:100])
    imports = list(FiguresImport.objects.values_list("pk", flat=True)[:100])
    own = Place.objects.filter(tier="commune").values_list("pk", flat=True)[0]

    def back(n: int) -> date:
        return today - timedelta(days=n % 365)

    index, kept = reverse("desk:figures"), reverse("desk:reporting")
    month = f"?first={today - timedelta(days=30)}&last={today}"
    return {
        "home, a province's officer": ("officer", lambda n: reverse("wagtailadmin_home")),
        "home, a commune's officer": ("commune", lambda n: reverse("wagtailadmin_home")),
        "figures, one month of 24": ("officer", lambda n: f"{index}?p={n % 24 + 1}"),
        "the day on one screen": ("officer", lambda n: reverse("desk:figures_day", args=[today])),
        "the day, what refreshes": ("officer", lambda n: reverse("desk:figures_day", args=[today]) + "?fragment=1"),
        "a day of the last year": ("officer", lambda n: reverse("desk:figures_day", args=[back(n + 1)])),
        "who kept the hour, 14 days": ("officer", lambda n: kept),
        "who kept the hour, 31 days": ("officer", lambda n: kept + month),
        "who kept the hour, a district": ("officer", lambda n: f"{kept}{month}&khu={districts[n % len(districts)]}"),
        "form of a commune": ("commune", lambda n: reverse("desk:report", args=[own, back(n)])),
        "form, any commune": ("officer", lambda n: reverse("desk:report", args=[communes[n % len(communes)], today])),
        "form of the province": ("officer", lambda n: reverse("desk:figures_enter", args=[back(n)])),
        "units to report for": ("officer", lambda n: reverse("desk:report_places")),
        "a release": ("officer", lambda n: reverse("desk:release", args=[releases[n % len(releases)]])),
        "register of indicators": ("officer", lambda n: reverse("desk:indicators")),
        "register of reporting units": ("officer", lambda n: reverse("desk:reporters")),
        "add a hospital": ("officer", lambda n: reverse("desk:reporter_add")),
        "a file read in": ("officer", lambda n: reverse("desk:figures_imported", args=[imports[n % len(imports)]])),
    }


def _processor_seconds() -> float:
    """Of this program and of the server process that serves it, where that runs on this machine."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        stat = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    if not stat.exists():
        return process_time()
    fields = stat.read_text().rpartition(")")[2].split()
    return process_time() + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measure(requests: int) -> bool:
    """Prints the table. Whether every screen kept the limit."""
    from django.test import Client
    from django.test.utils import setup_test_environment

    from vungxanh import wsgi  # as the server loads it, and with what it does once all is loaded
    from vungxanh.agencies.models import User

    assert wsgi.application
    setup_test_environment()
    clients = {name: Client() for name in ("officer", "commune")}
    for name, client in clients.items():
        client.force_login(User.objects.get(username=name))
    kept = True
    print(f"\n{'screen':<34} {'p50 ms':>8} {'p95 ms':>8} {'worked ms':>10} {'kB':>7}")
    for screen, (who, address) in screens().items():
        clients[who].get(address(0))
        took, size, worked = [], 0, _processor_seconds()
        for n in range(requests):
            begun = perf_counter()
            answer = clients[who].get(address(n))
            took.append(1000 * (perf_counter() - begun))
            assert answer.status_code == 200, (screen, answer.status_code)
            size = max(size, len(answer.content))
        worked = (_processor_seconds() - worked) * 1000 / requests
        p95 = statistics.quantiles(took, n=20)[-1]
        kept &= p95 < LIMIT
        mark = "" if p95 < LIMIT else "  over the limit"
        print(
            f"{screen:<34} {statistics.median(took):>8.0f} {p95:>8.0f} {worked:>10.0f} {size / 1000:>7.0f}{mark}",
            flush=True,
        )
    print(f"load at the end {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    return kept


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=100)
    parser.add_argument("--days", type=int, default=730)
    parser.add_argument("--released", type=int, default=365, help="days released with the figures of the places below")
    parser.add_argument("--keep", action="store_true", help="keep the database, or use the kept one")
    asked = parser.parse_args()
    os.environ["VUNGXANH_NOW"], os.environ["VUNGXANH_PROVINCE"] = NOW, "38"
    with own_database(NAME, keep=asked.keep):
        from django.db import connection

        if "figures_report" not in connection.introspection.table_names():
            build(asked.days, asked.released)
        return 0 if measure(asked.requests) else 1


if __name__ == "__main__":
    sys.exit(main())
