"""`vungxanh places load` fills the register of units; `vungxanh places search` looks into it."""

import argparse
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vungxanh import clock
from vungxanh.places.load import UnknownProvince, load_places
from vungxanh.places.search import search

FOUNDING_PROVINCES = ("20", "26", "38", "66")


class Command(BaseCommand):
    help = "Administrative units: load them, search them."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        load = verbs.add_parser("load", help="store the units of 2021 and 2025 with their successions")
        load.add_argument(
            "--province",
            action="append",
            metavar="CODE",
            help="GSO code of 2021; repeat for several (default: 20 26 38 66)",
        )
        find = verbs.add_parser("search", help="find units by name")
        find.add_argument("text", nargs="+")
        find.add_argument("--on", type=date.fromisoformat, help="a day as YYYY-MM-DD (default: today)")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        if verb == "load":
            self._load(options["province"] or FOUNDING_PROVINCES)
        else:
            self._search(" ".join(options["text"]), options["on"] or clock.today())

    def _load(self, provinces: tuple[str, ...]) -> None:
        try:
            report = load_places(provinces)
        except UnknownProvince as unknown:
            raise CommandError(str(unknown)) from unknown
        print(f"Units of 2021: {report.units_2021}. Units of 2025: {report.units_2025}.")
        print(
            f"Successions: {report.successions} (communes found by name {report.by_name}, by the code they kept"
            f" {report.by_code}; divided {report.divided})."
        )
        if report.unmatched:
            print(f"No successor known for {len(report.unmatched)} communes: {', '.join(report.unmatched)}")

    def _search(self, text: str, on: date) -> None:
        found = list(search(text, on).select_related("parent__parent"))
        for place in found:
            above = place.parent.full_name if place.parent else ""
            print(f"{place.path:<14} {place.full_name}" + (f", {above}" if above else ""))
        if not found:
            print(f"Nothing like “{text}” on {on:%Y-%m-%d}. Fewer words may help.")
