"""The glossary opens abbreviations for the public, in both languages."""

import pytest

from vungxanh.text.glossary import glossary, opened
from vungxanh.text.nfc import nfc


@pytest.mark.parametrize(
    ("short", "language", "words"),
    [
        ("UBND", "vi", "Ủy ban nhân dân"),
        ("BCĐ", "en", "Steering Committee"),
        ("F0", "vi", "người mắc bệnh"),
        ("ICU", "en", "intensive care"),
        ("ABC", "vi", None),
    ],
)
def test_an_abbreviation_is_opened_or_not_guessed(short, language, words):
    assert opened(short, language) == words


def test_every_entry_is_complete_and_composed():
    entries = glossary().values()
    assert len(entries) > 50
    assert all(set(entry.opened) == {"vi", "en"} and all(entry.opened.values()) for entry in entries)
    assert all(nfc(text) == text for entry in entries for text in (entry.short, *entry.opened.values()))
