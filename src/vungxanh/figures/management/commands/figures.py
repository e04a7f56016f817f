"""`vungxanh figures import FILE --province 26`: store a file of figures and say what became of every row."""

import argparse
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vungxanh import clock
from vungxanh.figures.intake import FileRefused, import_csv
from vungxanh.figures.models import FiguresImport
from vungxanh.places.models import Place, Tier
from vungxanh.places.read import UnknownPlace, province

SHOWN = 20


class Command(BaseCommand):
    help = "Official figures: import a CSV file."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        intake = verbs.add_parser("import", help="store a CSV file of daily figures")
        intake.add_argument("file", type=Path)
        intake.add_argument("--province", required=True, metavar="CODE", help="GSO code, such as 26")
        intake.add_argument(
            "--on",
            type=date.fromisoformat,
            metavar="DAY",
            help="a day on which the code stood for the province meant (default: the first day in the file)",
        )
        intake.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            content = file.read_bytes()
            place = _meant(options["province"], options["on"] or _first_day(content))
            done = import_csv(content, file.name, province=place, by=None, at=clock.now())
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from error
        except UnknownPlace as error:
            raise CommandError(str(error)) from error
        except FileRefused as refused:
            raise CommandError(_refusal(file, refused, as_json=options["json"])) from refused
        print(json.dumps(_as_json(done), ensure_ascii=False, indent=2) if options["json"] else _as_text(done))


def _meant(code: str, day: date | None) -> Place:
    """The province of that day; where the file tells no day, or a wrong one, the last unit that had the code.

    The file is judged by the intake, which then says what is wrong with it.
    """
    known = Place.objects.filter(code=code, tier=Tier.PROVINCE).order_by("valid_from")
    return (known.on(day).first() if day else None) or known.last() or province(code, day or clock.today())


def _first_day(content: bytes) -> date | None:
    """A code needs a day to mean a province: the first day that stands in the file."""
    for found in re.finditer(rb"[0-9]{4}-[0-9]{2}-[0-9]{2}", content[:10_000]):
        try:
            return date.fromisoformat(found[0].decode())
        except ValueError:
            continue
    return None


def _refusal(file: Path, refused: FileRefused, *, as_json: bool) -> str:
    if as_json:
        problems = [{"code": problem.code, "sentence": problem.sentence} for problem in refused.problems]
        return json.dumps({"refused": problems}, ensure_ascii=False, indent=2)
    return "\n".join([f"{file} was refused; nothing was stored.", *(p.sentence for p in refused.problems)])


def _as_json(done: FiguresImport) -> dict[str, Any]:
    return {
        "import": done.pk,
        "file": done.file_name,
        "sha256": done.sha256,
        "repeated": done.repeated,
        "rows_in": done.rows_in,
        "rows_stored": done.rows_stored,
        "rows_rejected": done.rows_rejected,
        "rows_differing": done.rows_differing,
        "notes": done.notes,
        "rejected": list(done.rejects.values("line", "code", "reason")),
    }


def _as_text(done: FiguresImport) -> str:
    lines = [f"{done.file_name}: {done.rows_in} rows in, {done.rows_stored} stored, {done.rows_rejected} rejected."]
    lines += done.notes
    lines += [f"  line {row.line}: {row.reason}" for row in done.rejects.all()[:SHOWN]]
    if done.rows_rejected > SHOWN:
        lines.append(f"  … and {done.rows_rejected - SHOWN} more; --json lists them all.")
    return "\n".join(lines)
