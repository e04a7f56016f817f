"""People type names in many ways; the register finds the place they mean."""

from datetime import date

import pytest
from django.db import connection

from vungxanh.places.load import load_places
from vungxanh.places.models import Place
from vungxanh.places.search import MOST, search

IN_2021 = date(2021, 11, 19)
IN_2026 = date(2026, 1, 5)


@pytest.fixture
def register(db: None) -> None:
    load_places(["26", "66"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("vinh yen", "thành phố Vĩnh Yên"),
        ("tp vĩnh yên", "thành phố Vĩnh Yên"),
        ("TP. Vĩnh Yên", "thành phố Vĩnh Yên"),
        ("dak lak", "tỉnh Đắk Lắk"),
        ("Đăk Lăk", "tỉnh Đắk Lắk"),
        ("tt tam dao", "thị trấn Tam Đảo"),
        ("p. tich son", "phường Tích Sơn"),
        ("buon ma thuot", "thành phố Buôn Ma Thuột"),
        ("buon ma thuat", "thành phố Buôn Ma Thuột"),
        ("vinh ye", "thành phố Vĩnh Yên"),
    ],
)
def test_what_people_type_finds_what_they_mean(register: None, typed: str, meant: str) -> None:
    found = [place.full_name for place in search(typed, IN_2021)]
    assert meant in found[:3], found


@pytest.mark.parametrize("typed", ["vinh yen", "dak lak", "tp vĩnh yên"])
def test_the_obvious_meaning_comes_first(register: None, typed: str) -> None:
    first = search(typed, IN_2021)[0]
    assert first.code in {"243", "66"}


def test_only_units_of_the_day_are_found(register: None) -> None:
    assert {place.code for place in search("tinh phu tho", IN_2026)} >= {"25"}
    assert "25" not in {place.code for place in search("tinh phu tho", IN_2021)}
    assert "26" not in {place.code for place in search("tinh vinh phuc", IN_2026)}


@pytest.mark.parametrize("typed", ["", "  ", "zzzzqqqq", "%_%", "'; drop table"])
def test_nothing_alike_gives_an_empty_list(register: None, typed: str) -> None:
    assert list(search(typed, IN_2021)) == []


def test_a_search_is_limited_and_costs_one_query(register: None, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert len(search("xa", IN_2021)) == MOST


def test_the_likeness_of_names_is_looked_up_in_the_index(register: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("analyze places_place")
        cursor.execute("set local enable_seqscan = off")
    assert "place_search" in Place.objects.filter(folded__trigram_word_similar="vinh yen").explain()
