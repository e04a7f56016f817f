"""Seven real bulletins go in as published: every figure is stored, asked about, or counted as not located yet."""

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from vungxanh.clock import VIETNAM
from vungxanh.figures.bulletin_tables import read_tables
from vungxanh.figures.bulletins import NOT_LOCATED, BulletinRead, BulletinRefused, read_bulletin
from vungxanh.figures.findings import Severity, findings_of
from vungxanh.figures.models import FiguresImport, Report, Sheet
from vungxanh.figures.unknown_names import asked
from vungxanh.places.load import load_places
from vungxanh.sheets.faults import FileRefused

FOLDER = Path(__file__).parents[2] / "examples" / "figures"
STATED, FIGURES = FOLDER / "provincial-bulletins.csv", FOLDER / "provincial-bulletin-figures.csv"
NOW = datetime(2022, 5, 1, 8, tzinfo=VIETNAM)

Telling = Callable[..., str]


@pytest.fixture
def provinces(db: None) -> None:
    load_places(["26", "38", "66"])


@pytest.fixture
def read(provinces: None) -> dict[str, BulletinRead]:
    taken = [read_bulletin(one, by=None, at=NOW) for one in read_tables(STATED, FIGURES).bulletins]
    return {one.bulletin: one for one in taken if isinstance(one, BulletinRead)}


@pytest.fixture
def tell(provinces: None, settings, capsys) -> Telling:  # type: ignore[no-untyped-def]
    settings.VUNGXANH_NOW = NOW.isoformat()

    def telling(*options: str) -> str:
        call_command("figures", "bulletins", str(STATED), str(FIGURES), *options)
        return str(capsys.readouterr().out)

    return telling


def values(code: str, day: date) -> dict[str, int]:
    return dict(Report.objects.filter(place__code=code, day=day).values_list("indicator_id", "value"))


@pytest.mark.parametrize(
    ("bulletin", "figures", "stored", "unlocated", "complete"),
    [
        ("DL-2021-07-26", 7, 6, 0, True),
        ("DL-2021-11-08", 25, 25, 0, True),
        ("DL-2021-11-12", 24, 24, 0, True),
        ("DL-2022-03-10", 21, 21, 0, True),
        ("DL-2022-04-27", 21, 21, 0, True),
        ("VP-2021-11-24", 13, 9, 0, True),
        ("TH-2021-12-21", 83, 80, 15, False),
    ],
)
def test_every_figure_of_every_bulletin_is_accounted_for(
    read: dict[str, BulletinRead], bulletin: str, figures: int, stored: int, unlocated: int, complete: bool
) -> None:
    one = read[bulletin]
    assert (one.done.rows_in, one.done.rows_stored, one.unlocated) == (figures, stored, unlocated)
    assert one.done.rejects.count() == one.done.rows_rejected == figures - stored
    assert one.complete is complete
    all_in = bulletin != "DL-2021-07-26"  # one district's name is asked about: without it the list is partial
    assert Sheet.objects.get(place=one.province, day=one.day).complete is (complete and all_in)


def test_what_is_stated_of_the_province_is_reported_as_stated(read: dict[str, BulletinRead]) -> None:
    assert values("66", date(2022, 3, 10)) == {
        "new_cases": 3222, "community_cases": 2651, "home_cases": 559, "screening_cases": 12,
        "cumulative_cases": 64211, "in_treatment": 32311, "deaths_total": 143, "recovered_total": 31757,
    }  # fmt: skip
    assert values("66", date(2021, 7, 26)) == {"new_cases": 11, "cumulative_cases": 128, "deaths_total": 0}


def test_districts_are_found_as_published(read: dict[str, BulletinRead]) -> None:
    assert values("648", date(2021, 11, 8)) == {"community_cases": 15, "quarantined_cases": 32}  # Cư M’gar, Cư Mgar
    assert values("652", date(2021, 11, 12)) == {"community_cases": 2, "quarantined_cases": 1}  # M’Drắk
    assert values("655", date(2021, 11, 8)) == {"community_cases": 16, "quarantined_cases": 4}  # Krông Ana


def test_who_is_not_located_yet_is_in_the_districts_figure_and_counted(read: dict[str, BulletinRead]) -> None:
    thanh_hoa = read["TH-2021-12-21"]
    assert Report.objects.get(place__name="Mường Lát", place__tier="district").value == 176
    assert "15" in thanh_hoa.done.rejects.get(code=NOT_LOCATED).reason
    communes = Report.objects.filter(place__parent__name="Mường Lát", indicator="community_cases")
    assert sorted(communes.values_list("value", flat=True)) == [10, 28, 58, 65]


def test_what_is_stated_and_no_indicator_is_named(read: dict[str, BulletinRead]) -> None:
    assert read["VP-2021-11-24"].unread == (
        "change=63", "level_province=2", "level_district=1:6;2:1;3:2", "level_commune=1:100;2:32;3:1;4:3",
    )  # fmt: skip


def test_other_spellings_are_asked_with_what_they_may_mean(read: dict[str, BulletinRead]) -> None:
    names = {name.written: name for one in read.values() for name in asked(one.done)}
    assert names.keys() == {"huyện Krông Pắk", "Hà Thanh", "Thái Hòa"}
    assert names["huyện Krông Pắk"].suggested[0].full_name == "huyện Krông Pắc"
    (elsewhere,) = names["Thái Hòa"].suggested[:1]
    assert (elsewhere.full_name, elsewhere.parent.full_name) == ("xã Thái Hòa", "huyện Triệu Sơn")  # type: ignore[union-attr]


def test_the_command_says_all_of_it(tell: Telling) -> None:
    said = tell()
    assert "DL-2021-11-08, tỉnh Đắk Lắk, 08/11/2021 (complete): 25 figures in = 25 stored + 0 rejected." in said
    assert "TH-2021-12-21, tỉnh Thanh Hóa, 21/12/2021 (partial): 83 figures in = 80 stored + 3 rejected." in said
    assert "15 cases are not located yet" in said
    assert "--confirm 'huyện Krông Pắk=654'" in said
    assert "Stated, but no indicator: change=63" in said


def test_a_confirmed_name_goes_in_and_nothing_else_changes(tell: Telling) -> None:
    tell()
    Report.objects.filter(place__code="643", day="2021-07-26").update(value=4)
    said = json.loads(tell("--confirm", "Krông Pắk=654", "--json"))
    first = said["bulletins"][0]
    assert (first["rows_stored"], first["rows_rejected"], first["repeated"]) == (7, 0, False)
    assert all(one["repeated"] for one in said["bulletins"][1:])
    assert values("654", date(2021, 7, 26)) == {"new_cases": 1}
    assert values("643", date(2021, 7, 26)) == {"new_cases": 4}


def test_a_list_is_complete_when_every_place_named_in_it_went_in(tell: Telling) -> None:
    tell()
    lists = Sheet.objects.filter(day="2021-12-21", place__tier="district").order_by("place__name")
    partial = {"Mường Lát", "Nghi Sơn", "Thiệu Hóa"}  # not located; no such commune; a commune of another district
    assert {sheet.place.name for sheet in lists if sheet.complete is False} == partial
    assert {sheet.complete for sheet in lists if sheet.place.name not in partial} == {True}
    tell("--confirm", "Krông Pắk=654")
    assert Sheet.objects.get(place__code="66", day="2021-07-26").complete is True


GENUINE = {
    "DL-2022-04-27": [("parts-differ", [168_822, 168_825]), ("places-exceed", [263, 270])],
    "TH-2021-12-21": [("places-short", [16, 15])],
}


def test_every_genuine_error_in_the_seven_is_found_none_is_invented_and_partial_lists_are_called_partial(
    read: dict[str, BulletinRead],
) -> None:
    for name, one in read.items():
        found = findings_of(one.province, one.day)
        grave = [(f.code.value, [n.value for n in f.numbers]) for f in found if f.severity is not Severity.NOTE]
        assert grave == GENUINE.get(name, []), name
        notes = {(f.code.value, f.place.name) for f in found if f.severity is Severity.NOTE}
        districts = ("Thanh Hóa", "Mường Lát", "Nghi Sơn", "Thiệu Hóa")
        partial = {"TH-2021-12-21": districts, "DL-2021-07-26": ("Đắk Lắk",)}.get(name, ())
        assert notes == {("partial", place) for place in partial}, name


def test_only_the_provinces_asked_for_are_read_and_the_others_named(tell: Telling) -> None:
    said = json.loads(tell("--province", "26", "--json"))
    assert [one["bulletin"] for one in said["bulletins"]] == ["VP-2021-11-24"]
    assert len(said["left_out"]) == 6
    assert FiguresImport.objects.count() == 1


@pytest.mark.parametrize("said", ["Krông Pắk", "Krông Pắk=99", "Krông Pắk=66", "…=654"])
def test_what_cannot_be_confirmed_stops_before_anything_is_stored(tell: Telling, said: str) -> None:
    with pytest.raises(CommandError, match="--confirm"):
        tell("--confirm", said)
    assert not FiguresImport.objects.exists()


HEADERS = (
    "bulletin,province_gso,published,stated_total_new,breakdown_complete,other_stated_figures\n",
    "bulletin,bucket,level,district_as_written,place_as_written,figure\n",
)


def tables(tmp_path: Path, bulletins: str, figures: str) -> tuple[Path, Path]:
    paths = tmp_path / "b.csv", tmp_path / "f.csv"
    for path, header, rows in zip(paths, HEADERS, (bulletins, figures), strict=True):
        path.write_text(header + rows, encoding="utf-8")
    return paths


def test_figures_that_are_wrong_or_repeated_are_rejected_each_with_why(provinces: None, tmp_path: Path) -> None:
    figures = (
        "all,district,,Yên Lạc,x",
        "all,district,,Yên Lạc,6",
        "all,district,,huyện Yên Lạc,6",
        "o,district,,a,1",
    )
    rows = "".join(f"B,{figure}\n" for figure in figures)
    found = read_tables(*tables(tmp_path, "B,26,2021-11-24,60,,\n", rows))
    one = read_bulletin(found.bulletins[0], by=None, at=NOW)
    assert isinstance(one, BulletinRead)
    assert list(one.done.rejects.values_list("line", "code")) == [
        (2, "not-a-number"), (4, "repeated-figure"), (5, "unknown-indicator"),
    ]  # fmt: skip
    assert (one.done.rows_in, one.done.rows_stored, one.complete) == (5, 2, None)


def test_a_bulletin_of_an_unknown_province_or_day_is_refused_and_the_others_go_in(
    provinces: None, tmp_path: Path
) -> None:
    rows = "A,01,2021-11-24,1,yes,\nB,26,mai,1,yes,\nC,26,2021-11-24,1,yes,\n"
    found = read_tables(*tables(tmp_path, rows, "Z,all,district,,Yên Lạc,1\n"))
    read = [read_bulletin(one, by=None, at=NOW) for one in found.bulletins]
    assert [type(one) for one in read] == [BulletinRefused, BulletinRefused, BulletinRead]
    assert found.stray == {"Z": (2,)}


def test_a_table_without_its_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="other_stated_figures"):
        read_tables(FIGURES, FIGURES)
    with pytest.raises(FileRefused, match="Line 2"):
        read_tables(*tables(tmp_path, "A,26\n", ""))
