"""`vungxanh bounces [FILE …] [--maildir DIR]`: take in mails that came back; without either, one from standard input.

Made for a mail server's alias (`|vungxanh bounces`): it ends with 75 (EX_TEMPFAIL) while the database is down, so that
the server tries again, and otherwise with 0, whatever the mail is.
"""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError, ProgrammingError

from vungxanh import clock
from vungxanh.dispatch.bounces import take_in

_NOT_READY = (OperationalError, InterfaceError, ProgrammingError)  # the last: its tables are not there yet
_READ = ":2,S"  # a maildir's mark of a mail that was read


class Command(BaseCommand):
    help = "Take in mails that came back (delivery status notifications): from files, a maildir or standard input."
    requires_system_checks = ()  # a mail server starts this for every mail

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="a mail; without any: standard input")
        parser.add_argument("--maildir", type=Path, metavar="DIR", help="its new mails; each then goes to cur")

    def handle(self, *args: Any, files: list[Path], maildir: Path | None, **options: Any) -> None:
        if maildir is not None and not ((maildir / "new").is_dir() and (maildir / "cur").is_dir()):
            raise CommandError(f"{maildir} is no maildir: the folders new and cur are not there.")
        problems: list[str] = []
        try:
            for name, mail in _mails(files, maildir, problems):
                print(name + take_in(mail, clock.now()).sentence, flush=True)
        except _NOT_READY:
            print("The database is not there; nothing more was stored. Try again later.", file=sys.stderr)
            sys.exit(os.EX_TEMPFAIL)
        if problems:
            raise CommandError("\n".join(problems))


def _mails(files: list[Path], maildir: Path | None, problems: list[str]) -> Iterator[tuple[str, bytes]]:
    """The mails to take in, each after what to call it. What cannot be read becomes a sentence in `problems`."""
    if not files and maildir is None:
        yield "", sys.stdin.buffer.read()
    for file in files:
        with _told(problems):
            yield f"{file}: ", file.read_bytes()
    if maildir is not None:
        yield from _new_mails(maildir, problems)


def _new_mails(maildir: Path, problems: list[str]) -> Iterator[tuple[str, bytes]]:
    """Each is moved when the next one is asked for: by then what it says is stored."""
    for file in sorted(file for file in (maildir / "new").iterdir() if not file.name.startswith(".")):
        with _told(problems), suppress(FileNotFoundError):  # another run was quicker
            yield f"{file.name}: ", file.read_bytes()
            file.rename(maildir / "cur" / (file.name + _READ))


@contextmanager
def _told(problems: list[str]) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        problems.append(f"{error.filename}: {error.strerror}.")
