"""`vungxanh places` loads the register and looks into it."""

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


def test_load_prints_what_is_there_and_what_is_not_known(capsys) -> None:
    call_command("places", "load", "--province", "26")
    said = capsys.readouterr().out
    assert "Units of 2021: 146. Units of 2025: 149." in said
    assert "No successor known for 15 communes: 08734 phường Trưng Trắc" in said


def test_search_prints_path_and_name_or_says_that_nothing_is_alike(capsys) -> None:
    call_command("places", "load", "--province", "26")
    capsys.readouterr()
    call_command("places", "search", "tp", "vinh", "yen", "--on", "2021-11-19")
    assert capsys.readouterr().out.splitlines()[0] == "26/243         thành phố Vĩnh Yên, tỉnh Vĩnh Phúc"
    call_command("places", "search", "qqqq", "--on", "2021-11-19")
    assert "Nothing like “qqqq”" in capsys.readouterr().out


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(CommandError, match="99"):
        call_command("places", "load", "--province", "99")
