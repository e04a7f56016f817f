"""`vungxanh send [--once]`: send what the outbox holds, over the accounts that the environment names.

With --once it ends when nothing is left to do: with 0 when everything that was to leave has left, else with 1 and what
is in the way.
"""

import os
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, no_translations

from vungxanh import clock
from vungxanh.channels.accounts import BadAccount, accounts_from
from vungxanh.channels.exercise import OutsideExercise
from vungxanh.channels.port import Account
from vungxanh.dispatch.exchange import DOWN
from vungxanh.dispatch.held import WORDS, Held
from vungxanh.dispatch.left_behind import Left, left_behind
from vungxanh.dispatch.sender import DrainReport, Sender

_AWAY = "The database does not answer. Start it, and run this again; nothing is lost."
_SAID = {
    "accepted": "accepted",
    "rejected": "refused for good",
    "unknown": "in doubt: they left, and nobody answered",
    "repeated": "sent again after a doubt",
    "receipts": "receipts",
}


class Command(BaseCommand):
    help = "Send what the outbox holds, over the accounts that the environment names."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="stop when nothing is left to send; 1 if parts wait")

    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            accounts = accounts_from(os.environ, exercise=clock.is_exercise())
            if not accounts:
                raise CommandError("No account: set VUNGXANH_SMPP_URL or VUNGXANH_SMTP_URL (see docs/sending.md).")
            sender = Sender(accounts, clock.now)
            if options["once"]:
                _once(sender, accounts)
            else:
                sender.run_forever()
        except (BadAccount, OutsideExercise) as problem:
            raise CommandError(str(problem)) from problem
        except DOWN as problem:
            raise CommandError(
                "The database does not answer. Start it, and run this again; nothing is lost."
            ) from problem


def _once(sender: Sender, accounts: Sequence[Account]) -> None:
    problems: list[str] = []
    for channel in dict.fromkeys(account.channel for account in accounts):
        report = sender.once(channel)
        print(f"{channel}: {_counted(report)}.", flush=True)
        problems += report.problems
        problems += map(str, report.changed)
    if left := left_behind(accounts, clock.now()):
        raise CommandError("\n".join([*map(_sentence, left), *problems]))


def _counted(report: DrainReport) -> str:
    said = [f"{number} {words}" for field, words in _SAID.items() if (number := getattr(report, field))]
    return ", ".join(said) or "nothing was sent"


def _sentence(left: Left) -> str:
    dispatch = left.dispatch
    waiting = f"Dispatch {dispatch.pk} ({dispatch.channel}): parts that still wait: {left.parts}."
    if left.why is not None:
        # The message's own sentence follows, with its number.
        return waiting if left.why is Held.CHANGED_TEXT else f"{waiting} {WORDS[left.why]}"
    if left.retry_at is not None and left.parts == left.later:
        return f"{waiting} They are to be tried again from {left.retry_at.astimezone(clock.VIETNAM):%H:%M:%S} on."
    return f"{waiting} Run this again when the line is well."
