"""A language is kept by one code, whichever of its codes somebody writes."""

import pytest

from vungxanh.text.language_names import NAMES, code_of, name_of


@pytest.mark.parametrize(
    ("written", "kept"),
    [("vi", "vi"), ("VIE", "vi"), (" rad ", "rad"), ("lao", "lo"), ("chi", "zh"), ("zho", "zh"), ("hmn", "hmn")],
)
def test_the_shortest_code_is_kept(written: str, kept: str) -> None:
    assert code_of(written) == kept


@pytest.mark.parametrize("written", ["", "x", "xx", "xyz", "tai", "Rade", "tiếng", "english", "r d", "١٢"])
def test_what_is_no_code_of_a_language_has_none(written: str) -> None:
    assert code_of(written) is None


def test_every_language_with_a_name_here_is_kept_by_its_own_code() -> None:
    assert {code: code_of(code) for code in NAMES} == {code: code for code in NAMES}


def test_a_language_is_called_as_it_calls_itself_here_or_else_in_english() -> None:
    assert [name_of(code) for code in ("rad", "lo", "xyz")] == ["Ê Đê", "Lao", "xyz"]
