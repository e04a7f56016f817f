"""Runs a real outbreak through a real plan, day by day, on a passed-in clock, and goes on where it was stopped."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date, timedelta
from time import perf_counter

from django.db import transaction

from vungxanh.exercise.day import DAY, Stage, sending
from vungxanh.exercise.figures_file import FiguresFile
from vungxanh.exercise.models import Step
from vungxanh.exercise.scene import Scene
from vungxanh.exercise.wires import Wires


@dataclass(frozen=True, slots=True)
class Played:
    """A day that is over: the how-manieth of how many, and whether it had to be played or was behind us already."""

    day: date
    number: int
    days: int
    anew: bool


def days_of(scene: Scene) -> list[date]:
    first, last = scene.replay.first_day, scene.replay.last_day
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def play(scene: Scene, figures: FiguresFile, wires: Wires, *, with_files: bool = False) -> Iterator[Played]:
    """Play every day that is not behind us yet. Stop it anywhere; the next call takes the next step."""
    behind = set(Step.objects.filter(replay=scene.replay).values_list("day", "name"))
    days = days_of(scene)
    for number, day in enumerate(days, start=1):
        stage = Stage(scene, day, figures.rows_of(day), figures.name, wires, with_files and day == days[-1])
        left = [step for step in DAY if (day, step.__name__) not in behind]
        for step in left:
            _take(stage, step)
        yield Played(day, number, len(days), anew=bool(left))


def _take(stage: Stage, step: Callable[[Stage], None]) -> None:
    """One step, and the row that says it is behind us: together, except for sending, which may be taken twice."""
    begun = perf_counter()
    together: AbstractContextManager[object] = nullcontext() if step is sending else transaction.atomic()
    with together:
        step(stage)
        Step.objects.create(
            replay=stage.scene.replay, day=stage.day, name=step.__name__, seconds=perf_counter() - begun
        )
