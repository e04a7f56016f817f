"""A province with two people: one prepares, the other signs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from vungxanh.agencies.models import User
from vungxanh.clock import VIETNAM
from vungxanh.figures.intake import import_figures
from vungxanh.figures.models import FiguresImport, Release
from vungxanh.figures.release import prepare, prepare_correction, sign
from vungxanh.places.load import load_places
from vungxanh.places.models import Place
from vungxanh.places.read import province

DAY = date(2021, 11, 19)
AT = datetime(2021, 11, 19, 17, 0, tzinfo=VIETNAM)

Importing = Callable[..., FiguresImport]


@pytest.fixture
def vinh_phuc(db: None) -> Place:
    load_places(["26"])
    return province("26", DAY)


@pytest.fixture
def take_in(vinh_phuc: Place) -> Importing:
    """Import the lines given, under a header unless told otherwise."""

    def importing(
        *rows: str, header: str = "date,province_gso,new_cases,new_deaths", at: datetime = AT, **options: Any
    ) -> FiguresImport:
        content = BytesIO("\n".join([header, *rows]).encode())
        return import_figures(content, "day.csv", province=vinh_phuc, by=None, at=at, **options)

    return importing


@dataclass
class Desk:
    place: Place
    preparer: User
    signer: User
    take_in: Importing

    def report(self, day: date, cases: object, deaths: object = 0) -> FiguresImport:
        return self.take_in(f"{day},26,{cases},{deaths}")

    def release(self, day: date = DAY) -> Release:
        return sign(prepare(self.place, day, by=self.preparer, as_of=AT, at=AT), by=self.signer, at=AT)

    def correct(self, release: Release, reason: str = "counted twice") -> Release:
        draft = prepare_correction(release, by=self.preparer, as_of=AT, at=AT, reason=reason)
        return sign(draft, by=self.signer, at=AT)


@pytest.fixture
def desk(vinh_phuc: Place, take_in: Importing) -> Desk:
    people = [User.objects.create_user(username=name) for name in ("preparer", "signer")]
    return Desk(vinh_phuc, *people, take_in)


@pytest.fixture
def figures_file() -> bytes:
    return (Path(__file__).parents[2] / "examples" / "figures" / "vinh-phuc-2021.csv").read_bytes()


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences are checked as they are written; their translation is another matter."""
    with translation.override("en"):
        yield
