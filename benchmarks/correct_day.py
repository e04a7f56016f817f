"""A correction of a day that 40 messages quote, after two years of daily releases: how long until the 40 are listed?"""

import os
import platform
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import perf_counter

from vungxanh import database

NAME = "vungxanh_bench_correct"
os.environ.pop("DATABASE_URL", None)
database.ensure_running(NAME)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vungxanh.settings")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from vungxanh.agencies.models import User  # noqa: E402
from vungxanh.clock import VIETNAM  # noqa: E402
from vungxanh.figures.indicators import load_indicators  # noqa: E402
from vungxanh.figures.models import Release, Report  # noqa: E402
from vungxanh.figures.release import prepare, prepare_correction, sign  # noqa: E402
from vungxanh.levels.adopt import adopt  # noqa: E402
from vungxanh.messages.draft import draft_message  # noqa: E402
from vungxanh.messages.load import load_templates  # noqa: E402
from vungxanh.messages.models import MessageTemplate  # noqa: E402
from vungxanh.messages.quoting import quoting  # noqa: E402
from vungxanh.messages.redraft import redraft  # noqa: E402
from vungxanh.places.load import load_places  # noqa: E402
from vungxanh.places.read import province  # noqa: E402

ROOT = Path(__file__).parents[1]
FIRST, DAYS = date(2021, 10, 18), 730
MESSAGES, A_DAY = 40, 3


def main() -> None:
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("truncate places_place, agencies_user, figures_indicator restart identity cascade")
    load_places(["26"])
    load_indicators()
    load_templates()
    place = province("26", FIRST)
    author, signer = (User.objects.create(username=name) for name in ("author", "signer"))
    plan = (ROOT / "plans/vinh-phuc.yaml").read_text(encoding="utf-8")
    overlay = (ROOT / "plans/overlays/vinh-phuc.yaml").read_text(encoding="utf-8")
    adopted = adopt(place, plan, overlay, document="bench", adopted_from=FIRST)
    template = MessageTemplate.objects.get(key="situation-high")
    releases = []
    for n in range(DAYS):
        day, at = FIRST + timedelta(days=n), datetime.combine(FIRST + timedelta(days=n), time(17), VIETNAM)
        for key in ("new_cases", "new_deaths"):
            Report.objects.create(place=place, day=day, indicator_id=key, value=n % 50, reported_at=at)
        releases.append(sign(prepare(place, day, by=author, as_of=at, at=at), by=signer, at=at))

    def say(release: Release, slot: int) -> None:
        draft_message(
            adopted, release, duty_id="vp-daily-situation", slot=slot, template=template, level="cap-3", by=author,
            at=release.as_of, expires_at=release.as_of + timedelta(hours=6),
        )  # fmt: skip

    late = DAYS - 14
    for n in range(MESSAGES):
        say(releases[late + n % 14], 1 + n // 14)
    listed(releases[late], author, signer, f"a late day, {DAYS} releases")
    for release in releases[: DAYS - 14]:
        for slot in range(A_DAY):
            say(release, slot)
    listed(releases[2], author, signer, f"the third day of the wave, {A_DAY} messages on every day since")


def listed(release: Release, author: User, signer: User, what: str) -> None:
    Report.objects.filter(place=release.place, day=release.day, indicator="new_cases").update(value=77)
    at = release.as_of + timedelta(hours=1)
    draft = prepare_correction(release, by=author, as_of=at, at=at, reason="counted twice")
    correction = sign(draft, by=signer, at=at)
    seconds = []
    for _again in range(5):
        begun = perf_counter()
        found = quoting(correction)
        seconds.append(perf_counter() - begun)
    begun = perf_counter()
    for one in found[:MESSAGES]:
        redraft(one.message, correction, by=author, at=at)
    written = perf_counter() - begun
    print(
        f"{what}: {len(found)} messages listed in {sorted(seconds)[2]:.3f} s (worst {max(seconds):.3f} s); "
        f"{min(MESSAGES, len(found))} written again in {written:.2f} s"
    )


if __name__ == "__main__":
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores")
    main()
