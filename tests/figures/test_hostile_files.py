"""Files as nobody should send them: refused with a sentence, or every row accounted for; the program goes on."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import BytesIO
from time import monotonic

import openpyxl
import pytest

from vungxanh.clock import VIETNAM
from vungxanh.figures.intake import FileRefused, import_figures
from vungxanh.figures.models import FiguresImport, Report
from vungxanh.places.models import Place
from vungxanh.text.legacy import Spelling

from .conftest import AT, DAY

PATIENCE = 20  # seconds, on a machine that has others to serve
HEADER = "date,place,new_cases,new_deaths"
LINE = f"{DAY},26,12,0"


def read(content: bytes, province: Place, **options: object) -> FiguresImport:
    return import_figures(BytesIO(content), "tap.tin", province=province, by=None, at=AT, **options)  # type: ignore[arg-type]


def accounted(done: FiguresImport) -> bool:
    return done.rows_in == done.rows_stored + done.rows_rejected and done.rejects.count() == done.rows_rejected


def book(*rows: list[object], **more: list[list[object]]) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.worksheets[0].append(row)
    for title, others in more.items():
        page = made.create_sheet(title)
        for row in others:
            page.append(row)
    octets = BytesIO()
    made.save(octets)
    return octets.getvalue()


def changed(workbook: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for one in before.infolist():
            content = before.read(one)
            after.writestr(one.filename, change(content) if one.filename == part else content)
    return made.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
SMALL = [HEADER.split(","), [DAY.isoformat(), "26", 12, 0]]


def ending_with(rows: bytes) -> bytes:
    return changed(book(*SMALL), SHEET, lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))


TEXT_FILES: dict[str, bytes] = {
    "a line of 3 MB": f"{HEADER}\n{LINE}\n{DAY},{'x' * 3_000_000},1,0\n".encode(),
    "a number of 3 MB": f"{HEADER}\n{LINE}\n{DAY},243,{'9' * 3_000_000},0\n".encode(),
    "a header of 3 MB": f"{HEADER},{'y' * 3_000_000}\n{LINE},\n".encode(),
    "a header of 100,000 columns": f"{HEADER}{',ghi chú' * 100_000}\n{LINE}{',' * 100_000}\n".encode(),
    "UTF-16 with a line of 10 MB": f"{HEADER}\n{LINE}\n{DAY},{'x' * 5_000_000},1,0\n".encode("utf-16"),
    "zero octets in a row": f"{HEADER}\n{LINE}\n{DAY},243,1\0,0\n".encode(),
    "zero octets in a header": f"\0{HEADER}\n{LINE}\n".encode(),
    "carriage returns only": f"{HEADER}\r{LINE}\r{DAY},243,1,0\r".encode(),
    "two byte order marks": b"\xef\xbb\xbf\xef\xbb\xbf" + f"{HEADER}\n{LINE}\n".encode(),
    "UTF-16 big-endian": b"\xfe\xff" + f"{HEADER}\n{LINE}\n".encode("utf-16-be"),
    "UTF-16 cut in the middle of a letter": f"{HEADER}\n{LINE}\n{DAY},243,1,0".encode("utf-16")[:-1],
    "UTF-32": f"{HEADER}\n{LINE}\n".encode("utf-32"),
    "half a character in UTF-16": f"{HEADER}\n{LINE}\n".encode("utf-16") + b"\x00\xd8" + "\n".encode("utf-16-le"),
    "semicolons and decimal commas": f"{HEADER.replace(',', ';')}\n{LINE.replace(',', ';')}\n".encode(),
    "quotes never closed": f'{HEADER}\n{LINE}\n{DAY},"243,1,0\n{DAY},244,1,0\n'.encode(),
    "quotes everywhere": f"{HEADER}\n{LINE}\n".replace(",", '","').replace("\n", '"\n"').encode(),
    "only a header": f"{HEADER}\n".encode(),
    "only blanks": b"\n\n , ,\n",
    "nothing": b"",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100,
    "other line ends": f"{HEADER}\n{LINE}\x0b{DAY},243,1,0\x0c\u2028{DAY},244,1,0\x85\n".encode(),
    "invisible letters": f"\u200b{HEADER}\n\u200e{LINE}\u200b\n".encode(),
    "broken UTF-8 in one row of many": f"{HEADER}\n{LINE}\n".encode() + b"\xff,26,1,0\n" + "Đắk\n".encode() * 40,
    "letters that are no text": f"{HEADER}\n{DAY},\udcff,1,0\n".encode("utf-8", "surrogatepass"),
}


@pytest.mark.parametrize("name", TEXT_FILES)
def test_a_hostile_text_file_is_refused_or_accounted_for(vinh_phuc: Place, name: str) -> None:
    began = monotonic()
    try:
        assert accounted(read(TEXT_FILES[name], vinh_phuc))
    except FileRefused as refused:
        assert all(problem.sentence and len(problem.sentence) < 5_000 for problem in refused.problems)
        assert not Report.objects.exists()
    assert monotonic() - began < PATIENCE


WORKBOOKS: dict[str, Callable[[], bytes]] = {
    "16,384 columns": lambda: book([*SMALL[0], *["ghi chú"] * 16_380], [*SMALL[1], *[1] * 16_380]),
    "a cell in the last row there is": lambda: changed(
        book(*SMALL),
        SHEET,
        lambda xml: xml.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
    ),
    "a row beyond the last": lambda: changed(
        book(*SMALL),
        SHEET,
        lambda xml: xml.replace(b"</sheetData>", b'<row r="99999999"><c r="A99999999"><v>1</v></c></row></sheetData>'),
    ),
    "an external entity": lambda: changed(
        book(*SMALL),
        SHEET,
        lambda xml: (
            b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + xml.replace(b"<v>12</v>", b"<v>&e;</v>")
        ),
    ),
    "entities within entities": lambda: changed(
        book(*SMALL),
        SHEET,
        lambda xml: (
            b'<!DOCTYPE x [<!ENTITY a "1111111111">'
            + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
            + b"]>"
            + xml.replace(b"<v>12</v>", b"<v>&j;</v>")
        ),
    ),
    "a zero octet written as Excel does": lambda: book(["_x0000_ghi chú", *SMALL[0]], ["_x0000_", *SMALL[1]]),
    "half a character written as Excel does": lambda: book(["_xD800_", *SMALL[0]], ["_xD800_", *SMALL[1]]),
    "no sheet at all": lambda: changed(book(*SMALL), "xl/workbook.xml", lambda _xml: b"<workbook/>"),
    "a part cut short": lambda: changed(book(*SMALL), SHEET, lambda xml: xml[: len(xml) // 2]),
    "no workbook": lambda: changed(book(*SMALL), "xl/workbook.xml", lambda _xml: b"\0" * 100),
    "not a zip after all": lambda: b"PK\x03\x04" + b"\0" * 1_000,
    "truth values, errors and times": lambda: book(
        SMALL[0],
        [DAY.isoformat(), "26", True, "#DIV/0!"],
        [DAY.isoformat(), "243", timedelta(hours=3), datetime(2021, 1, 1)],
    ),
    "formulas that were never worked out": lambda: book(SMALL[0], [DAY.isoformat(), "26", "=1+1", "=NOW()"]),
    "days before 1900": lambda: book(
        SMALL[0], ["1899-12-31", "26", 1, 0], [0, "26", 1, 0], [-1, "26", 1, 0], [1, "26", 1, 0]
    ),
    "numbers beyond all": lambda: book(SMALL[0], [DAY, "26", 1e300, float(2**53)], [DAY, "243", -0.0, 1e-300]),
    "a hidden sheet with rows": lambda: _hidden(),
}


def _hidden() -> bytes:
    made = openpyxl.load_workbook(BytesIO(book(*SMALL, cu=[*SMALL])))
    made["cu"].sheet_state = "hidden"
    octets = BytesIO()
    made.save(octets)
    return octets.getvalue()


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_hostile_workbook_is_refused_or_accounted_for(vinh_phuc: Place, name: str) -> None:
    content = WORKBOOKS[name]()
    began = monotonic()
    try:
        assert accounted(read(content, vinh_phuc))
    except FileRefused as refused:
        assert all(problem.sentence for problem in refused.problems)
        assert not Report.objects.exists()
    assert monotonic() - began < PATIENCE


TAKEN = {
    "1.234": 1234, "1,234": 1234, "1.234.567": 1_234_567, " 12 ": 12, "\u00a012\u00a0": 12, "007": 7, "12.0": 12,
    "0.000": 0, "99999999": 99_999_999,
}  # fmt: skip
NOT_TAKEN = (
    "1\u00a0234", "１２", "٣", "²", "-3", "−3", "+3", "1e3", "0x10", "1_000", "12ca", "1.23", "1.2345", "1.234,5", ".5",
    "5.", "1,234.567", "=1+1", "100000001", "(3)", "NaN", "inf",
)  # fmt: skip
NUMBERS = TAKEN | dict.fromkeys(NOT_TAKEN)


@pytest.mark.parametrize("written", NUMBERS)
def test_a_number_is_what_a_person_reads_or_is_not_taken(vinh_phuc: Place, written: str) -> None:
    done = read(f"date;place;new_cases\n{DAY};26;{written}\n".encode(), vinh_phuc)
    taken = Report.objects.values_list("value", flat=True).first()
    assert (taken, done.rows_rejected) == (NUMBERS[written], int(NUMBERS[written] is None))


def test_a_file_that_writes_a_decimal_nought_somewhere_does_not_part_thousands_by_points(vinh_phuc: Place) -> None:
    done = read(f"date,place,new_cases,new_deaths\n{DAY},26,12.0,0.0\n{DAY},243,1.234,0.0\n".encode(), vinh_phuc)
    assert (done.rows_stored, done.rejects.get().code) == (1, "ambiguous-number")


MOMENTS = {
    "2021-11-19": DAY,
    "2021-11-19T00:00:00": DAY,
    "2021-11-18T17:00:00Z": DAY,  # midnight in Vietnam, as programs write it
    "2021-11-18T17:00:00.000Z": DAY,
    "2021-11-18T16:59:59Z": date(2021, 11, 18),
    "2021-11-19T00:00:00+07:00": DAY,
    "2021-11-19T00:30:00+0700": DAY,
    "2021-11-19 00:00:00+00:00": DAY,
    "2021-11-18T19:00:00-05:00": DAY,
    "20211119": None,
    "2021-11-19T99:00:00Z": None,
}


@pytest.mark.parametrize("written", MOMENTS)
def test_a_moment_is_of_its_day_in_vietnam(vinh_phuc: Place, written: str) -> None:
    at = datetime(2021, 11, 20, tzinfo=VIETNAM)
    content = BytesIO(f"date,place,new_cases\n{written},26,1\n".encode())
    import_figures(content, "a.csv", province=vinh_phuc, by=None, at=at)
    assert Report.objects.values_list("day", flat=True).first() == MOMENTS[written]


def test_half_past_midnight_in_vietnam_is_already_the_new_day(vinh_phuc: Place) -> None:
    at = datetime(2021, 11, 18, 17, 30, tzinfo=VIETNAM).replace(hour=0) + timedelta(days=1)
    content = BytesIO(f"date,place,new_cases\n{DAY},26,1\n".encode())
    assert import_figures(content, "a.csv", province=vinh_phuc, by=None, at=at).rows_stored == 1


@pytest.mark.parametrize("spelling", [Spelling.TCVN3, Spelling.VNI])
def test_names_in_old_fonts_are_read(vinh_phuc: Place, spelling: Spelling) -> None:
    districts = ["Vĩnh Yên", "Phúc Yên", "Lập Thạch", "Tam Dương", "Tam Đảo", "Bình Xuyên", "Yên Lạc", "Vĩnh Tường"]
    written = "\n".join(["Ngày,Huyện,Ca mắc mới", *(f"{DAY},{name},1" for name in districts)])
    octets = _as(spelling, written)
    done = read(octets, vinh_phuc)
    assert (done.rows_stored, done.encoding) == (8, spelling.value)


def _as(spelling: Spelling, text: str) -> bytes:
    """Letter by letter: the octets that are read as it."""
    pairs = [bytes([one]) for one in range(0x80, 0x100)]
    pairs += [bytes([a, b]) for a in range(0x41, 0x100) for b in range(0xC0, 0x100)] if spelling is Spelling.VNI else []
    written = {read: raw for raw in reversed(pairs) if len(read := spelling.read(raw.decode("latin-1"))) == 1}
    return b"".join(letter.encode() if letter.isascii() else written[letter] for letter in text)
