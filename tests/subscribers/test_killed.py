"""An import that dies leaves nothing behind, and the next one is not hindered. Real processes, real connections."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from vungxanh.places.load import load_places
from vungxanh.places.models import Place
from vungxanh.places.read import province
from vungxanh.subscribers.lists import import_list
from vungxanh.subscribers.models import ListImport, RejectedRow, Subscriber

from .conftest import AT, DAY

IMPORTER = """
import os, sys, threading
from pathlib import Path
import django
django.setup()
from datetime import datetime
from vungxanh.places.models import Place
from vungxanh.subscribers import lists, staging

moment, path, place, at = sys.argv[1:]

def reached(now):
    if now == moment:
        print("here", flush=True)
        threading.Event().wait()

run = staging.run
def stopping(cursor, statement, values=None):
    done = run(cursor, statement, values)
    reached("stored" if statement is staging._STORE else "")
    return done
staging.run = stopping

lists.import_list(
    Path(path), "list.csv", audience="a", province=Place.objects.get(pk=int(place)), consent="c", by=None,
    at=datetime.fromisoformat(at), watch=lambda rows: reached("reading"),
)
"""


@pytest.fixture
def province_kept(transactional_db: None) -> Iterator[Place]:
    load_places(["26"])
    yield province("26", DAY)


@pytest.mark.parametrize("moment", ["reading", "stored"])
def test_an_import_killed_on_the_way_leaves_nothing_and_can_be_repeated(
    province_kept: Place, tmp_path: Path, moment: str
) -> None:
    path = tmp_path / "list.csv"
    lines = [f"09{n:08d}" if n % 10 else "091" for n in range(12_000)]
    path.write_text("\n".join(["phone", *lines]), encoding="utf-8")
    where = {"DATABASE_URL": _url(), "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
    child = subprocess.Popen(
        [sys.executable, "-c", IMPORTER, moment, str(path), str(province_kept.pk), AT.isoformat()],
        stdout=subprocess.PIPE, text=True, env=os.environ | where | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert child.stdout is not None
    try:
        assert child.stdout.readline() == "here\n"
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
    done = import_list(path, "list.csv", audience="a", province=province_kept, consent="c", by=None, at=AT)
    assert (done.rows_in, done.stored, done.known, done.rejected) == (12_000, 10_800, 0, 1_200)
    assert Subscriber.objects.count() == 10_800
    assert ListImport.objects.get() == done
    assert RejectedRow.objects.count() == 1_200


def _url() -> str:
    """Of the tests' own database."""
    name = connection.settings_dict["NAME"]
    assert str(name).startswith("test_")
    return os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
