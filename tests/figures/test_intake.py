"""A file of figures is stored with every row accounted for, or refused whole."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vungxanh.figures.intake import FileRefused, import_figures
from vungxanh.figures.models import FiguresImport, RejectedRow, Report
from vungxanh.places.load import load_places
from vungxanh.places.models import Place

from .conftest import AT, DAY, Desk, Importing

HEADER = "date,province_gso,new_cases,new_deaths\n"


def test_each_cell_becomes_the_report_of_its_place_day_and_indicator(take_in: Importing) -> None:
    done = take_in("2021-11-18,26,12,0", "2021-11-19,243,3,1", header="date,place,new_cases,new_deaths")
    assert (done.rows_in, done.rows_stored, done.rows_rejected) == (2, 2, 0)
    assert set(Report.objects.values_list("place__code", "day", "indicator_id", "value")) == {
        ("26", DAY - timedelta(days=1), "new_cases", 12),
        ("26", DAY - timedelta(days=1), "new_deaths", 0),
        ("243", DAY, "new_cases", 3),
        ("243", DAY, "new_deaths", 1),
    }


def test_a_blank_cell_is_not_reported_and_never_zero(take_in: Importing) -> None:
    take_in("2021-11-19,26,, ")
    assert set(Report.objects.values_list("indicator_id", "value")) == {("new_cases", None), ("new_deaths", None)}


def test_a_blank_cell_never_erases_what_was_reported(take_in: Importing) -> None:
    take_in("2021-11-19,26,12,0")
    take_in("2021-11-19,26,,1")
    assert dict(Report.objects.values_list("indicator_id", "value")) == {"new_cases": 12, "new_deaths": 1}


def test_a_later_file_replaces_what_was_reported_and_an_equal_value_keeps_its_first_import(take_in: Importing) -> None:
    first = take_in("2021-11-19,26,12,0")
    second = take_in("2021-11-19,26,13,0")
    assert dict(Report.objects.values_list("indicator_id", "value")) == {"new_cases": 13, "new_deaths": 0}
    assert dict(Report.objects.values_list("indicator_id", "figures_import")) == {
        "new_cases": second.pk,
        "new_deaths": first.pk,
    }


@pytest.mark.parametrize(
    ("row", "code", "said"),
    [
        ("2021-11-19,26,-3,0", "negative-count", "-3"),
        ("2021-11-19,26,1.2345,0", "decimal", "digits only"),
        ('2021-11-19,26,"1,5",0', "decimal", "digits only"),
        ("2021-11-19,26,many,0", "not-a-number", "leave it blank"),
        ("2021-11-19,26,1e5,0", "not-a-number", "1e5"),
        ("2021-11-19,26,٣,0", "not-a-number", "٣"),
        ("2021-11-19,26,999999999,0", "too-large", "too large"),
        ("2021-11-19,26,99999999999999999999,0", "too-large", "too large"),
        ("11/19/2021,26,1,0", "month-first", "DD/MM/YYYY"),
        ("19/11/21,26,1,0", "not-a-day", "two digits"),
        ("31/11/2021,26,1,0", "not-a-day", "calendar"),
        ("20211119,26,1,0", "not-a-day", "YYYY-MM-DD"),
        ("2021-02-30,26,1,0", "not-a-day", "2021-02-30"),
        (",26,1,0", "no-day", "DD/MM/YYYY"),
        ("2021-11-20,26,1,0", "future-day", "19/11/2021"),
        ("1021-11-19,26,1,0", "day-out-of-range", "check the year"),
        ("2019-11-19,26,1,0", "place-not-valid", "01/01/2021"),
        ("2021-11-19,99,1,0", "unknown-place", "leading zeros"),
        ("2021-11-19,,1,0", "no-place", "names no place"),
        ("2021-11-19,38,1,0", "outside-province", "Vĩnh Phúc"),
        ("2021-11-19,26,1", "ragged-row", "3 cells"),
        ("2021-11-19,26,1,0,5", "ragged-row", "5 cells"),
        ('2021-11-19,26,"1,0', "broken-quotes", "quotation"),
    ],
)
def test_a_row_that_cannot_be_stored_is_rejected_with_its_line_and_reason(
    take_in: Importing, row: str, code: str, said: str
) -> None:
    load_places(["38"])
    done = take_in("2021-11-18,26,1,0", row, "2021-11-17,26,1,0")
    reject = done.rejects.get()
    assert (reject.line, reject.code, reject.text) == (3, code, row)
    assert said in reject.reason
    assert (done.rows_in, done.rows_stored, done.rows_rejected) == (3, 2, 1)


def test_a_rejected_row_gives_every_reason_at_once(take_in: Importing) -> None:
    reason = take_in("mai,26,-3,many").rejects.get().reason
    assert "YYYY-MM-DD" in reason
    assert "negative" in reason
    assert "not a whole number" in reason


def test_a_day_given_twice_keeps_the_first_and_names_its_line(take_in: Importing) -> None:
    done = take_in("2021-11-19,26,1,0", "2021-11-18,26,5,0", "2021-11-19,26,2,0")
    assert done.rejects.get().code == "repeated-day"
    assert "Line 2" in done.rejects.get().reason
    assert Report.objects.get(day=DAY, indicator="new_cases").value == 1


def test_the_day_of_the_import_is_vietnams_day(take_in: Importing) -> None:
    late_in_hanoi = datetime(2021, 11, 19, 17, 30, tzinfo=UTC)
    assert take_in("2021-11-20,26,1,0", at=late_in_hanoi).rows_stored == 1


def refusal(content: bytes, place: Place) -> list[tuple[str, str]]:
    with pytest.raises(FileRefused) as refused:
        import_figures(BytesIO(content), "f.csv", province=place, by=None, at=AT)
    assert not FiguresImport.objects.exists()
    assert not Report.objects.exists()
    return [(problem.code, problem.sentence) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (b"", "empty-file", "empty"),
        (b" \n\r\n", "empty-file", "empty"),
        (HEADER.encode(), "no-rows", "no rows"),
        (HEADER.encode() + b"2021-11-19,26,\xff\xfe\xfd\xf7,0", "unknown-encoding", "CSV UTF-8"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old-workbook", "Save it as .xlsx"),
        (b"PK\x03\x04 nothing", "broken-workbook", "save it again"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_whole_saying_where(
    vinh_phuc: Place, content: bytes, code: str, said: str
) -> None:
    assert [(found, said in sentence) for found, sentence in refusal(content, vinh_phuc)] == [(code, True)]


def test_every_problem_of_a_header_is_listed_at_once(vinh_phuc: Place) -> None:
    problems = refusal("ngày,Ca mắc mới,new_cases,new_death\n2021-11-19,1,2,3".encode(), vinh_phuc)
    assert [(code, sentence.split(":")[0]) for code, sentence in problems] == [
        ("missing-column", "Row 1"),
        ("repeated-column", "Row 1"),
        ("unknown-column", "Row 1"),
    ]
    assert "new_deaths" in problems[-1][1]
    nothing = refusal(b"a,b\n1,2", vinh_phuc)
    assert [code for code, _ in nothing] == ["missing-column"] * 3


def test_a_byte_order_mark_and_any_line_ending_are_tolerated(vinh_phuc: Place) -> None:
    content = b"\xef\xbb\xbf" + HEADER.encode() + b"2021-11-19,26,1,0\r\n2021-11-18,26,2,0\r2021-11-17,26,3,0"
    done = import_figures(BytesIO(content), "f.csv", province=vinh_phuc, by=None, at=AT)
    assert (done.rows_in, done.rows_stored) == (3, 3)
    assert any("byte order mark" in note for note in done.notes)


def test_a_stray_quotation_mark_cannot_swallow_the_lines_after_it(take_in: Importing) -> None:
    done = take_in('"2021-11-19,26,1,0', "2021-11-18,26,2,0", "2021-11-17,26,3,0")
    assert (done.rows_in, done.rows_stored, done.rows_rejected) == (3, 2, 1)


def test_the_same_file_again_is_recognised_and_stores_nothing(take_in: Importing) -> None:
    first = take_in("2021-11-19,26,12,0", "2021-11-18,26,x,0")
    take_in("2021-11-19,26,13,0")
    again = take_in("2021-11-19,26,12,0", "2021-11-18,26,x,0")
    assert (again.pk, again.repeated) == (first.pk, True)
    assert any("imported before" in note for note in again.notes)
    assert Report.objects.get(indicator="new_cases", day=DAY).value == 13
    assert (FiguresImport.objects.count(), RejectedRow.objects.count()) == (2, 1)


def test_the_same_file_on_a_later_day_brings_the_rows_that_were_too_early_and_touches_nothing_else(
    take_in: Importing,
) -> None:
    rows = ("2021-11-19,26,12,0", "2021-11-20,26,14,0")
    assert take_in(*rows).rejects.get().code == "future-day"
    take_in("2021-11-19,26,13,0")
    later = take_in(*rows, at=AT + timedelta(days=1))
    assert (later.repeated, later.rows_stored) == (False, 2)
    values = Report.objects.filter(indicator="new_cases").order_by("day").values_list("value", flat=True)
    assert list(values) == [13, 14]


def test_an_import_never_changes_a_release_but_says_what_differs(desk: Desk) -> None:
    desk.report(DAY, 12)
    release = desk.release()
    assert desk.report(DAY, "", 0).rows_differing == 0
    changed = desk.report(DAY, 15)
    assert changed.rows_differing == 1
    assert "1 row differs from what was released; prepare a correction." in changed.notes
    assert release.figures.get(indicator="new_cases").value == 12
    desk.correct(release)
    assert desk.report(DAY, 15, "").rows_differing == 0


def test_a_failure_half_way_leaves_nothing(vinh_phuc: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*args: object, **kwargs: object) -> None:
        raise ConnectionError

    monkeypatch.setattr("vungxanh.figures.staging.Staging.rows_differing_from_released", failing)
    with pytest.raises(ConnectionError):
        import_figures(BytesIO(HEADER.encode() + b"2021-11-19,26,1,0\nx"), "f.csv", province=vinh_phuc, by=None, at=AT)
    assert not FiguresImport.objects.exists()
    assert not Report.objects.exists()
    assert not RejectedRow.objects.exists()


def test_a_long_file_costs_no_more_queries_than_a_short_one(vinh_phuc: Place, take_in: Importing) -> None:
    from django.db import connection

    def queries(days: int) -> int:
        rows = [f"{DAY - timedelta(days=n)},26,{days},0" for n in range(days)]
        with CaptureQueriesContext(
            connection,
        ) as captured:
            take_in(*rows)
        return len(captured)

    take_in("2021-11-19,26,0,0")
    assert queries(2) == queries(300)


CELLS = st.one_of(
    st.sampled_from(
        ["2021-11-19", "2021-11-18", "26", "243", "38", "", "0", "7", "-1", "1.5", "x", '"', '"a', "\x0b", "\u2028"]
    ),
    st.text(alphabet=st.characters(exclude_characters="\n\r\0", codec="utf-8"), max_size=8),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=8))
def test_rows_in_are_always_rows_stored_plus_rows_rejected(vinh_phuc: Place, rows: list[list[str]]) -> None:
    lines = [",".join(cells) for cells in rows]
    given_lines = [line for line in lines if line.replace(",", " ").strip()]
    content = (HEADER + "\n".join(lines)).encode()
    if not given_lines:
        with pytest.raises(FileRefused):
            import_figures(BytesIO(content), "f.csv", province=vinh_phuc, by=None, at=AT)
        return
    done = import_figures(BytesIO(content), "f.csv", province=vinh_phuc, by=None, at=AT)
    assert done.rows_in == len(given_lines) == done.rows_stored + done.rows_rejected
    assert done.rejects.count() == done.rows_rejected
    assert all(reject.reason for reject in done.rejects.all())
