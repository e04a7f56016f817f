"""A province whose lists are taken in from files that the tests write themselves."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from io import BytesIO

import pytest
from django.utils import translation

from vungxanh.clock import VIETNAM
from vungxanh.places.load import load_places
from vungxanh.places.models import Place
from vungxanh.places.read import province
from vungxanh.subscribers.lists import import_list
from vungxanh.subscribers.models import ListImport

DAY = date(2021, 11, 19)
AT = datetime(2021, 11, 19, 8, 0, tzinfo=VIETNAM)

Importing = Callable[..., ListImport]


@pytest.fixture
def vinh_phuc(db: None) -> Place:
    load_places(["26"])
    return province("26", DAY)


@pytest.fixture
def take_in(vinh_phuc: Place) -> Importing:
    """Import a file given as octets, or the lines of one under a header."""

    def importing(*lines: str, header: str = "phone,email", content: bytes | None = None, **options) -> ListImport:
        octets = "\n".join([header, *lines]).encode() if content is None else content
        terms = {"audience": "toan-dan", "province": vinh_phuc, "consent": "Phiếu đăng ký", "by": None, "at": AT}
        return import_list(BytesIO(octets), "list.csv", **(terms | options))

    return importing


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences are checked as they are written; their translation is another matter."""
    with translation.override("en"):
        yield
