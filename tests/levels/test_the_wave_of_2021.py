"""Vĩnh Phúc's real wave, released day by day and declared as proposed: the dates on which the rule's answer changes."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from stage import WAVE
from vungxanh.levels.models import Proposal
from vungxanh.levels.propose import propose

pytestmark = pytest.mark.django_db
FIGURES = Path(__file__).parents[2] / "examples/figures/vinh-phuc-2021.csv"
LAST = date(2022, 1, 5)


def test_the_level_follows_the_wave_until_no_level_fits(stage) -> None:
    stage.declare("vung-xanh", WAVE)
    said, answers = "vung-xanh", {}
    with FIGURES.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if WAVE.isoformat() <= row["date"] <= LAST.isoformat()]
    for row in rows:
        day = date.fromisoformat(row["date"])
        release = stage.release(day, int(row["new_cases"]), int(row["new_deaths"] or 0))
        proposal = propose(stage.adopted, release, at=release.published_at)
        if proposal.level != said:
            answers[day.isoformat()] = (proposal.level or "no level fits", proposal.inputs[0]["value"])
            said = proposal.level
            if proposal.fits:
                stage.declare(proposal.level, day + timedelta(days=1))
    assert answers == {
        "2021-10-30": ("cap-1", "22"),
        "2021-11-19": ("cap-2", "209"),
        "2021-11-26": ("cap-3", "721"),
        "2021-12-02": ("cap-4", "1018"),
        "2022-01-03": ("no level fits", "3040"),
    }
    assert Proposal.objects.filter(level="").count() == 3
