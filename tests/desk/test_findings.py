"""What does not add up, on the desk: both numbers are shown, and a person lets them stand with a reason."""

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse_lazy

from vungxanh.desk.seat import Seat
from vungxanh.figures.findings import findings_of, open_findings
from vungxanh.figures.models import Override
from vungxanh.figures.report import report

from .conftest import TODAY, World, at


@pytest.fixture
def wrong(world: World) -> World:
    """Two things that do not add up, and a note."""
    say = {"by": world.people["officer"], "at": at(16, 40)}
    report(world.province, TODAY, {"new_cases": 10, "contacts_new": 3, "doses_given": 9}, **say)
    report(world.district, TODAY, {"new_cases": 12, "contacts_new": 5, "doses_given": 7}, **say)
    return world


PAGE, STAND = reverse_lazy("desk:findings", args=[TODAY]), reverse_lazy("desk:finding_stand", args=[TODAY])


def chosen(world: World) -> list[str]:
    return [one.fingerprint for one in open_findings(world.province, TODAY)]


def test_the_list_shows_both_numbers_and_who_reported_them(wrong: World, as_) -> None:
    said = as_("reader").get(PAGE).content.decode()
    assert "10 is stated, but the places below add up to 12 (1 of 2 reported)." in said
    assert "10, New cases: reported by Officer at 16:40 17/11/2021." in said
    assert "1 of 2 places below have reported; of 9 they make 7." in said
    assert str(STAND) not in said and 'name="finding"' not in said


@pytest.mark.parametrize("who", ["officer", "second"])
def test_who_reports_or_signs_lets_several_stand_for_one_reason(wrong: World, as_, who: str) -> None:
    answer = as_(who).post(STAND, {"finding": chosen(wrong), "reason": "A guest of the district"}, follow=True)
    assert {(one.by, one.reason) for one in Override.objects.all()} == {(wrong.people[who], "A guest of the district")}
    assert Override.objects.count() == 2
    said = answer.content.decode()
    assert "2 findings are let stand" in said and "Nothing is open: the day may be signed." in said
    assert "Let stand: A guest of the district" in said


def test_what_was_chosen_and_typed_stays_when_it_is_refused(wrong: World, as_) -> None:
    first = chosen(wrong)[0]
    said = as_("officer").post(STAND, {"finding": [first], "reason": " "}).content.decode()
    assert "Say why these numbers may stand" in said
    assert f'value="{first}" checked' in said
    said = as_("officer").post(STAND, {"finding": ["0" * 64], "reason": "A guest"}).content.decode()
    assert "A number has changed since" in said and ">A guest</textarea>" in said
    assert not Override.objects.exists()


@pytest.mark.parametrize("who", ["reader", "editor", "stranger", "nobody"])
def test_nobody_else_lets_anything_stand(wrong: World, as_, who: str) -> None:
    assert as_(who).post(STAND, {"finding": chosen(wrong), "reason": "A guest"}).status_code == 403
    assert not Override.objects.exists()


def test_the_part_for_the_days_screen_lists_what_is_open_and_leads_to_where_it_is_let_stand(wrong: World) -> None:
    findings = findings_of(wrong.province, TODAY)
    for who, link in (("second", "Let findings stand, with a reason"), ("reader", "All 3 findings of the day")):
        seat = Seat(wrong.people[who], wrong.province, at(17, 10))
        said = render_to_string("desk/_findings.html", {"findings": findings, "day": TODAY, "seat": seat})
        assert link in said and str(PAGE) in said and "1 note" in said
        assert said.count("the places below add up to") == 2


def test_the_list_takes_the_same_queries_however_many_findings(wrong: World, as_) -> None:
    officer = as_("officer")

    def queries() -> int:
        officer.get(PAGE)  # the first visit of a session stores something of its own
        with CaptureQueriesContext(connection) as seen:
            assert officer.get(PAGE).status_code == 200
        return len(seen)

    few = queries()
    for commune in wrong.communes:
        values = {"new_cases": 40, "samples_tested": 1, "samples_positive": 2, "icu_total": 1, "icu_occupied": 2}
        report(commune, TODAY, values, by=wrong.people["second"], at=at(16, 50))
    assert len(findings_of(wrong.province, TODAY)) > 8
    assert queries() == few + 1  # the history of what stands out
    assert few < 32
