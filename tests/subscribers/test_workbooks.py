"""Excel workbooks are read like CSV files; what Excel does to numbers is undone."""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from struct import pack

import openpyxl
import pytest

from vungxanh.subscribers.lists import FileRefused
from vungxanh.subscribers.models import Subscriber

from .conftest import Importing


def workbook(**sheets: Sequence[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    octets = BytesIO()
    book.save(octets)
    return octets.getvalue()


HEADER = ["STT", "Số điện thoại", "E-mail", "Mã xã"]


def test_numbers_and_text_are_read_as_people_see_them(take_in: Importing) -> None:
    rows = [
        [1, 912345678, "a@example.vn", 8707],
        [2, "0912345679", None, "08707"],
        [3, 84912345680, None, 8707.0],
        [4, 1681234567, None, "08707"],
        [5, True, None, "08707"],
        [6, 9123.5, None, "08707"],
    ]
    done = take_in(content=workbook(a=[HEADER, *rows]))
    assert (done.rows_in, done.stored, done.rejected, done.converted) == (6, 4, 2, 1)
    assert list(done.rejected_rows.values_list("row", "content")) == [(6, "True |  | 08707"), (7, "9123.5 |  | 08707")]
    assert set(Subscriber.objects.filter(channel="sms").values_list("address", "place__code")) == {
        (number, "08707") for number in ("84912345678", "84912345679", "84912345680", "84381234567")
    }


def test_rows_are_numbered_as_excel_numbers_them(take_in: Importing) -> None:
    rows = [[], ["DANH SÁCH"], [], HEADER, [], [1, "x", None, "08707"], [2, 912345678, None, "08707"]]
    done = take_in(content=workbook(a=rows))
    assert (done.header_row, done.rejected_rows.get().row, done.stored) == (4, 6, 1)


def test_text_in_old_fonts_is_read_and_shown(take_in: Importing) -> None:
    rows = [["Sè ®iÖn tho¹i", "HuyÖn", "X·"], [912345678, "VÜnh Yªn", "ph\xadêng TÝch S¬n"]]
    done = take_in(content=workbook(a=rows))
    assert (done.encoding, done.stored) == ("Excel, TCVN3", 1)
    assert Subscriber.objects.get().place.name == "Tích Sơn"
    assert done.notes == ["Read as Excel, TCVN3: “ph\xadêng” is “phường”."]


def test_text_with_line_breaks_and_tabs_stays_in_its_row(take_in: Importing) -> None:
    done = take_in(content=workbook(a=[["SĐT", "E-mail"], ["0912\n345\t678\\", "a@b"]]))
    assert done.rejected_rows.get().content == "0912\n345\t678\\ | a@b"


def test_an_empty_sheet_beside_the_list_does_not_matter(take_in: Importing) -> None:
    assert take_in(content=workbook(Sheet1=[], ds=[["SĐT"], [912345678]], Sheet3=[])).stored == 1


def test_of_several_filled_sheets_a_person_names_one(take_in: Importing) -> None:
    content = workbook(một=[["SĐT"], [912345678]], hai=[["SĐT"], [912345679]])
    with pytest.raises(FileRefused, match="một, hai"):
        take_in(content=content)
    assert take_in(content=content, sheet="hai").stored == 1
    assert Subscriber.objects.get().address == "84912345679"
    with pytest.raises(FileRefused, match="ba"):
        take_in(content=content, sheet="ba")


def test_the_same_workbook_again_stores_nothing(take_in: Importing) -> None:
    content = workbook(a=[["SĐT", "E-mail"], [912345678, "a@example.vn"]])
    assert take_in(content=content).stored == 1
    assert take_in(content=content).known == 1


def swollen(octets: int, claimed: int | None = None) -> bytes:
    """A workbook with one cell of so many letters, which packs to a thousandth. `claimed`: what its directory says."""
    whole, made = zipfile.ZipFile(BytesIO(workbook(a=[["SĐT"]]))), BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as bomb:
        for name in whole.namelist():
            if name != "xl/worksheets/sheet1.xml":
                bomb.writestr(name, whole.read(name))
                continue
            begin, end = whole.read(name).split(b"<sheetData>")
            cell = b'<row r="2"><c r="A2" t="inlineStr"><is><t>'
            bomb.writestr(name, begin + b"<sheetData>" + cell + b"a" * octets + b"</t></is></c></row>" + end)
        size = bomb.getinfo("xl/worksheets/sheet1.xml").file_size
    return made.getvalue() if claimed is None else made.getvalue().replace(pack("<I", size), pack("<I", claimed))


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused_before_it_is_unpacked(take_in: Importing) -> None:
    with pytest.raises(FileRefused) as refused:
        take_in(content=swollen(33 << 20))
    assert [problem.code for problem in refused.value.problems] == ["too-large"]


def test_a_file_that_hides_what_it_unpacks_to_is_not_read_beyond_what_it_said(take_in: Importing) -> None:
    with pytest.raises(FileRefused) as refused:
        take_in(content=swollen(33 << 20, claimed=1_000))
    assert [problem.code for problem in refused.value.problems] == ["broken-workbook"]


def test_one_number_in_every_cell_packs_well_and_is_still_a_list(take_in: Importing) -> None:
    assert take_in(content=workbook(a=[["SĐT"], *[[912345678]] * 5_000])).rows_in == 5_000
