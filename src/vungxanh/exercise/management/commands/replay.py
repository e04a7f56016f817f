"""`vungxanh replay PLAN --overlay … --figures … --from … --to …`: a real outbreak through a real plan, day by day."""

import json
import os
from datetime import date
from pathlib import Path
from time import perf_counter

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from vungxanh.clock import is_exercise
from vungxanh.exercise.figures_file import NotAFiguresFile, read_figures_file
from vungxanh.exercise.replay import play
from vungxanh.exercise.report import show
from vungxanh.exercise.scene import OtherProvince, set_scene
from vungxanh.exercise.summary import summarise
from vungxanh.exercise.wires import Wires
from vungxanh.levels.adopt import OtherTextAdopted
from vungxanh.levels.declare import DeclarationRefused
from vungxanh.places.load import UnknownProvince
from vungxanh.places.read import UnknownPlace
from vungxanh.plan import PlanError

REFUSALS = (
    PlanError,
    NotAFiguresFile,
    UnknownProvince,
    UnknownPlace,
    DeclarationRefused,
    OtherTextAdopted,
    OtherProvince,
)


class Command(BaseCommand):
    help = "Replay a real outbreak through a province's plan, with simulated operators at the far end."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("plan", type=Path)
        parser.add_argument("--overlay", type=Path, help="what the province filled in, such as its wave's first day")
        parser.add_argument(
            "--figures", type=Path, required=True, help="CSV: date, province_gso, new_cases, new_deaths"
        )
        parser.add_argument("--from", dest="first", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
        parser.add_argument("--to", dest="last", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")
        parser.add_argument("--province", default="26", metavar="CODE", help="GSO code (default: 26, Vĩnh Phúc)")
        parser.add_argument(
            "--files", action="store_true", help="make papers, pictures and sound of the last day's messages"
        )
        parser.add_argument("--json", action="store_true", help="print the summary as JSON")

    def handle(self, **options) -> None:  # type: ignore[no-untyped-def]
        if not is_exercise():
            raise CommandError("A replay needs an exercise site: set VUNGXANH_EXERCISE=1 and a database of its own.")
        if options["first"] > options["last"]:
            raise CommandError("--from is after --to; give the first day of the outbreak first.")
        # A replay can be played again: it need not wait for the disk at every step, and stays consistent all the same.
        os.environ["PGOPTIONS"] = "-c synchronous_commit=off"
        connection.close()
        begun = perf_counter()
        console = Console(stderr=options["json"])
        call_command("migrate", verbosity=0)
        try:
            figures = read_figures_file(options["figures"])
            scene = set_scene(
                self._text(options["plan"]),
                self._text(options["overlay"]) if options["overlay"] else "",
                options["province"],
                options["first"],
                options["last"],
            )
        except REFUSALS as error:
            raise CommandError(str(error)) from error
        with Wires.to_simulators() as wires, self._progress(console) as progress:
            task = progress.add_task(str(options["first"]), total=(options["last"] - options["first"]).days + 1)
            for played in play(scene, figures, wires, with_files=options["files"]):
                progress.update(task, completed=played.number, description=str(played.day))
        del os.environ["PGOPTIONS"]
        shown = summarise(scene.replay)
        shown["run"]["seconds"] = round(perf_counter() - begun, 1)
        if options["json"]:
            self.stdout.write(json.dumps(shown, ensure_ascii=False, indent=2))
        else:
            show(shown, console)

    @staticmethod
    def _text(path: Path) -> str:
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{path}: cannot be read as UTF-8 text ({error}).") from error

    @staticmethod
    def _progress(console: Console) -> Progress:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        return Progress(*columns, console=console)
