"""One province in both eras, loaded once per test that asks."""

from datetime import date

import pytest

from vungxanh.places.load import load_places
from vungxanh.places.models import Place
from vungxanh.places.read import province

IN_2021 = date(2021, 11, 19)


@pytest.fixture
def vinh_phuc(db: None) -> Place:
    load_places(["26"])
    return province("26", IN_2021)
