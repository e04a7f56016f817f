"""`vungxanh member LOGIN`: a login, and what its person may do where. The password comes from VUNGXANH_PASSWORD."""

import os
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from vungxanh.agencies.models import Verb
from vungxanh.desk.setting_up import NotSetUp, Work, add_member, verbs
from vungxanh.places.models import Place


class Command(BaseCommand):
    help = "Add a login with a membership. Rights: " + ", ".join(Verb.values)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("login")
        parser.add_argument("--name", default="", help="full name, as the desk shows it")
        parser.add_argument("--agency", required=True)
        parser.add_argument("--place", default=settings.VUNGXANH_PROVINCE, metavar="CODE", help="GSO code of the area")
        parser.add_argument("--may", required=True, help="rights, parted by commas")
        parser.add_argument("--from", dest="first", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
        parser.add_argument("--to", dest="last", type=date.fromisoformat, metavar="YYYY-MM-DD")

    def handle(self, *args: Any, **options: Any) -> None:
        place = Place.objects.on(options["first"]).filter(code=options["place"]).first()
        if place is None:
            raise CommandError(f"There is no place with the code {options['place']} on {options['first']}.")
        try:
            may = verbs([name.strip() for name in options["may"].split(",") if name.strip()])
            work = Work(options["agency"], place, may, options["first"], options["last"])
            user = add_member(options["login"], os.environ.get("VUNGXANH_PASSWORD", ""), options["name"], work)
        except NotSetUp as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(f"{user.username}: {options['agency']}, {place.full_name}, {', '.join(may)}")
