"""`vungxanh subscribers import FILE …` takes in a list; `vungxanh subscribers forget` deletes what need not be kept."""

import argparse
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from vungxanh import clock
from vungxanh.places.models import Place
from vungxanh.places.read import UnknownPlace, province
from vungxanh.sheets.csv_file import ENCODINGS
from vungxanh.subscribers.audiences import require_known_audience
from vungxanh.subscribers.lists import FileRefused, import_list
from vungxanh.subscribers.models import ListImport
from vungxanh.subscribers.retention import KEEP, forget

SHOWN = 20
_COUNTS = ("rows_in", "stored", "known", "rejected", "addresses", "converted", "resubscribed", "differing")


class Command(BaseCommand):
    help = "Who agreed to be told: import a list, forget who left long ago."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        intake = verbs.add_parser("import", help="take in a CSV or .xlsx list of phones and e-mail addresses")
        intake.add_argument("file", type=Path)
        intake.add_argument("--province", required=True, metavar="CODE", help="GSO code, such as 26")
        intake.add_argument("--audience", required=True, metavar="SLUG", help="such as toan-dan")
        intake.add_argument("--new-audience", action="store_true", help="the audience is one that nobody has named yet")
        intake.add_argument("--consent", required=True, help="where and how these people agreed to be told")
        intake.add_argument(
            "--as-of", type=date.fromisoformat, metavar="DAY", help="the day by which they had agreed (default: today)"
        )
        intake.add_argument("--encoding", choices=ENCODINGS, help="when it cannot be told from the file")
        intake.add_argument("--sheet", help="when several sheets of a workbook hold rows")
        intake.add_argument("--resubscribe", action="store_true", help="take in again who withdrew before --as-of")
        intake.add_argument("--simulated", action="store_true", help="let in the numbers of the exercise (8400…)")
        intake.add_argument("--json", action="store_true", help="print the result as JSON, with every rejected row")
        end = verbs.add_parser("forget", help="delete addresses that ended long ago, and old rejected rows")
        end.add_argument("--keep-days", type=int, default=KEEP.days, help=f"default: {KEEP.days}")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        if verb == "forget":
            gone = forget(clock.now(), timedelta(days=options["keep_days"]))
            print(f"{_counted(gone, 'address', 'es')} forgotten.")
        else:
            self._import(options.pop("file"), options)

    def _import(self, file: Path, options: dict[str, Any]) -> None:
        day = options["as_of"] or clock.today()
        try:
            place = province(options["province"], day)
            if not options["new_audience"]:
                require_known_audience(options["audience"], place)
            done = _taken_in(file, place, options)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from error
        except UnknownPlace as error:
            raise CommandError(str(error)) from error
        except FileRefused as refused:
            raise CommandError(_refusal(file, refused, as_json=options["json"])) from refused
        print(json.dumps(_as_json(done), ensure_ascii=False, indent=2) if options["json"] else _as_text(done))


def _taken_in(file: Path, place: Place, options: dict[str, Any]) -> ListImport:
    bar = Progress(
        SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(),
        console=Console(stderr=True), transient=True, disable=options["json"],
    )  # fmt: skip
    with bar:
        task = bar.add_task("Reading")
        return import_list(
            file,
            file.name,
            province=place,
            by=None,
            at=clock.now(),
            watch=lambda rows: bar.update(task, description=f"{_counted(rows, 'row')} read"),
            **{
                name: options[name]
                for name in ("audience", "consent", "as_of", "encoding", "sheet", "resubscribe", "simulated")
            },
        )


def _refusal(file: Path, refused: FileRefused, *, as_json: bool) -> str:
    if as_json:
        problems = [{"code": problem.code, "sentence": problem.sentence} for problem in refused.problems]
        return json.dumps({"refused": problems}, ensure_ascii=False, indent=2)
    return "\n".join([f"{file} was refused; nothing was stored.", *(p.sentence for p in refused.problems)])


def _as_json(done: ListImport) -> dict[str, Any]:
    return {
        "import": done.pk,
        "file": done.file_name,
        "sha256": done.sha256,
        **{name: getattr(done, name) for name in _COUNTS},
        "encoding": done.encoding,
        "notes": done.notes,
        "rejected_rows": list(done.rejected_rows.values("row", "code", "reason", "content")),
    }


def _counted(number: int, thing: str, plural: str = "s") -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}{plural}"


def _as_text(done: ListImport) -> str:
    lines = [
        f"{done.file_name} ({done.encoding}): {_counted(done.rows_in, 'row')} in, {done.stored:,} stored as"
        f" {_counted(done.addresses, 'address', 'es')}, {done.known:,} already known, {done.rejected:,} rejected.",
        *done.notes,
        *(f"  row {row.row}: {row.reason}" for row in done.rejected_rows.all()[:SHOWN]),
    ]
    if done.rejected > SHOWN:
        lines.append(f"  … and {done.rejected - SHOWN:,} more; --json lists them all.")
    return "\n".join(lines)
