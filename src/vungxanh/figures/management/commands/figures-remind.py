"""`vungxanh figures-remind`: before the hour, reminds who has not reported; after it, lists who is missing.

Run it every quarter of an hour from 15:00: nobody is told twice within the hour. Names and addresses of persons are
never printed.
"""

import argparse
import json
import os
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from vungxanh import clock
from vungxanh.channels.accounts import BadAccount, accounts_from
from vungxanh.channels.exercise import OutsideExercise, refuse_outside
from vungxanh.channels.port import Account
from vungxanh.figures.remind import Line, missing, remind
from vungxanh.figures.reporters import Standing, hour_of
from vungxanh.places.models import Place
from vungxanh.places.read import UnknownPlace, province

SMTP = "django.core.mail.backends.smtp.EmailBackend"


class Command(BaseCommand):
    help = "Remind reporting units before the hour; list the missing after it."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--province", default=settings.VUNGXANH_PROVINCE, metavar="CODE")
        parser.add_argument("--list", action="store_true", help="only list who is missing, remind nobody")
        parser.add_argument("--json", action="store_true", help="print the list as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        at = clock.now()
        try:
            place = province(options["province"], at.date())
            if at < hour_of(at.date()) and not options["list"]:
                _remind(place)
        except (UnknownPlace, BadAccount, OutsideExercise) as problem:
            raise CommandError(str(problem)) from problem
        lines = missing(place, at.date(), at)
        print(json.dumps([_as_json(one) for one in lines], ensure_ascii=False) if options["json"] else _as_text(lines))


def _remind(place: Place) -> None:
    mail = [one for one in accounts_from(os.environ, exercise=clock.is_exercise()) if one.channel == "email"]
    if not mail:
        raise CommandError("No mail server: set VUNGXANH_SMTP_URL (see docs/sending.md), or use --list.")
    done = remind(place, clock.now(), _line(mail[0]))
    unreachable = len(done.unreachable)
    print(f"{done.told} people reminded, {done.refused} mails refused, {unreachable} units with nobody to tell.")


def _line(account: Account) -> Line:
    """Raises OutsideExercise: an exercise reaches a simulator or nothing."""
    refuse_outside(account)
    connection = get_connection(
        SMTP,
        host=account.host,
        port=account.port,
        username=account.user,
        password=account.password,
        use_tls=False,
        use_ssl=account.tls,
        timeout=account.answer_within,
    )
    return Line(connection, account.sender, settings.WAGTAILADMIN_BASE_URL + reverse("desk:report_places"))


def _as_json(one: Standing) -> dict[str, Any]:
    return {
        "place": one.place.code,
        "name": one.place.full_name,
        "due": one.due.isoformat(),
        "state": one.state.value,
        "silent_days": one.silent_days,
    }


def _as_text(lines: list[Standing]) -> str:
    said = [f"{len(lines)} units have not reported."]
    said += [f"  {one.place.path}  {one.place.full_name}  {one.state.value}, due {one.due:%H:%M}" for one in lines]
    return "\n".join(said)
