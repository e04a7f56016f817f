"""`vungxanh figures import` says what became of every row, for people and for programs."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from vungxanh.figures.models import Report
from vungxanh.places.models import Place

NOW = "2022-02-01T08:00+07:00"


@pytest.fixture
def site(vinh_phuc: Place, settings) -> Place:
    settings.VUNGXANH_NOW = NOW
    return vinh_phuc


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "day.csv"
    path.write_text("date,province_gso,new_cases\n2021-11-19,26,12\n2021-11-18,26,x\n", encoding="utf-8")
    return path


def test_it_prints_the_reconciliation_and_each_rejected_line(site: Place, table: Path, capsys) -> None:
    call_command("figures", "import", str(table), "--province", "26")
    said = capsys.readouterr().out
    assert "day.csv: 2 rows in, 1 stored, 1 rejected." in said
    assert "line 3: “x” in new_cases is not a whole number" in said
    assert Report.objects.get().value == 12


def test_as_json_it_lists_all_and_knows_a_repeated_file(site: Place, table: Path, capsys) -> None:
    call_command("figures", "import", str(table), "--province", "26", "--json")
    first = json.loads(capsys.readouterr().out)
    call_command("figures", "import", str(table), "--province", "26", "--json")
    again = json.loads(capsys.readouterr().out)
    assert (first["rows_in"], first["rows_stored"], first["rows_rejected"], first["repeated"]) == (2, 1, 1, False)
    assert [reject["line"] for reject in first["rejected"]] == [3]
    assert (again["import"], again["repeated"]) == (first["import"], True)


def test_the_code_stands_for_the_province_of_the_files_own_days(site: Place, table: Path, settings, capsys) -> None:
    settings.VUNGXANH_NOW = "2026-02-01T08:00+07:00"
    call_command("figures", "import", str(table), "--province", "26")
    assert Report.objects.get().place == site


@pytest.mark.parametrize(
    ("content", "options", "said"),
    [
        (b"date,new_cases\n", [], "no column says where"),
        (b"\xff\xfe", [], "The file is empty"),
        (b"date,place,new_cases\n2021-11-19,01,1\n", ["--province", "01"], "vungxanh places load"),
    ],
)
def test_a_refusal_stores_nothing_and_says_what_to_do(
    site: Place, table: Path, content: bytes, options: list[str], said: str
) -> None:
    table.write_bytes(content)
    with pytest.raises(CommandError, match=said):
        call_command("figures", "import", str(table), *(options or ["--province", "26"]))
    assert not Report.objects.exists()


def test_a_missing_file_is_named(site: Place, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="none.csv"):
        call_command("figures", "import", str(tmp_path / "none.csv"), "--province", "26")
