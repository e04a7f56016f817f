"""From a declared level to drafts with every file: Vĩnh Phúc at level 4, every message due that day, all languages:
what this system sends, and the texts that loudspeakers and social pages need.

Run: python benchmarks/messages_day.py. A database of its own, with the small province of the tests; files go to a
folder that is removed. Printed: how long the day took, and per form its median and slowest time and its size.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

from own_database import own_database

NAME = "vungxanh_bench_messages"
LIMIT = 60  # seconds: issue 5
DAY, LEVEL = date(2021, 12, 5), "cap-4"
CASES = range(40, 400, 18)


def main() -> int:
    sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
    with own_database(NAME), tempfile.TemporaryDirectory() as folder:
        from django.conf import settings
        from django.core.management import call_command

        settings.MEDIA_ROOT = folder
        call_command("migrate", verbosity=0)
        return 0 if _day() else 1


def _day() -> bool:
    from stage import build_stage, moment
    from vungxanh.duties.expand import expand_day
    from vungxanh.duties.models import Obligation
    from vungxanh.duties.speak import draft_speech, speeches_due, told_by_people
    from vungxanh.duties.state import with_state
    from vungxanh.levels.declare import declare
    from vungxanh.levels.read import plan_of
    from vungxanh.renditions.forms import FORMS, forms_for
    from vungxanh.renditions.read import languages_of, said_of
    from vungxanh.renditions.store import render

    stage = build_stage()
    for ago, cases in enumerate(CASES):
        release = stage.release(DAY - timedelta(days=len(CASES) - 1 - ago), cases, cases % 7)
    declare(stage.adopted, stage.place, LEVEL, document="9/QĐ", valid_from=DAY, by=stage.second, at=moment(DAY, 6))
    begun = perf_counter()
    expand_day(stage.adopted, DAY)
    plan = plan_of(stage.adopted)
    running = Obligation.objects.filter(plan=stage.adopted, starts__lte=DAY, ends__gte=DAY)
    counted = running.filter(min__isnull=False).order_by("duty").distinct("duty").values_list("duty", "level")
    due = speeches_due(with_state(running.filter(place=stage.place), moment(DAY, 17)), plan, DAY)
    due += told_by_people(counted, plan)
    drafts = [draft_speech(stage.adopted, one, release, by=stage.user, at=moment(DAY, 17)) for one in due]
    drafted = perf_counter() - begun
    files = sum(len(render(one, at=moment(DAY, 17))) for one in drafts)
    whole = perf_counter() - begun
    print(f"{len(drafts)} messages drafted in {drafted:.2f} s; {files} files made, the whole day in {whole:.1f} s\n")
    took, sizes = defaultdict(list), {}
    for message in drafts:
        for said in (said_of(message, language) for language in languages_of(message)):
            for form in forms_for(said):
                start = perf_counter()
                content = form.make(said)
                took[form.key].append(1000 * (perf_counter() - start))
                sizes[form.key] = len(content)
    print(f"{'form':<26} {'median ms':>10} {'slowest ms':>11} {'kB':>7}")
    for key in FORMS:
        if key in took:
            print(f"{key:<26} {statistics.median(took[key]):>10.1f} {max(took[key]):>11.1f} {sizes[key] / 1000:>7.0f}")
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    return whole < LIMIT


if __name__ == "__main__":
    sys.exit(main())
