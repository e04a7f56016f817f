"""Several people at one moment: every race ends as if they had come one after the other, or with a refusal."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from threading import Event

import pytest

from together import together
from vungxanh.figures import release as verbs
from vungxanh.figures.chain import verify_chain
from vungxanh.figures.findings import Finding, open_findings
from vungxanh.figures.intake import import_figures
from vungxanh.figures.models import FiguresImport, Release, ReleaseDraft, Report, Sheet
from vungxanh.figures.refusals import ChangedSincePrepared, NotTheLatest, ReleaseRefused
from vungxanh.figures.release import prepare, prepare_correction, sign
from vungxanh.figures.report import report
from vungxanh.places.models import Place

from .conftest import AT, DAY, Desk

pytestmark = pytest.mark.django_db(transaction=True)


def elsewhere(act: Callable[[], object]) -> None:
    """Done and committed by somebody else, before this goes on."""
    (end,) = together(act)
    assert not isinstance(end, Exception), end


def correction(desk: Desk, release: Release) -> ReleaseDraft:
    return prepare_correction(release, by=desk.preparer, as_of=AT, at=AT, reason="counted twice")


def test_two_who_sign_the_same_draft_make_one_release(desk: Desk) -> None:
    desk.report(DAY, 12)
    draft = prepare(desk.place, DAY, by=desk.preparer, as_of=AT, at=AT)
    ends = together(*[lambda: sign(draft, by=desk.signer, at=AT)] * 3)
    assert sum(isinstance(end, Release) for end in ends) == 1
    assert all(isinstance(end, Release | ReleaseRefused) for end in ends), ends
    assert Release.objects.count() == 1


def test_two_corrections_of_one_release_at_once_make_one(desk: Desk) -> None:
    desk.report(DAY, 12)
    first = desk.release()
    desk.report(DAY, 13)
    drafts = [correction(desk, first) for _ in range(2)]
    ends = together(*[lambda draft=draft: sign(draft, by=desk.signer, at=AT) for draft in drafts])  # type: ignore[misc]
    assert sorted(type(end).__name__ for end in ends) == [NotTheLatest.__name__, Release.__name__]
    assert verify_chain(desk.place) == []


def test_a_correction_of_a_correction_and_one_of_the_first_at_once_leave_one_line(desk: Desk) -> None:
    desk.report(DAY, 12)
    first = desk.release()
    desk.report(DAY, 13)
    stale, second = correction(desk, first), desk.correct(first)
    desk.report(DAY, 14)
    drafts = [stale, correction(desk, second), correction(desk, second)]
    ends = together(*[lambda draft=draft: sign(draft, by=desk.signer, at=AT) for draft in drafts])  # type: ignore[misc]
    assert sum(isinstance(end, Release) for end in ends) == 1
    assert all(isinstance(end, Release | NotTheLatest) for end in ends), ends
    assert [one.number for one in Release.objects.order_by("number")] == [1, 2, 3]


def test_what_was_wrong_when_shown_is_not_signed_because_somebody_mends_it_at_that_moment(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reports are compared with the draft, then the checks are asked: a report that comes between them would make
    the checks agree with numbers that are not the ones released."""
    report(desk.place, DAY, {"new_cases": 5, "community_cases": 9}, by=desk.preparer, at=AT)
    draft = prepare(desk.place, DAY, by=desk.preparer, as_of=AT, at=AT)

    def mended_before_the_checks(place: Place, day: object) -> list[Finding]:
        elsewhere(lambda: report(desk.place, DAY, {"new_cases": 9}, by=desk.preparer, at=AT))
        return open_findings(place, DAY)

    monkeypatch.setattr(verbs, "open_findings", mended_before_the_checks)
    with pytest.raises(ChangedSincePrepared):
        sign(draft, by=desk.signer, at=AT)
    assert not Release.objects.exists()


def test_one_file_imported_twice_at_once_is_stored_once(desk: Desk) -> None:
    lines = [f"{DAY - timedelta(days=n)},26,{n},0" for n in range(200)]
    content = "\n".join(["date,province_gso,new_cases,new_deaths", *lines]).encode()
    ends = together(
        *[lambda: import_figures(BytesIO(content), "a.csv", province=desk.place, by=None, at=AT)] * 3  # type: ignore[list-item]
    )
    assert all(isinstance(end, FiguresImport) for end in ends), ends
    assert sorted(bool(end.repeated) for end in ends) == [False, True, True]  # type: ignore[attr-defined]
    assert FiguresImport.objects.count() == 1
    assert Report.objects.count() == 400


def test_two_files_that_change_the_same_reports_in_opposite_order_both_go_in(desk: Desk) -> None:
    codes = ["243", "244", "246", "247", "248", "249", "251", "252", "253"]
    days = [DAY - timedelta(days=n) for n in range(60)]
    rows = [(day, code) for day in days for code in codes]

    def content(value: int, order: list[tuple[object, str]]) -> bytes:
        lines = [f"{day},{code},{value},{value}" for day, code in order]
        return "\n".join(["date,place,new_cases,new_deaths", *lines]).encode()

    import_figures(BytesIO(content(1, rows)), "a.csv", province=desk.place, by=None, at=AT)  # type: ignore[arg-type]
    files = [content(2, rows), content(3, rows[::-1]), content(4, sorted(rows, key=lambda row: row[1]))]  # type: ignore[arg-type]
    ends = together(
        *[
            lambda file=file: import_figures(BytesIO(file), "a.csv", province=desk.place, by=None, at=AT)  # type: ignore[misc]
            for file in files
        ]
    )
    assert all(isinstance(end, FiguresImport) for end in ends), ends
    assert Report.objects.values("value").distinct().count() == 1


def test_two_programs_that_name_their_values_in_opposite_order_do_not_block_each_other(desk: Desk) -> None:
    keys = ["new_cases", "new_deaths", "aefi", "severe_cases", "in_treatment", "recovered", "suspected"]
    report(desk.place, DAY, dict.fromkeys(keys, 0), by=desk.preparer, at=AT)

    def keep_reporting(order: list[str], first: int) -> None:
        for n in range(60):
            report(desk.place, DAY, dict.fromkeys(order, first + n), by=desk.preparer, at=AT)

    ends = together(lambda: keep_reporting(keys, 0), lambda: keep_reporting(keys[::-1], 1000))
    assert ends == [None, None]
    assert Report.objects.filter(day=DAY).values("value").distinct().count() == 1


def test_a_first_report_of_a_day_by_two_at_once_makes_one_sheet(desk: Desk) -> None:
    days = [DAY - timedelta(days=n) for n in range(20)]
    for day in days:
        ends = together(
            *[lambda day=day, n=n: report(desk.place, day, {"new_cases": n}, by=desk.preparer, at=AT) for n in (1, 2)]  # type: ignore[misc]
        )
        assert all(isinstance(end, Sheet) for end in ends), ends
    assert Sheet.objects.count() == len(days)


def test_a_report_that_is_not_committed_yet_is_not_released_by_halves(desk: Desk) -> None:
    """A signature while a file comes in sees all of it or nothing of it."""
    desk.report(DAY, 12)
    draft = prepare(desk.place, DAY, by=desk.preparer, as_of=AT, at=AT)
    half, go_on = Event(), Event()

    class Slow(BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            half.set()
            go_on.wait(20)
            return super().read(size)

    content = f"date,province_gso,new_cases,new_deaths\n{DAY},26,50,0\n".encode()

    def importing() -> FiguresImport:
        return import_figures(Slow(content), "a.csv", province=desk.place, by=None, at=AT)

    def signing() -> Release:
        half.wait(20)
        try:
            return sign(draft, by=desk.signer, at=AT)
        finally:
            go_on.set()

    done, released = together(importing, signing)
    assert isinstance(released, Release)
    assert isinstance(done, FiguresImport)
    assert done.rows_differing == 1
