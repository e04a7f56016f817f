"""What an officer types into a figure's field is read as people in Vietnam write numbers, or refused; never altered."""

import pytest
from django.forms import ValidationError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.desk.count_field import CountField

FIELD = CountField(label="New cases", required=False)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("", None), ("0", 0), ("007", 7), (" 12 ", 12), ("1250", 1250),
        ("1.000", 1000), ("1.250", 1250), ("1,250", 1250), ("1 250", 1250), ("1\u00a0250", 1250),
        ("1.234.567", 1234567),
    ],
)  # fmt: skip
def test_a_count_is_read_as_people_write_it(typed: str, value: int | None) -> None:
    assert FIELD.clean(typed) == value


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("1O8", "not-a-number"), ("hai", "not-a-number"), ("1e3", "not-a-number"), ("١٢", "not-a-number"),
        ("12,5", "decimal"), ("12.0", "decimal"), ("1000.000", "decimal"), ("1.25", "decimal"), ("1.250.00", "decimal"),
        ("-3", "negative-count"), ("999999999999", "too-large"), ("9" * 39, "too-large"),
    ],
)  # fmt: skip
def test_what_is_not_plainly_a_count_is_refused_with_what_was_typed(typed: str, code: str) -> None:
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        FIELD.clean(typed)
    assert refused.value.code == code and typed in refused.value.message


@given(st.integers(0, 100_000_000), st.sampled_from([".", ",", " "]))
def test_every_count_is_read_back_with_its_thousands_parted(value: int, sign: str) -> None:
    assert FIELD.clean(f"{value:,}".replace(",", sign)) == value


@given(st.text(max_size=12))
def test_any_text_gives_a_count_or_a_refusal(typed: str) -> None:
    try:
        value = FIELD.clean(typed)
    except ValidationError:
        return
    assert value is None if not typed.strip() else isinstance(value, int)
