"""Tables come as offices keep them: names instead of codes, merged headers, Excel's days, numbers with points."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest

from vungxanh.figures.intake import FileRefused, import_figures
from vungxanh.figures.models import FiguresImport, Report, Sheet
from vungxanh.figures.unknown_names import asked
from vungxanh.places.load import load_places
from vungxanh.places.models import Place
from vungxanh.places.spellings import confirm

from .conftest import AT, DAY, Desk, Importing

Cell = tuple[str, str, int | None]


def stored(day: date = DAY) -> set[Cell]:
    return set(Report.objects.filter(day=day).values_list("place__code", "indicator_id", "value"))


def workbook(rows: Sequence[Sequence[object]], *merged: str, sheet: str = "Bảng") -> BytesIO:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = sheet
    for row in rows:
        page.append(row)
    for cells in merged:
        page.merge_cells(cells)
    octets = BytesIO()
    book.save(octets)
    octets.seek(0)
    return octets


def read(content: BytesIO | bytes, province: Place, **options: object) -> FiguresImport:
    file = BytesIO(content) if isinstance(content, bytes) else content
    return import_figures(file, "bang.xlsx", province=province, by=None, at=AT, **options)  # type: ignore[arg-type]


def test_districts_and_communes_are_found_by_their_names(take_in: Importing) -> None:
    done = take_in(
        "19/11/2021,TP. Vĩnh Yên,P. Tích Sơn,3",
        "19/11/2021,huyện Tam Đảo,,2",
        header="Ngày,Huyện,Xã,Số ca mắc mới",
    )
    assert (done.rows_in, done.rows_rejected) == (2, 0)
    assert stored() == {("08707", "new_cases", 3), ("248", "new_cases", 2)}


def test_the_header_stands_below_a_title_and_in_any_order(take_in: Importing) -> None:
    done = take_in(
        "", "Kèm theo công văn số 12", "STT;Ca mắc mới;Ghi chú;Ca tử vong mới;Ngày;Mã", "1;5;gấp;0;2021-11-19;243",
        header="BÁO CÁO NGÀY",
    )  # fmt: skip
    assert stored() == {("243", "new_cases", 5), ("243", "new_deaths", 0)}
    assert (done.header_row, done.unread) == (4, ["STT", "Ghi chú"])
    assert any("STT, Ghi chú" in note for note in done.notes)


def test_an_indicator_over_several_columns_and_what_each_counts_below(vinh_phuc: Place) -> None:
    rows = [
        ["TÌNH HÌNH DỊCH BỆNH"],
        ["Ngày", "Đơn vị", "Ca mắc mới", None, None, "Ca tử vong mới"],
        [None, None, "Tổng số", "Trong cộng đồng", "Trong khu cách ly", None],
        [datetime(2021, 11, 19), "Vĩnh Yên", 12, 9, 3, 1],
    ]
    done = read(workbook(rows, "A1:F1", "A2:A3", "B2:B3", "C2:E2", "F2:F3"), vinh_phuc)
    assert (done.rows_in, done.rows_stored, done.header_row) == (1, 1, 3)
    assert stored() == {
        ("243", "new_cases", 12),
        ("243", "community_cases", 9),
        ("243", "quarantined_cases", 3),
        ("243", "new_deaths", 1),
    }


def test_what_a_header_counts_may_stand_over_the_parts_that_it_is_made_of(vinh_phuc: Place) -> None:
    rows = [
        ["TT", "Ngày", "Huyện, thành phố", "Số ca mắc mới", None, None, "Tử vong mới"],
        [None, None, None, "Tổng", "Cộng đồng", "Khu cách ly", None],
        [1, datetime(2021, 11, 19), "TP Vĩnh Yên", 41, 11, 30, 0],
    ]
    done = read(workbook(rows, "D1:F1"), vinh_phuc)
    assert (done.rows_in, done.rows_rejected, done.unread) == (1, 0, ["TT"])
    assert ("243", "community_cases", 11) in stored() and ("243", "quarantined_cases", 30) in stored()


def test_a_column_without_a_name_is_not_read_and_is_named_by_its_letter(take_in: Importing) -> None:
    done = take_in("2021-11-19,26,1,7,0", header="Ngày,Mã,Ca mắc mới,,Ca tử vong mới")
    assert stored() == {("26", "new_cases", 1), ("26", "new_deaths", 0)}
    assert done.unread == ["column D (without a name)"]


@pytest.mark.parametrize("written", ["Tổng cộng", "TỔNG SỐ", "Cộng", "Toàn tỉnh"])
def test_a_row_of_totals_is_no_place_and_nobody_is_asked_what_it_means(take_in: Importing, written: str) -> None:
    done = take_in("19/11/2021,Vĩnh Yên,3", f",{written},3", header="Ngày,Huyện,Ca mắc mới")
    assert list(done.rejects.values_list("line", "code")) == [(3, "total-row")]
    assert written in done.rejects.get().reason and "day" not in done.rejects.get().reason
    assert not asked(done)


def test_a_wrong_cell_is_named_by_the_heading_of_its_column(take_in: Importing) -> None:
    done = take_in("19/11/2021,Vĩnh Yên,ba", header="Ngày,Huyện,Số ca mắc mới")
    assert "Số ca mắc mới" in done.rejects.get().reason


@pytest.mark.parametrize(
    ("octets", "kind"), [(b"\x89PNG\r\n\x1a\n", "PNG"), (b"%PDF-1.7", "PDF"), (b"\xff\xd8\xff\xe0", "JPEG")]
)
def test_a_picture_or_a_paper_with_the_name_of_a_table_is_told_apart(
    vinh_phuc: Place, octets: bytes, kind: str
) -> None:
    with pytest.raises(FileRefused) as refused:
        read(octets + bytes(200), vinh_phuc)
    assert [problem.code for problem in refused.value.problems] == ["not-a-table"]
    assert kind in refused.value.problems[0].sentence


def test_excel_gives_days_as_days_as_numbers_and_as_text(vinh_phuc: Place) -> None:
    rows = [
        ["date", "place", "new_cases"],
        [date(2021, 11, 19), 26, 1],
        [44518, "26", 2.0],
        ["17/11/2021", "26", "3"],
        [datetime(2021, 11, 16, 16, 30), "26", 4],
        [date(2021, 11, 15), "26", 1.234],
    ]
    done = read(workbook(rows), vinh_phuc)
    assert dict(Report.objects.values_list("day", "value")) == {date(2021, 11, 20 - n): n for n in range(1, 5)}
    assert done.rejects.get().code == "decimal"


def test_the_long_form_names_its_indicator_in_each_row(take_in: Importing) -> None:
    done = take_in(
        "19/11/2021,Vĩnh Yên,Ca mắc mới,7",
        "19/11/2021,Vĩnh Yên,new_deaths,0",
        "19/11/2021,Vĩnh Yên,new_case,1",
        "19/11/2021,Vĩnh Yên,Ca mac moi,8",
        header="Ngày,Huyện,Chỉ tiêu,Giá trị",
    )
    assert stored() == {("243", "new_cases", 7), ("243", "new_deaths", 0)}
    assert list(done.rejects.values_list("line", "code")) == [(4, "unknown-indicator"), (5, "repeated-day")]
    assert "new_cases" in done.rejects.all()[0].reason
    assert Sheet.objects.count() == 1


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["1.234", "12"], [1234, 12]),
        (['"1,234"', "1.234.567"], [None, None]),
        (["1.234.567", "0"], [1_234_567, 0]),
        (["1.234", "2.5"], [None, None]),
        (['"1,234"', "2.5"], [1234, None]),
        (['"1.234,5"', "1.234"], [None, 1234]),
        (["0.123", "1"], [None, 1]),
    ],
)
def test_points_and_commas_part_thousands_only_where_the_file_leaves_no_doubt(
    take_in: Importing, cells: list[str], values: list[int | None]
) -> None:
    done = take_in(*(f"2021-11-{n},26,{cell}" for n, cell in enumerate(cells, start=10)), header="date,place,new_cases")
    found = dict(Report.objects.values_list("day__day", "value"))
    assert [found.get(n) for n in (10, 11)] == values
    assert done.rows_in == 2 == done.rows_stored + done.rejects.count()


def test_a_day_that_may_be_read_in_two_ways_is_not_taken_where_others_put_the_month_first(
    take_in: Importing,
) -> None:
    rows = ("3/4/2021,26,1", "5/5/2021,26,2", "04/13/2021,26,3")
    done = take_in(*rows, header="date,place,new_cases")
    assert list(done.rejects.values_list("line", "code")) == [(2, "ambiguous-day"), (4, "month-first")]
    assert done.rejects.get(line=2).text == rows[0]
    assert (done.rows_in, done.rows_stored) == (3, 1)
    assert take_in(*rows[:2], header="date,place,new_cases").rows_rejected == 0
    assert set(Report.objects.values_list("day", flat=True)) == {date(2021, 4, 3), date(2021, 5, 5)}


TCVN3 = "Ngµy,HuyÖn,X·,Ca m¾c míi\n19/11/2021,VÜnh Yªn,ph\xadêng TÝch S¬n,4\n19/11/2021,LËp Th¹ch,x· Xu©n Hßa,1\n"


def test_old_encodings_are_read_and_said(vinh_phuc: Place) -> None:
    done = read(TCVN3.encode("latin-1"), vinh_phuc)
    assert (done.encoding, done.rows_stored) == ("TCVN3", 2)
    assert any("TCVN3" in note for note in done.notes)


def test_several_filled_sheets_need_one_named(vinh_phuc: Place) -> None:
    book = openpyxl.load_workbook(workbook([["date", "place", "new_cases"], ["2021-11-19", "26", 1]]))
    book.create_sheet("Khác").append(["x"])
    content = BytesIO()
    book.save(content)
    with pytest.raises(FileRefused, match="Bảng, Khác"):
        read(content, vinh_phuc)
    assert read(content, vinh_phuc, sheet="Bảng").rows_stored == 1


def test_a_name_that_is_not_known_is_rejected_with_what_it_may_mean_and_listed_once(take_in: Importing) -> None:
    done = take_in(
        "2021-11-19,Vĩnh Yên,Tích Sôn,3", "2021-11-18,Vĩnh Yên,Tích Sôn,1", "2021-11-19,Mê Linh,Chu Phan,1",
        header="date,district,commune,cases",
    )  # fmt: skip
    assert list(done.rejects.values_list("code", flat=True)) == ["unknown-place"] * 3
    assert "phường Tích Sơn (08707)" in done.rejects.all()[0].reason
    first, second = asked(done)
    assert (first.written, first.inside.code, first.rows, first.suggested[0].code) == ("Tích Sôn", "243", 2, "08707")
    assert (second.written, second.rows) == ("Mê Linh", 1)
    assert not Report.objects.exists()


def test_once_confirmed_the_same_file_stores_just_what_was_missing(take_in: Importing, vinh_phuc: Place) -> None:
    rows = ("2021-11-19,Vĩnh Yên,Tích Sôn,3", "2021-11-19,Vĩnh Yên,Liên Bảo,5")
    header = "date,district,commune,cases"
    first = take_in(*rows, header=header)
    take_in("2021-11-19,Vĩnh Yên,Liên Bảo,6", header=header)
    (name,) = asked(first)
    confirm(name.inside, name.written, name.suggested[0], by=None, at=AT)
    assert asked(first)[0].confirmed == name.suggested[0]
    again = take_in(*rows, header=header)
    assert (again.repeated, again.rows_stored, again.rows_rejected, again.unknown) == (False, 2, 0, [])
    assert stored() == {("08707", "new_cases", 3), ("08710", "new_cases", 6)}


def test_the_order_of_the_place_columns_is_told_by_their_names(take_in: Importing) -> None:
    take_in("1,Tích Sơn,2021-11-19,Vĩnh Phúc,Vĩnh Yên", header="cases,commune,date,province,district")
    assert stored() == {("08707", "new_cases", 1)}


def test_rows_of_another_province_are_rejected_as_such(take_in: Importing) -> None:
    load_places(["38"])
    done = take_in("2021-11-19,38,1", "2021-11-19,26,2", header="date,province_gso,new_cases")
    assert done.rejects.get().code == "outside-province"
    done = take_in("2021-11-18,Thanh Hóa,1", "2021-11-18,Vĩnh Phúc,2", header="date,province,new_cases")
    assert done.rejects.get().code == "outside-province"
    assert Report.objects.count() == 2


def test_rows_of_places_of_others_are_rejected_for_whoever_reports_for_a_few(take_in: Importing) -> None:
    mine = frozenset(Place.objects.filter(code="08707").values_list("pk", flat=True))
    done = take_in(
        "2021-11-19,08707,1", "2021-11-19,08710,2", "2021-11-19,26,3", header="date,place,new_cases", only=mine
    )
    assert list(done.rejects.values_list("line", "code")) == [(3, "not-yours"), (4, "not-yours")]
    assert stored() == {("08707", "new_cases", 1)}


def test_every_place_and_day_that_came_in_has_reported_and_keeps_its_first_hour(take_in: Importing) -> None:
    later = AT.replace(hour=20)
    take_in("2021-11-19,26,1", "2021-11-19,243,", "2021-11-18,26,0", header="date,place,new_cases")
    assert set(Sheet.objects.values_list("place__code", "day")) == {("26", DAY), ("26", date(2021, 11, 18))}
    take_in("2021-11-19,26,5", "2021-11-18,26,0", header="date,place,new_cases", at=later)
    assert dict(Sheet.objects.values_list("day", "first_at")) == {DAY: AT, date(2021, 11, 18): AT}
    assert dict(Sheet.objects.values_list("day", "last_at")) == {DAY: later, date(2021, 11, 18): AT}


def test_a_communes_report_is_compared_with_the_release_of_its_province(desk: Desk) -> None:
    desk.report(DAY, 12)
    release = desk.release()
    commune = Place.objects.within(desk.place).get(code="08707")
    assert desk.take_in("2021-11-19,08707,3", header="date,place,new_cases").rows_differing == 0
    release.figures.model.objects.create(release=release, place=commune, indicator_id="new_cases", value=3)
    assert desk.take_in("2021-11-19,08707,3,0", header="date,place,new_cases,aefi").rows_differing == 1
    assert desk.take_in("2021-11-19,08707,4", "2021-11-19,26,12", header="date,place,new_cases").rows_differing == 1
