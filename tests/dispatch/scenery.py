"""What the sending tests share: the moment, the texts, and one way to send."""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import connection

from vungxanh.channels.port import Account
from vungxanh.dispatch.sender import DrainReport, Sender
from vungxanh.messages.models import Message, Variant
from vungxanh.messages.review import approve

AT = datetime(2021, 12, 1, 10, tzinfo=UTC)
LATER = AT + timedelta(hours=6)
SHORT_VI = "Vĩnh Phúc, ngày 01/12: cấp độ dịch 3. Người dân hạn chế ra ngoài, thực hiện 5K, khai báo y tế. " * 2
SHORT_EN = "Vinh Phuc, 1 December: level 3. Stay at home when you can."


def drain(
    account: Account, *, now: datetime = AT, spool: Path | None = None, patience: float = 5.0, **changes: object
) -> DrainReport:
    """Send everything over `account` as of `now`."""
    account = replace(account, **changes)  # type: ignore[arg-type]
    return Sender([account], lambda: now, spool=spool, patience=patience).drain(account.channel)


LINE = Account("line", "sms", "127.0.0.1", 1, exercise=True)

_SENDER = """
import pickle, sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
import django; django.setup()
from django.utils import translation; translation.deactivate_all()
from vungxanh.dispatch.sender import Sender
accounts = pickle.loads(bytes.fromhex(sys.argv[1]))
sender = Sender(accounts, lambda: datetime(2021, 12, 1, 10, tzinfo=timezone.utc), spool=Path(sys.argv[2]))
print("ready", flush=True)
sender.drain("sms") if sys.argv[3] == "once" else sender.run_forever()
print("done", flush=True)
"""


def start_sender(account: Account, folder: Path, *others: Account, once: bool = False) -> "subprocess.Popen[str]":
    """A sender as a process of its own on the test's database, started and ready."""
    environment = os.environ | {
        "DATABASE_URL": os.environ["DATABASE_URL"].rpartition("/")[0] + "/" + connection.settings_dict["NAME"],
        "DJANGO_SETTINGS_MODULE": "vungxanh.settings",
    }
    how = [pickle.dumps([account, *others]).hex(), str(folder / "spool"), "once" if once else "forever"]
    process = subprocess.Popen(
        [sys.executable, "-c", _SENDER, *how],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


@contextmanager
def running_sender(account: Account, folder: Path) -> "Iterator[subprocess.Popen[str]]":
    """A sender that runs until the `with` ends, and is then told to stop; what it wrote is shown when it did not."""
    with running_sender_of([account], folder) as process:
        yield process


@contextmanager
def running_sender_of(accounts: Sequence[Account], folder: Path) -> "Iterator[subprocess.Popen[str]]":
    process = start_sender(accounts[0], folder, *accounts[1:])
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            _, written = process.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            _, written = process.communicate()
    assert process.returncode == 0, written


def copy_of(message: Message, *, short: str | None = None) -> Message:
    """The same words once more (or another short text) as an approved message of the day's next slot."""
    variants = list(message.variants.all())
    reviewer = message.reviews.get().reviewer
    again = Message.objects.get(pk=message.pk)
    again.pk, again.slot = None, message.slot + 1
    again.save()
    for variant in variants:
        text = short if short is not None and variant.form == "short" else variant.text
        Variant.objects.create(
            message=again, language=variant.language, form=variant.form, subject=variant.subject, text=text
        )
    approve(again, by=reviewer, at=AT)
    return again
