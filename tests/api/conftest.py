"""A province with two communes, their officers with tokens, and a release that is public."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from vungxanh.agencies.models import Agency, Membership, User, Verb
from vungxanh.agencies.tokens import issue
from vungxanh.clock import VIETNAM
from vungxanh.figures.indicators import load_indicators
from vungxanh.figures.models import Reporter
from vungxanh.figures.release import prepare, sign
from vungxanh.figures.report import report
from vungxanh.places.models import Place, Tier
from vungxanh.text.fold import fold

DAY, SINCE = date(2021, 11, 19), date(2021, 1, 1)
PLACES = (
    ("26", Tier.PROVINCE, "tỉnh", "Vĩnh Phúc", "26"),
    ("243", Tier.DISTRICT, "thành phố", "Vĩnh Yên", "26/243"),
    ("08707", Tier.COMMUNE, "phường", "Tích Sơn", "26/243/08707"),
    ("08710", Tier.COMMUNE, "phường", "Liên Bảo", "26/243/08710"),
    ("BV-01", Tier.SITE, "bệnh viện", "Dã chiến số 1", "26/BV-01"),
)
PEOPLE = {
    "province": ("26", tuple(Verb)),
    "signer": ("26", (Verb.READ, Verb.SIGN_RELEASE)),
    "tich-son": ("08707", (Verb.READ, Verb.REPORT_FIGURES)),
    "lien-bao": ("08710", (Verb.READ, Verb.REPORT_FIGURES)),
    "reader": ("243", (Verb.READ,)),
}


def at(hour: int, minute: int = 0, day: date = DAY) -> datetime:
    return datetime.combine(day, time(hour, minute), VIETNAM)


NOW = at(16, 30)


@dataclass
class World:
    places: dict[str, Place]
    people: dict[str, User]
    secrets: dict[str, str]

    def program(self, name: str) -> Client:
        """A program that speaks for that person."""
        return Client(headers={"Authorization": f"Bearer {self.secrets[name]}", "Accept-Language": "en"})

    def release(self, day: date, *, at: datetime, **values: int) -> None:
        """The province reports and releases."""
        province = self.places["26"]
        report(province, day, values, by=self.people["province"], at=at)
        sign(prepare(province, day, by=self.people["province"], as_of=at, at=at), by=self.people["signer"], at=at)


@pytest.fixture
def world(db: None, settings) -> World:  # type: ignore[no-untyped-def]
    return build(settings)


def build(settings) -> World:  # type: ignore[no-untyped-def]
    settings.VUNGXANH_NOW, settings.VUNGXANH_PROVINCE = NOW.isoformat(), "26"
    cache.clear()
    load_indicators()
    places: dict[str, Place] = {}
    for code, tier, kind, name, path in PLACES:
        parent = places.get(path.split("/")[-2]) if "/" in path else None
        places[code] = Place.objects.create(
            code=code, tier=tier, kind=kind, name=name, path=path, parent=parent, folded=fold(name), valid_from=SINCE
        )
    people, secrets = {}, {}
    for name, (code, may) in PEOPLE.items():
        people[name] = User.objects.create(username=name)
        agency = Agency.objects.create(name=name, province=places["26"], place=places[code])
        Membership.objects.create(user=people[name], agency=agency, place=places[code], may=list(may), valid_from=SINCE)
        _token, secrets[name] = issue(people[name], "test", at=NOW, days=30)
    for code in ("08707", "08710"):
        Reporter.objects.create(place=places[code], due=time(16), valid_from=SINCE)
    made = World(places, people, secrets)
    made.release(date(2021, 11, 18), at=at(17, day=date(2021, 11, 18)), new_cases=56, new_deaths=1)
    return made


@pytest.fixture
def anyone() -> Client:
    return Client(headers={"Accept-Language": "en"})


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield
