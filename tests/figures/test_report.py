"""One place's values of a day, as a form or a program gives them."""

from datetime import timedelta

import pytest

from vungxanh.figures.models import Report, Sheet
from vungxanh.figures.report import ReportRefused, report

from .conftest import AT, DAY, Desk


def values(desk: Desk) -> dict[str, int | None]:
    return dict(Report.objects.filter(place=desk.place, day=DAY).values_list("indicator_id", "value"))


def test_a_report_is_stored_with_who_reported_and_when(desk: Desk) -> None:
    report(desk.place, DAY, {"new_cases": 12, "new_deaths": 0}, by=desk.preparer, at=AT)
    sheet = Sheet.objects.get(place=desk.place, day=DAY)
    assert (sheet.by, sheet.first_at, sheet.last_at, sheet.complete) == (desk.preparer, AT, AT, None)
    assert values(desk) == {"new_cases": 12, "new_deaths": 0}


def test_a_later_report_changes_what_it_names_and_keeps_when_the_first_came(desk: Desk) -> None:
    later = AT + timedelta(minutes=10)
    report(desk.place, DAY, {"new_cases": 12, "new_deaths": 0}, by=desk.preparer, at=AT, complete=True)
    report(desk.place, DAY, {"new_cases": 13, "new_deaths": None}, by=desk.signer, at=later)
    sheet = Sheet.objects.get(place=desk.place, day=DAY)
    assert (sheet.by, sheet.first_at, sheet.last_at, sheet.complete) == (desk.signer, AT, later, True)
    assert values(desk) == {"new_cases": 13, "new_deaths": 0}


def test_what_cannot_be_is_refused_with_every_problem_and_nothing_is_stored(desk: Desk) -> None:
    given = {"new_cases": 1, "beds": 3, "positivity": 5, "aefi": -1, "new_deaths": 10**9}
    with pytest.raises(ReportRefused) as refused:
        report(desk.place, DAY, given, by=desk.preparer, at=AT)
    codes = [problem.code for problem in refused.value.problems]
    assert codes == ["unknown-indicator", "computed", "negative-count", "too-large"]
    assert not Report.objects.exists() and not Sheet.objects.exists()


@pytest.mark.parametrize(
    ("day", "given", "code"),
    [
        (DAY + timedelta(days=1), {"new_cases": 1}, "future-day"),
        (DAY.replace(year=2020), {"new_cases": 1}, "place-not-valid"),
        (DAY, {"new_cases": None}, "nothing-given"),
    ],
)
def test_a_report_for_no_day_or_of_nothing_is_refused(desk: Desk, day, given, code: str) -> None:
    with pytest.raises(ReportRefused) as refused:
        report(desk.place, day, given, by=desk.preparer, at=AT)
    assert [problem.code for problem in refused.value.problems] == [code]
