"""One province of 2021 with its successor, and a short plan that names its agencies."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from django.utils import translation

from vungxanh.agencies.load import load_agencies
from vungxanh.places.load import load_places
from vungxanh.places.models import Place
from vungxanh.places.read import province

IN_2021 = date(2021, 11, 19)


@dataclass(frozen=True)
class Named:
    name: str
    role: str


@dataclass(frozen=True)
class ShortPlan:
    agencies: tuple[Named, ...] = (
        Named("Sở Thông tin và Truyền thông", "info-dept"),
        Named("VNPT", "telecom-operator"),
        Named("Viettel", "telecom-operator"),
        Named("Trung tâm Văn hóa - Thông tin và Thể thao cấp huyện", "district-info-centre"),
        Named("Các huyện ủy, thị ủy, thành ủy", "district-committees"),
        Named("Các tổ cấp huyện", "district-teams"),
        Named("Các đài truyền thanh cơ sở", "commune-radio"),
    )


@pytest.fixture
def vinh_phuc(db: None) -> Place:
    load_places(["26"])
    return province("26", IN_2021)


@pytest.fixture
def staffed(vinh_phuc: Place) -> Place:
    load_agencies(vinh_phuc, ShortPlan(), valid_from=date(2021, 9, 1), document="215/KH-UBND")
    return vinh_phuc


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences are checked as they are written; their translation is another matter."""
    with translation.override("en"):
        yield
