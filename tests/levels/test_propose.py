"""From released figures to a proposal, and from a proposal to nothing but a person's decision."""

from datetime import date, timedelta

import pytest

from stage import moment
from vungxanh.levels.models import Declaration
from vungxanh.levels.propose import propose
from vungxanh.levels.read import declaration_on

pytestmark = pytest.mark.django_db
DAY = date(2021, 10, 30)


def test_the_wave_reaches_level_one_and_the_rule_says_why(stage) -> None:
    stage.declare("vung-xanh", DAY - timedelta(days=12))
    for n in range(12):
        stage.release(DAY - timedelta(days=12 - n), 1)
    proposal = propose(stage.adopted, stage.release(DAY, 10), at=moment(DAY))
    assert (proposal.level, proposal.current) == ("cap-1", "vung-xanh")
    assert proposal.inputs[0]["value"] == "22"
    assert proposal.asks_for_a_decision
    assert proposal.steps


def test_a_proposal_declares_nothing(stage) -> None:
    for n in range(13):
        release = stage.release(DAY - timedelta(days=12 - n), 30)
    propose(stage.adopted, release, at=moment(DAY))
    assert not Declaration.objects.exists()
    assert declaration_on(stage.place, DAY) is None


def test_above_the_last_level_no_level_fits_and_a_person_decides(stage) -> None:
    for n in range(13):
        release = stage.release(DAY - timedelta(days=12 - n), 300)
    proposal = propose(stage.adopted, release, at=moment(DAY))
    assert proposal.level == ""
    assert not proposal.fits
    assert "person" in proposal.reason


def test_proposing_twice_for_one_release_gives_the_same_proposal(stage) -> None:
    release = stage.release(date(2021, 10, 18), 3)
    assert propose(stage.adopted, release, at=moment(DAY)) == propose(stage.adopted, release, at=moment(DAY))
