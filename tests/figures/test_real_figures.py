"""Real files, four provinces: every row is stored for its province, or rejected with why."""

from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from vungxanh.clock import VIETNAM
from vungxanh.figures.intake import import_figures
from vungxanh.figures.models import FiguresImport, Report, Sheet
from vungxanh.figures.unknown_names import asked
from vungxanh.places.load import load_places
from vungxanh.places.models import Place
from vungxanh.places.read import province
from vungxanh.places.spellings import confirm

FOLDER = Path(__file__).parents[2] / "examples" / "figures"
AT = datetime(2022, 2, 1, 8, tzinfo=VIETNAM)
CODES = ("20", "26", "38", "66")


@pytest.fixture
def provinces(db: None) -> list[Place]:
    load_places(CODES)
    return [province(code, AT.date()) for code in CODES]


def read(name: str, place: Place) -> FiguresImport:
    return import_figures(FOLDER / name, name, province=place, by=None, at=AT)


def test_the_daily_series_of_four_provinces_is_taken_by_each_for_itself(provinces: list[Place]) -> None:
    for place in provinces:
        done = read("province-daily.csv", place)
        assert (done.rows_in, done.rows_stored) == (1084, 271)
        assert Counter(done.rejects.values_list("code", flat=True)) == {"outside-province": 813}
    assert Report.objects.filter(indicator="new_cases").count() == 1084
    lines = (FOLDER / "province-daily.csv").read_text(encoding="utf-8").split()[1:]
    for key, column in (("new_cases", 2), ("new_deaths", 3)):
        written = sum(int(cells[column] or 0) for cells in (line.split(",") for line in lines))
        assert written == sum(Report.objects.filter(indicator=key, value__gt=0).values_list("value", flat=True))
    assert Sheet.objects.count() == len({tuple(line.split(",")[:2]) for line in lines if line[-2:] != ",,"})


def test_announced_places_are_stored_or_say_why_they_are_not(provinces: list[Place]) -> None:
    stored = 0
    lines: Counter[int] = Counter()
    for place in provinces:
        done = read("commune-cases-2021-04_07.csv", place)
        assert done.rows_in == 156 == done.rows_stored + done.rejects.count()
        stored += done.rows_stored
        lines.update(done.rejects.values_list("line", flat=True))
    rejected_everywhere = sum(times == len(CODES) for times in lines.values())
    assert stored + rejected_everywhere == 156
    assert stored == Report.objects.count()


def test_a_district_of_another_province_is_asked_for_once(provinces: list[Place]) -> None:
    vinh_phuc = provinces[1]
    names = {name.written: name.rows for name in asked(read("commune-cases-2021-04_07.csv", vinh_phuc))}
    assert names["Mê Linh"] == 5
    assert names.keys() == {"Mê Linh", "Yên Lập", "Thanh Sơn", "Gia Lộc", "Văn Chấn", "Vị Xuyên", "Lạng Giang"}


def test_a_commune_that_was_merged_before_goes_in_once_a_person_says_what_it_is(provinces: list[Place]) -> None:
    thanh_hoa = provinces[2]
    first = read("commune-cases-2021-04_07.csv", thanh_hoa)
    (name,) = [name for name in asked(first) if name.written == "Thọ Nguyên"]
    assert name.inside.full_name == "huyện Thọ Xuân"
    confirm(name.inside, name.written, name.inside.children.get(name="Xuân Hồng"), by=None, at=AT)
    again = read("commune-cases-2021-04_07.csv", thanh_hoa)
    assert again.rows_stored == first.rows_stored + name.rows
    assert Report.objects.get(place__name="Xuân Hồng").value == 1
