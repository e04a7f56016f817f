"""DHIS2's values as files, for whoever runs the server."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from vungxanh.figures.models import Report

from .conftest import DAY, World

VALUES = {
    "dataValues": [
        {"dataElement": "new_cases", "period": "20211119", "orgUnit": "08707", "value": "12"},
        {"dataElement": "beds", "period": "20211119", "orgUnit": "08707", "value": "1"},
    ]
}


def test_a_file_comes_in_and_every_value_is_accounted_for(world: World, tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "in.json"
    file.write_text(json.dumps(VALUES))
    call_command("dhis2", "in", str(file), "--dry-run")
    assert not Report.objects.filter(day=DAY).exists()
    call_command("dhis2", "in", str(file))
    said = capsys.readouterr().out
    assert said.count("2 values: 1 imported, 0 updated, 1 ignored.") == 2
    assert "beds (value 2): “beds” is not an indicator." in said
    assert Report.objects.get(day=DAY).value == 12


@pytest.mark.parametrize("name", ["out.json", "out.csv"])
def test_what_goes_out_comes_in_again_as_the_same(world: World, tmp_path: Path, capsys, name: str) -> None:  # type: ignore[no-untyped-def]
    file = str(tmp_path / name)
    call_command("dhis2", "out", file, "--from", "2021-11-01", "--to", "2021-11-19")
    call_command("dhis2", "in", file)
    said = capsys.readouterr().out.splitlines()
    assert said == [f"{file}: 2 values.", "2 values: 0 imported, 2 updated, 0 ignored."]


def test_what_is_reported_goes_out_with_the_places_below_when_asked_for(world: World, tmp_path: Path, capsys) -> None:  # type: ignore[no-untyped-def]
    source, file = tmp_path / "in.json", tmp_path / "out.csv"
    source.write_text(json.dumps(VALUES))
    call_command("dhis2", "in", str(source))
    call_command("dhis2", "out", str(file), "--from", "2021-11-19", "--to", "2021-11-19", "--reported", "--children")
    assert "new_cases,20211119,08707,,,12," in file.read_text()
    capsys.readouterr()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["in", "absent.json"], "No such file"),
        (["in", "file.xlsx"], "name it .json or .csv"),
        (["out", "file.csv", "--from", "2021-11-02", "--to", "2021-11-01"], "comes after the last"),
        (["in", "file.csv", "--mapping", "absent.yaml"], "absent.yaml cannot be read"),
    ],
)
def test_what_cannot_be_done_is_said(world: World, words: list[str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("dhis2", *words)
