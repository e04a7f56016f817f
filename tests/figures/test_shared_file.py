"""One file goes round among several people: each takes the rows that are theirs, and nobody's are lost."""

from io import BytesIO

import openpyxl
import pytest

from vungxanh.agencies.models import User
from vungxanh.figures.intake import import_figures
from vungxanh.figures.models import FiguresImport, Report
from vungxanh.figures.report import report
from vungxanh.places.models import Place

from .conftest import AT, DAY, Importing

LINES = f"{DAY},08707,1", f"{DAY},08710,2", f"{DAY},08713,3"
HEADER = "date,place,new_cases"


@pytest.fixture
def person(db: None) -> User:
    return User.objects.create_user(username="person")


def of(code: str) -> Place:
    return Place.objects.on(DAY).get(code=code)


def value(code: str) -> int | None:
    found = Report.objects.filter(place=of(code), day=DAY).first()
    return found.value if found else None


def test_each_takes_the_rows_that_are_theirs(take_in: Importing) -> None:
    first = take_in(*LINES, header=HEADER, only={of("08707").pk, of("08710").pk})
    second = take_in(*LINES, header=HEADER, only={of("08713").pk})
    assert (first.rows_stored, second.rows_stored, second.repeated) == (2, 1, False)
    assert [value(code) for code in ("08707", "08710", "08713")] == [1, 2, 3]


def test_what_was_not_anothers_to_report_replaces_what_its_own_office_said_before(take_in: Importing) -> None:
    report(of("08713"), DAY, {"new_cases": 9}, by=None, at=AT)
    take_in(*LINES, header=HEADER, only={of("08707").pk})
    take_in(*LINES, header=HEADER, only={of("08713").pk})
    assert value("08713") == 3


def test_what_somebody_already_took_and_corrected_since_is_left_alone(take_in: Importing) -> None:
    take_in(*LINES, header=HEADER, only={of("08707").pk})
    report(of("08707"), DAY, {"new_cases": 8}, by=None, at=AT)
    done = take_in(*LINES, header=HEADER)
    assert (done.rows_stored, value("08707"), value("08713")) == (3, 8, 3)


def test_the_same_file_again_is_the_persons_own_import(vinh_phuc: Place, person: User) -> None:
    content = "\n".join([HEADER, *LINES]).encode()

    def importing(by: User | None, only: set[int] | None) -> FiguresImport:
        return import_figures(BytesIO(content), "a.csv", province=vinh_phuc, by=by, at=AT, only=only)

    own = importing(person, {of("08707").pk})
    importing(None, None)
    again = importing(person, {of("08707").pk})
    assert (again.repeated, again.pk) == (True, own.pk)


def test_the_sheets_of_one_workbook_are_imported_one_after_the_other(vinh_phuc: Place) -> None:
    book = openpyxl.Workbook()
    for title, line in zip(("Sáng", "Chiều"), LINES, strict=False):
        page = book.create_sheet(title)
        for row in (HEADER, line):
            page.append(row.split(","))
    content = BytesIO()
    book.save(content)
    for title in ("Sáng", "Chiều"):
        done = import_figures(content, "a.xlsx", province=vinh_phuc, by=None, at=AT, sheet=title)
        assert (done.repeated, done.rows_stored) == (False, 1)
    assert (value("08707"), value("08710")) == (1, 2)
