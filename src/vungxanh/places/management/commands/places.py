"""`vungxanh places load` fills the register of units, `search` looks into it, `boundaries import` draws them."""

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vungxanh import clock
from vungxanh.places.boundaries import Imported, import_boundaries
from vungxanh.places.geojson import BoundariesUnreadable
from vungxanh.places.load import UnknownProvince, load_places
from vungxanh.places.search import search

FOUNDING_PROVINCES = ("20", "26", "38", "66")


class Command(BaseCommand):
    help = "Administrative units: load them, search them, give them outlines."

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
        outlines = verbs.add_parser("boundaries", help="outlines of units, for the maps")
        steps = outlines.add_subparsers(dest="step", required=True)
        bring = steps.add_parser("import", help="store the outlines of a GeoJSON file by GSO code")
        bring.add_argument("file", type=Path)
        bring.add_argument(
            "--source", default="", help="who drew them, shown below the maps (default: the file's name)"
        )
        bring.add_argument("--on", type=date.fromisoformat, help="the day whose units they are (default: today)")
        bring.add_argument("--json", action="store_true", help="the outcome as JSON")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        if verb == "load":
            self._load(options["province"] or FOUNDING_PROVINCES)
        elif verb == "boundaries":
            self._boundaries(options["file"], options["source"], options["on"] or clock.today(), options["json"])
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

    def _boundaries(self, file: Path, source: str, on: date, as_json: bool) -> None:
        try:
            done = import_boundaries(file.read_bytes(), source=source or file.name, on=on, at=clock.now())
        except OSError as error:
            raise CommandError(f"{file} cannot be read ({error.strerror}); check the path.") from error
        except BoundariesUnreadable as refusal:
            raise CommandError("\n".join(refusal.problems)) from refusal
        if as_json:
            rejects = [{"feature": r.row, "code": r.code, "reason": r.reason} for r in done.rejects]
            print(json.dumps({"rows_in": done.rows_in, "stored": done.stored, "rejects": rejects, "notes": done.notes}))
        else:
            self._told(done)
        if done.rejects:
            raise SystemExit(1)

    def _told(self, done: Imported) -> None:
        print(f"Features in: {done.rows_in}. Stored: {done.stored}. Rejected: {len(done.rejects)}.")
        for reject in done.rejects:
            print(f"  feature {reject.row}: {reject.reason} [{reject.code}]")
        for note in done.notes:
            print(f"  note: {note}")
