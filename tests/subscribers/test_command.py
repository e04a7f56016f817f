"""`vungxanh subscribers import` says what became of every row, for people and for programs."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from vungxanh.levels.models import AdoptedPlan
from vungxanh.places.models import Place
from vungxanh.subscribers.models import Subscriber

TERMS = ("--province", "26", "--audience", "toan-dan", "--consent", "Phiếu đăng ký tại xã")


@pytest.fixture
def site(vinh_phuc: Place, settings) -> Place:
    settings.VUNGXANH_NOW = "2021-11-19T08:00+07:00"
    return vinh_phuc


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text("SĐT,Email\n0912345678,a@example.vn\n01681234567,\n024 3825 1234,\n", encoding="utf-8")
    return path


def test_it_prints_the_reconciliation_and_each_rejected_row(site: Place, table: Path, capsys) -> None:
    call_command("subscribers", "import", str(table), *TERMS)
    said = capsys.readouterr().out
    assert "list.csv (UTF-8): 3 rows in, 2 stored as 3 addresses, 0 already known, 1 rejected." in said
    assert "1 number of eleven digits was converted" in said
    assert "row 4: “024 3825 1234” is a landline" in said
    assert Subscriber.objects.count() == 3


def test_as_json_it_lists_all(site: Place, table: Path, capsys) -> None:
    call_command("subscribers", "import", str(table), *TERMS, "--json")
    done = json.loads(capsys.readouterr().out)
    assert (done["rows_in"], done["stored"], done["known"], done["rejected"], done["converted"]) == (3, 2, 0, 1, 1)
    assert done["rejected_rows"][0]["content"] == "024 3825 1234 | "


def test_the_day_of_consent_finds_the_province_of_that_day(site: Place, table: Path, settings, capsys) -> None:
    settings.VUNGXANH_NOW = "2026-02-01T08:00+07:00"
    with pytest.raises(CommandError, match="ended on"):
        call_command("subscribers", "import", str(table), *TERMS)
    call_command("subscribers", "import", str(table), *TERMS, "--as-of", "2021-11-19")
    assert set(Subscriber.objects.values_list("place", flat=True)) == {site.pk}


@pytest.mark.parametrize("json_too", [[], ["--json"]])
def test_a_refusal_stores_nothing_and_says_what_to_do(site: Place, table: Path, json_too: list[str]) -> None:
    table.write_text("name\nAn\n", encoding="utf-8")
    with pytest.raises(CommandError, match="số điện thoại"):
        call_command("subscribers", "import", str(table), *TERMS, *json_too)
    assert not Subscriber.objects.exists()


def test_a_missing_file_is_named(site: Place, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="none.csv"):
        call_command("subscribers", "import", str(tmp_path / "none.csv"), *TERMS)


def test_forgetting_says_how_many(site: Place, table: Path, capsys) -> None:
    call_command("subscribers", "import", str(table), *TERMS)
    Subscriber.objects.update(until="2020-01-01T00:00Z")
    capsys.readouterr()
    call_command("subscribers", "forget", "--keep-days", "365")
    assert capsys.readouterr().out == "3 addresses forgotten.\n"


def test_a_mistyped_audience_is_refused_with_the_one_that_was_meant(site: Place, table: Path) -> None:
    call_command("subscribers", "import", str(table), *TERMS)
    known = Subscriber.objects.count()
    mistyped = ("--province", "26", "--audience", "toan-dam", "--consent", "Phiếu đăng ký tại xã")
    with pytest.raises(CommandError, match="did you mean “toan-dan”"):
        call_command("subscribers", "import", str(table), *mistyped)
    assert Subscriber.objects.count() == known
    call_command("subscribers", "import", str(table), *mistyped, "--new-audience")


def test_an_audience_of_an_adopted_plan_is_known_before_anybody_is_in_it(site: Place, table: Path) -> None:
    text = Path("plans/vinh-phuc.yaml").read_text(encoding="utf-8")
    AdoptedPlan.objects.create(
        plan_id="vinh-phuc", place=site, text=text, sha256="0" * 64, document="1/QĐ", adopted_from="2021-10-18"
    )
    with pytest.raises(CommandError, match="Nobody knows the audience “xyz”"):
        call_command("subscribers", "import", str(table), "--province", "26", "--audience", "xyz", "--consent", "x")
    call_command("subscribers", "import", str(table), *TERMS)


def test_one_is_said_in_the_singular(site: Place, table: Path, capsys) -> None:
    table.write_text("SĐT\n0912345678\n", encoding="utf-8")
    call_command("subscribers", "import", str(table), *TERMS)
    Subscriber.objects.update(until="2020-01-01T00:00Z")
    call_command("subscribers", "forget", "--keep-days", "365")
    said = capsys.readouterr().out
    assert "1 row in, 1 stored as 1 address, 0 already known, 0 rejected." in said
    assert "1 address forgotten." in said
