"""Bulletins like the published ones, with invented figures and the irregularities that real ones have: every genuine
error of arithmetic is found, none is invented, and what is not understood is asked and never guessed."""

import csv
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest

from vungxanh.clock import VIETNAM
from vungxanh.figures.bulletin_tables import read_tables
from vungxanh.figures.bulletins import BulletinRead, BulletinRefused, read_bulletin
from vungxanh.figures.findings import Severity, findings_of
from vungxanh.figures.models import Report, Sheet
from vungxanh.figures.unknown_names import asked
from vungxanh.places.load import load_places
from vungxanh.places.read import province

NOW = datetime(2022, 5, 1, 8, tzinfo=VIETNAM)
DAY = date(2021, 11, 8)
Rows = Sequence[tuple[str, str]]  # a district as written and its figure
Taken = BulletinRead | BulletinRefused


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bulletins")


@pytest.fixture
def provinces(db: None) -> None:
    load_places(["26", "66"])


def take(
    folder: Path,
    rows: Rows,
    total: str = "",
    *,
    key: str = "DL",
    complete: str = "yes",
    others: str = "",
    window: tuple[str, str] = ("", "2021-11-08"),
    gso: str = "66",
    communes: Sequence[tuple[str, str, str]] = (),
    bucket: str = "all",
) -> Taken:
    stated, figures = folder / "bulletins.csv", folder / "figures.csv"
    with stated.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(
            ["bulletin", "province_gso", "published", "window_from", "window_to", "stated_total_new", "source_page",
             "breakdown_complete", "other_stated_figures"]
        )  # fmt: skip
        lines.writerow([key, gso, "2021-11-08", *window, total, "x", complete, others])
    with figures.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["bulletin", "bucket", "level", "district_as_written", "place_as_written", "figure"])
        lines.writerows([key, bucket, "district", "", place, figure] for place, figure in rows)
        lines.writerows([key, bucket, "commune", district, place, figure] for district, place, figure in communes)
    (bulletin,) = read_tables(stated, figures).bulletins
    return read_bulletin(bulletin, by=None, at=NOW)


def read(folder: Path, rows: Rows, total: str = "", **more: object) -> BulletinRead:
    taken = take(folder, rows, total, **more)  # type: ignore[arg-type]
    assert isinstance(taken, BulletinRead), taken
    return taken


def wrong(gso: str = "66") -> list[tuple[str, str, list[int]]]:
    return [
        (one.code.value, one.place.name, [number.value for number in one.numbers])
        for one in findings_of(province(gso, DAY), DAY)
        if one.severity is not Severity.NOTE
    ]


def values(name: str, tier: str = "district") -> dict[str, int | None]:
    found = Report.objects.filter(place__name=name, place__tier=tier, day=DAY)
    return dict(found.values_list("indicator_id", "value"))


SPELLINGS = {
    "Buôn Ma Thuột": ("TP. Buôn Ma Thuột", "TP Buôn Ma Thuột", "Tp.Buôn Ma Thuột", "thành phố Buôn Ma Thuột",
                      "TP. BUÔN MA THUỘT", "Thành phố  Buôn Ma Thuột", "TP.Buôn\u00a0Ma\u00a0Thuột", "Buon Ma Thuot",
                      "tp. Buôn Ma Thuột:", unicodedata.normalize("NFD", "TP. Buôn Ma Thuột")),
    "Buôn Hồ": ("TX Buôn Hồ", "TX. Buôn Hồ", "Tx.Buôn Hồ", "thị xã Buôn Hồ", "Thị xã Buôn Hồ,"),
    "Cư M'gar": ("huyện Cư M’gar", "Cư Mgar", "Cư M'Gar", "CưM'gar", "huyện Cư M`gar", "H. Cư M´gar", "Cu Mgar"),
    "Ea H'leo": ("Ea H’leo", "Ea Hleo", "EaH'leo", "huyện Ea H'Leo", "Ea H`leo"),
    "M'Đrắk": ("M’Đrắk", "M'Drắk", "huyện M’ÐRẮK", "MĐrắk"),
    "Krông Búk": ("huyện Krông Búk", "H.Krông Búk", "KRÔNG BÚK", "Krong Buk", "huyện  Krông  Búk."),
    "Lắk": ("huyện Lắk", "Lắk", "H. Lắk", "huyện Lak"),
}  # fmt: skip
WAYS = [(name, written) for name, ways in SPELLINGS.items() for written in ways]


@pytest.mark.parametrize(("name", "written"), WAYS)
def test_a_district_is_found_however_it_is_written(provinces: None, folder: Path, name: str, written: str) -> None:
    done = read(folder, [(written, "3")], "3")
    assert (done.done.rows_in, done.done.rows_rejected, values(name)) == (2, 0, {"new_cases": 3})


@pytest.mark.parametrize("written", ["Buôn Mê Thuột", "Krông Pắk", "Cư Jút", "Krông Nô", "M'Drăk", "BMT", "ngoại tỉnh"])
def test_another_name_is_asked_and_its_list_is_partial(provinces: None, folder: Path, written: str) -> None:
    done = read(folder, [(written, "3"), ("Lắk", "2")], "5")
    assert [name.written for name in asked(done.done)] == [written]
    assert Sheet.objects.get(place=done.province, day=DAY).complete is False
    assert wrong() == []


SOUND: dict[str, tuple[Rows, str]] = {
    "in another order": ([("huyện Lắk", "2"), ("TP. Buôn Ma Thuột", "81"), ("Ea Kar", "4")], "87"),
    "with zeros": ([("Lắk", "0"), ("Ea Kar", "05"), ("Krông Ana", "0")], "5"),
    "with points in numbers": ([("TP Buôn Ma Thuột", "1.024"), ("Lắk", "12")], "1.036"),
    "with commas in numbers": ([("TP Buôn Ma Thuột", "1,024"), ("Lắk", "12")], "1,036"),
    "with blanks around": ([(" TP Buôn Ma Thuột ", " 7 "), ("Lắk", "\u00a01")], " 8 "),
    "with its own sum": ([("Lắk", "2"), ("Ea Kar", "4"), ("Tổng cộng", "6")], "6"),
    "with its own sum and no other": ([("Lắk", "2"), ("Ea Kar", "4"), ("TỔNG:", "6")], ""),
}


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_bulletin_is_taken_whole_and_nothing_is_invented(provinces: None, folder: Path, name: str) -> None:
    rows, total = SOUND[name]
    done = read(folder, rows, total)
    assert wrong() == []
    assert {one.code for one in done.done.rejects.all()} <= {"stated-before"}
    assert Sheet.objects.get(place=done.province, day=DAY).complete is True
    assert values("Đắk Lắk", "province")["new_cases"] == int("".join(filter(str.isdigit, total or "6")))


def test_a_missing_district_is_found(provinces: None, folder: Path) -> None:
    read(folder, [("Lắk", "2"), ("Ea Kar", "4")], "9")
    assert wrong() == [("places-short", "Đắk Lắk", [9, 6])]


def test_more_than_the_stated_total_is_found_in_a_partial_list_too(provinces: None, folder: Path) -> None:
    read(folder, [("Lắk", "2"), ("Ea Kar", "9")], "10", complete="partial")
    assert wrong() == [("places-exceed", "Đắk Lắk", [10, 11])]


def test_a_partial_list_that_is_shorter_is_no_error(provinces: None, folder: Path) -> None:
    read(folder, [("Lắk", "2")], "10", complete="partial")
    assert wrong() == []


def test_a_sum_of_its_own_that_is_not_the_stated_one_is_said(provinces: None, folder: Path) -> None:
    done = read(folder, [("Lắk", "2"), ("Ea Kar", "4"), ("Tổng số", "7")], "6")
    assert [(one.code, "7" in one.reason, "6" in one.reason) for one in done.done.rejects.all()] == [
        ("stated-otherwise", True, True)
    ]


@pytest.mark.parametrize("figure", ["3 (trong đó 2 ca cộng đồng)", "3 ca", "-1", "", "ba", "1.5", "３"])
def test_a_figure_that_is_no_plain_number_is_rejected_with_its_line(provinces: None, folder: Path, figure: str) -> None:
    done = read(folder, [("Lắk", figure), ("Ea Kar", "4")], "7")
    assert (done.done.rows_in, done.done.rows_stored, done.done.rejects.get().line) == (3, 2, 2)
    assert wrong() == []  # the list is partial until somebody has read the line


def test_a_district_named_twice_is_said_and_its_figures_are_not_added_up(provinces: None, folder: Path) -> None:
    done = read(folder, [("Lắk", "2"), ("Ea Kar", "4"), ("huyện Lắk", "1")], "7")
    assert [one.code for one in done.done.rejects.all()] == ["repeated-figure"]
    assert values("Lắk") == {"new_cases": 2}


def test_stated_parts_and_outcomes_are_held_against_each_other(provinces: None, folder: Path) -> None:
    others = "community=4; isolated=3; cumulative=5.337; treating=2.696; deaths=28; recovered=2.614"
    read(folder, [("Lắk", "6")], "6", others=others)
    assert sorted(wrong()) == [
        ("parts-differ", "Đắk Lắk", [5337, 5338]),
        ("parts-exceed", "Đắk Lắk", [6, 7]),
    ]


@pytest.mark.parametrize("others", ["isolated=3; quarantined=3", "deaths=3; deaths=3", "new_cases=6", "all=7"])
def test_a_figure_stated_twice_is_taken_once(provinces: None, folder: Path, others: str) -> None:
    done = read(folder, [("Lắk", "6")], "6", others=others)
    assert [one.code for one in done.done.rejects.all()] == ["repeated-figure"]


def test_a_bulletin_of_the_night_counts_for_the_day_its_window_ends(provinces: None, folder: Path) -> None:
    done = read(folder, [("Vĩnh Yên", "6")], "6", gso="26", window=("2021-11-07T18:00", "2021-11-08T00:30"))
    assert done.day == DAY


def test_communes_of_one_name_are_told_apart_by_their_district(provinces: None, folder: Path) -> None:
    communes = [("Vĩnh Yên", "P. Liên Bảo", "2"), ("TP. Vĩnh Yên", "phường Tích Sơn", "1"), ("", "Tích Sơn", "1")]
    done = read(folder, [("Vĩnh Yên", "3")], "3", gso="26", communes=communes)
    assert [one.code for one in done.done.rejects.all()] == ["repeated-figure"]
    assert values("Liên Bảo", "commune") == {"new_cases": 2}


def test_a_bulletin_published_again_replaces_all_that_it_said(provinces: None, folder: Path) -> None:
    read(folder, [("Lắk", "2"), ("Ea Kar", "4")], "6")
    read(folder, [("Krông Ana", "2"), ("Ea Kar", "4")], "6")
    assert values("Lắk") == {"new_cases": None}
    assert wrong() == []


def test_a_second_bulletin_of_the_day_is_not_mixed_into_the_first(provinces: None, folder: Path) -> None:
    read(folder, [("Lắk", "2"), ("Ea Kar", "4")], "6", key="morning")
    refused = take(folder, [("Krông Ana", "9")], "9", key="evening")
    assert isinstance(refused, BulletinRefused)
    assert "morning" in refused.sentence
    assert values("Đắk Lắk", "province") == {"new_cases": 6}


def test_a_note_of_correction_changes_what_it_names_and_says_nothing_of_the_rest(provinces: None, folder: Path) -> None:
    read(folder, [("Lắk", "2"), ("Ea Kar", "4")], "6", key="bulletin")
    read(folder, [("Lắk", "3")], "7", key="correction", complete="partial")
    assert (values("Lắk"), values("Ea Kar")) == ({"new_cases": 3}, {"new_cases": 4})
    assert Sheet.objects.get(place__code="66", day=DAY).complete is True
    assert wrong() == []
