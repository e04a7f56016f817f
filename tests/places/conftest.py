"""One province in both eras, loaded once per test that asks."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.utils import translation

from vungxanh.places.load import load_places
from vungxanh.places.models import Place
from vungxanh.places.read import province

IN_2021 = date(2021, 11, 19)


@pytest.fixture
def vinh_phuc(db: None) -> Place:
    load_places(["26"])
    return province("26", IN_2021)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences are checked as they are written; their translation is another matter."""
    with translation.override("en"):
        yield
