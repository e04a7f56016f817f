"""Whoever signs reads first what does not add up, what was let stand and why, and what a correction changes below."""

from typing import Any

from django.urls import reverse

from vungxanh.figures.findings import findings_of, let_all_stand
from vungxanh.figures.models import ReleaseDraft, Reporter
from vungxanh.figures.release import prepare_correction
from vungxanh.figures.report import report

from .conftest import FIRST, TODAY, World, at

TORN = {"new_cases": 1265, "community_cases": 1300, "new_deaths": 0}
REASON = "Đã gọi điện đối chiếu với bệnh viện."


def corrected(world: World) -> ReleaseDraft:
    officer = world.people["officer"]
    return prepare_correction(world.release, by=officer, as_of=at(17), at=at(17), reason="Tính lại")


def page(as_: Any, made: ReleaseDraft) -> str:
    return as_("second").get(reverse("desk:release_draft", args=[made.pk])).content.decode()


def test_what_does_not_add_up_stands_before_the_signer_and_no_button_does(world: World, as_: Any) -> None:
    report(world.province, TODAY, TORN, by=None, at=at(16))
    made = corrected(world)
    said = page(as_, made)
    assert "What does not add up" in said and "1,300" in said
    assert reverse("desk:release_sign", args=[made.pk]) not in said
    assert reverse("desk:findings", args=[TODAY]) in said


def test_what_was_let_stand_is_read_with_its_reason_before_signing(world: World, as_: Any) -> None:
    report(world.province, TODAY, TORN, by=None, at=at(16))
    found = [one.fingerprint for one in findings_of(world.province, TODAY) if one.is_open]
    let_all_stand(found, world.province, TODAY, by=world.people["officer"], reason=REASON, at=at(16, 50))
    made = corrected(world)
    said = page(as_, made)
    assert "Let stand, with these reasons" in said and REASON in said
    assert reverse("desk:release_sign", args=[made.pk]) in said


def test_a_correction_names_every_place_below_that_it_changes(world: World, as_: Any) -> None:
    report(world.communes[0], TODAY, {"new_cases": 1234}, by=None, at=at(16))
    made = corrected(world)
    said = page(as_, made)
    changed = said.partition("What changes in the places below")[2].partition("</table>")[0]
    assert world.communes[0].full_name in changed and "1,234" in changed
    assert world.communes[1].full_name not in changed


def test_the_signer_reads_who_is_missing(world: World, as_: Any) -> None:
    Reporter.objects.create(place=world.communes[2], valid_from=FIRST)
    made = corrected(world)
    assert "1 unit has not reported" in page(as_, made) and world.communes[2].full_name in page(as_, made)
