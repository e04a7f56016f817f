"""What is counted is data; what must never be left out is marked so."""

import pytest

from vungxanh.figures.indicators import load_indicators, vocabulary
from vungxanh.figures.models import Indicator

pytestmark = pytest.mark.django_db


def test_deaths_severe_cases_and_adverse_events_are_mandatory() -> None:
    mandatory = {key for key, indicator in vocabulary().items() if indicator.mandatory}
    assert mandatory == {"new_cases", "new_deaths", "severe_cases", "aefi"}


def test_every_indicator_has_a_name_in_both_languages_and_a_known_unit() -> None:
    for indicator in vocabulary().values():
        assert indicator.name_vi
        assert indicator.name_en
        indicator.full_clean(validate_unique=False)


def test_a_province_adds_its_own_and_keeps_it_when_the_common_ones_are_refreshed(django_assert_num_queries) -> None:
    Indicator.objects.create(key="oxygen_beds", name_vi="Giường có ô-xy", name_en="Oxygen beds", unit="beds")
    load_indicators()
    load_indicators()
    assert "oxygen_beds" in vocabulary()
    with django_assert_num_queries(1):
        vocabulary()
