"""`vungxanh figures import FILE --province 26`: store a file of figures and say what became of every row."""

import argparse
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vungxanh import clock
from vungxanh.figures.intake import ENCODINGS, FileRefused, import_figures
from vungxanh.figures.management import bulletins as words
from vungxanh.figures.management.bulletins import take_in
from vungxanh.figures.models import FiguresImport
from vungxanh.figures.unknown_names import asked
from vungxanh.places.models import Place, Tier
from vungxanh.places.read import UnknownPlace, province
from vungxanh.places.register import described

SHOWN = 20
OUTSIDE = "outside-province"


class Command(BaseCommand):
    help = "Official figures: import a file or published bulletins."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        intake = verbs.add_parser("import", help="store a CSV file or .xlsx workbook of daily figures")
        intake.add_argument("file", type=Path)
        intake.add_argument(
            "--province", required=True, action="append", metavar="CODE",
            help="GSO code, such as 26; repeat for several, each takes its own rows of the file",
        )  # fmt: skip
        intake.add_argument("--encoding", choices=ENCODINGS, help="when it cannot be told from the file")
        intake.add_argument("--sheet", help="when several sheets of a workbook hold rows")
        intake.add_argument(
            "--on",
            type=date.fromisoformat,
            metavar="DAY",
            help="a day on which the code stood for the province meant (default: the first day in the file)",
        )
        intake.add_argument("--json", action="store_true", help="print the result as JSON")
        published = verbs.add_parser("bulletins", help="store published bulletins: what they state, figure by figure")
        words.add_arguments(published)

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        if verb == "bulletins":
            self._bulletins(**options)
        else:
            self._import(options.pop("file"), **options)

    def _bulletins(self, *, bulletins: Path, figures: Path, **options: Any) -> None:
        try:
            outcome = take_in(bulletins, figures, options["province"], options["confirm"], clock.now())
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}.") from error
        except FileRefused as refused:
            raise CommandError(_refusal(bulletins, refused, as_json=options["json"])) from refused
        print(words.as_json(outcome) if options["json"] else words.as_text(outcome))

    def _import(self, file: Path, **options: Any) -> None:
        as_json = options["json"]
        try:
            with file.open("rb") as opened:
                day = options["on"] or _first_day(opened.read(10_000))
            provinces = [_meant(code, day) for code in options["province"]]
            done = [
                import_figures(
                    file, file.name, province=place, by=None, at=clock.now(),
                    encoding=options["encoding"], sheet=options["sheet"],
                )
                for place in provinces
            ]  # fmt: skip
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from error
        except UnknownPlace as error:
            raise CommandError(str(error)) from error
        except FileRefused as refused:
            raise CommandError(_refusal(file, refused, as_json=as_json)) from refused
        if as_json:
            said = [_as_json(one) for one in done]
            print(json.dumps(said[0] if len(said) == 1 else said, ensure_ascii=False, indent=2))
        else:
            print("\n".join(_as_text(one, several=len(done) > 1) for one in done))


def _meant(code: str, day: date | None) -> Place:
    """The province of that day; where the file tells no day, or a wrong one, the last unit that had the code.

    The file is judged by the intake, which then says what is wrong with it.
    """
    known = Place.objects.filter(code=code, tier=Tier.PROVINCE).order_by("valid_from")
    return (known.on(day).first() if day else None) or known.last() or province(code, day or clock.today())


def _first_day(content: bytes) -> date | None:
    """A code needs a day to mean a province: the first day that stands in the file."""
    for found in re.finditer(rb"[0-9]{4}-[0-9]{2}-[0-9]{2}", content):
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
        "province": done.province.code,
        "file": done.file_name,
        "sha256": done.sha256,
        "repeated": done.repeated,
        "rows_in": done.rows_in,
        "rows_stored": done.rows_stored,
        "rows_rejected": done.rows_rejected,
        "rows_differing": done.rows_differing,
        "encoding": done.encoding,
        "unread": done.unread,
        "notes": done.notes,
        "unknown_places": [
            {
                "written": one.written,
                "inside": one.inside.code,
                "rows": one.rows,
                "suggested": [{"code": place.code, "name": place.full_name} for place in one.suggested],
            }
            for one in asked(done)
        ],
        "rejected": list(done.rejects.values("line", "code", "reason")),
    }


def _as_text(done: FiguresImport, *, several: bool) -> str:
    whose = f", {done.province}" if several else ""
    counts = f"{done.rows_in:,} rows in, {done.rows_stored:,} stored, {done.rows_rejected:,} rejected."
    lines = [f"{done.file_name}{whose}: {counts}", *done.notes]
    elsewhere = done.rejects.filter(code=OUTSIDE).count()
    if elsewhere:
        lines.append(f"  {elsewhere:,} rows are of other provinces; name these too, each after its own --province.")
    other = done.rejects.exclude(code=OUTSIDE)
    lines += [f"  line {row.line}: {row.reason}" for row in other[:SHOWN]]
    if done.rows_rejected - elsewhere > SHOWN:
        lines.append(f"  … and {done.rows_rejected - elsewhere - SHOWN:,} more; --json lists them all.")
    for one in asked(done):
        perhaps = ", ".join(map(described, one.suggested)) or "nothing like it is known"
        lines.append(f"  “{one.written}” in {one.inside} ({one.rows:,} rows): {perhaps}")
    return "\n".join(lines)
