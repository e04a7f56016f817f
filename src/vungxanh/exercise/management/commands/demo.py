"""`vungxanh demo`: replay Vĩnh Phúc's autumn of 2021, then serve the portal and the back office of its last evening."""

from datetime import date, datetime, time
from pathlib import Path
from time import perf_counter

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.table import Table

from vungxanh.clock import VIETNAM
from vungxanh.exercise.logins import open_logins
from vungxanh.exercise.loose_ends import leave_something_to_do
from vungxanh.exercise.serving import NotServed, free_port, serving
from vungxanh.exercise.stopping import hold_signals, wait_to_be_stopped
from vungxanh.levels.models import AdoptedPlan

PLAN = Path("plans/vinh-phuc.yaml")
OVERLAY = Path("plans/overlays/vinh-phuc.yaml")
FIGURES = Path("examples/figures/vinh-phuc-2021.csv")
FIRST, LAST = date(2021, 10, 18), date(2022, 1, 5)
EVENING = time(18, 30)


class Command(BaseCommand):
    help = "Replay the example outbreak and serve the site as it stood on the last evening."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--once", action="store_true", help="stop as soon as the first page has been served")

    def handle(self, **options) -> None:  # type: ignore[no-untyped-def]
        begun = perf_counter()
        console = Console()
        if not PLAN.exists():
            raise CommandError(f"{PLAN} is not here; run the demo from the repository's folder.")
        console.print("Preparing the database and the site's files …")
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        call_command("replay", str(PLAN), overlay=OVERLAY, figures=FIGURES, first=FIRST, last=LAST, files=True)
        logins = open_logins()
        leave_something_to_do(AdoptedPlan.objects.get(plan_id="vinh-phuc", adopted_from=FIRST), LAST)
        hold_signals()
        try:
            port = free_port(options["host"], options["port"])
            with serving(options["host"], port, datetime.combine(LAST, EVENING, VIETNAM)) as address:
                self._invite(console, address, logins)
                console.print(f"Served after {perf_counter() - begun:.0f} s. Stop with Ctrl+C.")
                if not options["once"]:
                    wait_to_be_stopped()
        except (NotServed, OSError) as error:
            raise CommandError(str(error)) from error

    @staticmethod
    def _invite(console: Console, address: str, logins: list[tuple[str, str, str]]) -> None:
        table = Table(title="Logins of this demonstration", title_justify="left")
        for column in ("login", "who", "password"):
            table.add_column(column)
        for row in logins:
            table.add_row(*row)
        console.print(
            f"\n  Portal       {address}\n  in English   {address}en/\n  Back office  {address}ban-lam-viec/\n"
        )
        console.print(table)
