"""`vungxanh send [--once]`: send what the outbox holds, over the accounts that the environment names."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vungxanh import clock
from vungxanh.channels.accounts import BadAccount, accounts_from
from vungxanh.channels.exercise import OutsideExercise
from vungxanh.dispatch.sender import Sender
from vungxanh.messages.lock import ChangedSinceApproval


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="stop when nothing is left to send")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            accounts = accounts_from(os.environ, exercise=clock.is_exercise())
            if not accounts:
                raise CommandError("No account: set VUNGXANH_SMPP_URL or VUNGXANH_SMTP_URL (see docs/sending.md).")
            sender = Sender(accounts, clock.now)
            if not options["once"]:
                sender.run_forever()
                return
            for channel in dict.fromkeys(account.channel for account in accounts):
                print(f"{channel}: {sender.drain(channel)}")
        except (BadAccount, OutsideExercise, ChangedSinceApproval) as problem:
            raise CommandError(str(problem)) from problem
