"""Days and numbers that Django writes itself read like those that we write."""

from datetime import date

from django.utils import translation
from django.utils.formats import date_format, number_format


def test_a_day_and_a_large_number_stand_in_a_vietnamese_sentence_as_people_write_them() -> None:
    with translation.override("vi"):
        assert date_format(date(2021, 11, 9)) == "09/11/2021"
        assert number_format(3368, force_grouping=True) == "3.368"


def test_english_parts_thousands_by_commas() -> None:
    with translation.override("en"):
        assert number_format(3368, force_grouping=True) == "3,368"
