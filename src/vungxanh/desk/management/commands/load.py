"""`vungxanh load PLAN`: set a province up, or bring what comes with the program up to date."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from vungxanh.desk.setting_up import NotSetUp, set_up
from vungxanh.levels.adopt import OtherTextAdopted
from vungxanh.places.read import UnknownPlace
from vungxanh.plan import PlanError


class Command(BaseCommand):
    help = "Load places, indicators, templates and agencies, and adopt a plan. Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("plan", type=Path)
        parser.add_argument("--overlay", type=Path, help="what the province filled in")
        parser.add_argument("--province", default=settings.VUNGXANH_PROVINCE, metavar="CODE", help="GSO code")
        parser.add_argument("--document", required=True, help="the decision by which the plan is adopted")
        parser.add_argument("--from", dest="first", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            plan, overlay = (_text(options[name]) for name in ("plan", "overlay"))
            adopted = set_up(
                plan, overlay, options["province"], document=options["document"], adopted_from=options["first"]
            )
        except (OSError, UnicodeDecodeError) as problem:
            raise CommandError(f"The plan cannot be read as UTF-8 text ({problem}).") from None
        except (NotSetUp, PlanError, OtherTextAdopted, UnknownPlace) as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(f"{adopted.place.full_name}: {adopted.plan_id}, {adopted.document}, {adopted.adopted_from}")


def _text(path: Path | None) -> str:
    return path.read_text(encoding="utf-8") if path else ""
