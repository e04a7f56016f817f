"""`vungxanh dhis2 in FILE` and `vungxanh dhis2 out FILE --from DAY --to DAY`: DHIS2's values as files, JSON or CSV.

For whoever runs the server: no person's scope stands in between, and what comes in is nobody's by name.
"""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from vungxanh import clock
from vungxanh.api.dhis2.give_out import Wanted, in_their_words, released_values, reported_values
from vungxanh.api.dhis2.mapping import Foreign, MappingRefused, read_mapping
from vungxanh.api.dhis2.take_in import Summary, take_in
from vungxanh.api.dhis2.views import each_day
from vungxanh.api.dhis2.wire import Unreadable, Value, read_csv, read_json, write_csv, write_json
from vungxanh.api.said import Refused
from vungxanh.figures.indicators import vocabulary
from vungxanh.figures.models import Report
from vungxanh.places.models import Place

READERS: dict[str, Callable[[bytes], list[Value]]] = {".json": read_json, ".csv": read_csv}
SHOWN = 20


class Command(BaseCommand):
    help = "DHIS2's dataValueSets: figures in and out, as .json or .csv."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        taking = verbs.add_parser("in", help="report the values of a file; each is stored, or ignored with its reason")
        taking.add_argument("--dry-run", action="store_true", help="say what would happen, and store nothing")
        giving = verbs.add_parser("out", help="write the released figures of the province")
        giving.add_argument("--from", dest="first", type=date.fromisoformat, required=True, metavar="DAY")
        giving.add_argument("--to", dest="last", type=date.fromisoformat, required=True, metavar="DAY")
        giving.add_argument("--reported", action="store_true", help="what is reported, released or not")
        giving.add_argument("--children", action="store_true", help="the places below, too")
        giving.add_argument("--uid", action="store_true", help="DHIS2's identifiers, and only what the mapping names")
        for verb in (taking, giving):
            verb.add_argument("file", type=Path)
            verb.add_argument("--mapping", default=settings.VUNGXANH_DHIS2_MAPPING, metavar="FILE")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        if file.suffix.lower() not in READERS:
            raise CommandError(f"{file}: name it .json or .csv.")
        try:
            foreign = read_mapping(options["mapping"], vocabulary())
            said = (_take if options["verb"] == "in" else _give)(file, foreign, options)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from error
        except (Unreadable, MappingRefused, Refused) as refused:
            raise CommandError(str(refused)) from refused
        print(said)


def _take(file: Path, foreign: Foreign, options: dict[str, Any]) -> str:
    values = READERS[file.suffix.lower()](file.read_bytes())
    allowed = Place.objects.all()
    done = take_in(values, foreign=foreign, allowed=allowed, by=None, at=clock.now(), dry_run=options["dry_run"])
    return _account(done)


def _give(file: Path, foreign: Foreign, options: dict[str, Any]) -> str:
    at, wanted = clock.now(), Wanted(each_day(options["first"], options["last"]), [], options["children"])
    reports = Report.objects.all()
    values = reported_values(wanted, reports, at) if options["reported"] else released_values(wanted, at)
    if options["uid"]:
        values = list(in_their_words(values, foreign))
    text = write_json(values, foreign.data_set) if file.suffix.lower() == ".json" else write_csv(values)
    file.write_text(text, encoding="utf-8", newline="")
    return f"{file}: {len(values)} values."


def _account(done: Summary) -> str:
    lines = [f"{done.rows} values: {done.imported} imported, {done.updated} updated, {done.ignored} ignored."]
    for one in done.conflicts[:SHOWN]:
        rows = ", ".join(str(row + 1) for row in one.rows[:SHOWN]) + (", …" if len(one.rows) > SHOWN else "")
        lines.append(f"  {one.thing or '(empty)'} (value {rows}): {one.sentence}")
    if len(done.conflicts) > SHOWN:
        lines.append(f"  … and {len(done.conflicts) - SHOWN} more reasons.")
    return "\n".join(lines)
