"""A small province at ten past five on a day of outbreak: figures released, a proposal waiting, nothing said yet."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import translation
from wagtail.users.models import UserProfile

from vungxanh.agencies.load import load_agencies
from vungxanh.agencies.models import Agency, Membership, User, Verb
from vungxanh.clock import VIETNAM
from vungxanh.duties.expand import expand_day
from vungxanh.duties.models import Obligation
from vungxanh.figures.indicators import load_indicators
from vungxanh.figures.intake import import_figures
from vungxanh.figures.models import FiguresImport, Release
from vungxanh.figures.release import prepare, sign
from vungxanh.levels.declare import declare
from vungxanh.levels.models import AdoptedPlan
from vungxanh.levels.propose import propose
from vungxanh.levels.read import plan_of
from vungxanh.messages.load import load_desk
from vungxanh.places.models import Place, Tier
from vungxanh.text.fold import fold

PLANS = Path(__file__).parents[2] / "plans"
FIRST, TODAY = date(2021, 11, 15), date(2021, 11, 17)
EVERYTHING = tuple(Verb)


def at(hour: int, minute: int = 0, day: date = TODAY) -> datetime:
    return datetime.combine(day, time(hour, minute), VIETNAM)


@dataclass
class World:
    province: Place
    district: Place
    communes: list[Place]
    elsewhere: Place
    adopted: AdoptedPlan
    people: dict[str, User]
    figures_import: FiguresImport
    release: Release


def place(code: str, tier: Tier, name: str, parent: Place | None = None) -> Place:
    path = f"{parent.path}/{code}" if parent else code
    kind = {Tier.PROVINCE: "tỉnh", Tier.DISTRICT: "huyện", Tier.COMMUNE: "xã"}[tier]
    return Place.objects.create(
        code=code, tier=tier, name=name, kind=kind, parent=parent, path=path, folded=fold(f"{kind} {name}"),
        valid_from=date(2021, 1, 1),
    )  # fmt: skip


def person(name: str, where: Place | None, may: tuple[Verb, ...] = EVERYTHING) -> User:
    user = User.objects.create(username=name, first_name=name.title())
    user.user_permissions.add(Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin"))
    UserProfile.objects.create(user=user, preferred_language="en")
    if where is not None:
        top = where
        while top.parent is not None:
            top = top.parent
        agency, _ = Agency.objects.get_or_create(name=f"Office of {where.name}", province=top, place=where)
        Membership.objects.create(user=user, agency=agency, place=where, may=[*may], valid_from=FIRST)
    return user


@pytest.fixture
def world(db: None, settings) -> World:  # type: ignore[no-untyped-def]
    settings.VUNGXANH_NOW = at(17, 10).isoformat()
    settings.VUNGXANH_PROVINCE = "26"
    return build_world()


def build_world() -> World:
    """Needs an empty database of these rooms, and settings that say where and when it is."""
    province = place("26", Tier.PROVINCE, "Vĩnh Phúc")
    district, other = (
        place("243", Tier.DISTRICT, "Vĩnh Yên", province),
        place("244", Tier.DISTRICT, "Phúc Yên", province),
    )
    communes = [
        place("08707", Tier.COMMUNE, "Tích Sơn", district),
        place("08710", Tier.COMMUNE, "Liên Bảo", district),
        place("08740", Tier.COMMUNE, "Hùng Vương", other),
    ]
    elsewhere = place("38", Tier.PROVINCE, "Thanh Hóa")
    people = {
        "officer": person("officer", province),
        "second": person("second", province),
        "reader": person("reader", province, (Verb.READ,)),
        "editor": person("editor", district, (Verb.READ, Verb.RECORD_EVIDENCE)),
        "stranger": person("stranger", elsewhere),
        "nobody": person("nobody", None),
    }
    load_indicators()
    load_desk()
    text = (PLANS / "vinh-phuc.yaml").read_text(encoding="utf-8")
    overlay = (PLANS / "overlays" / "vinh-phuc.yaml").read_text(encoding="utf-8")
    # This small world reports a few days only; here a day without a report counts as none.
    overlay = overlay.replace("aggregate: sum\n", "aggregate: sum\n      blank: zero\n")
    adopted = AdoptedPlan.objects.create(
        plan_id="vinh-phuc", place=province, text=text, overlay_text=overlay, sha256="0" * 64,
        document="01/QĐ-DT", adopted_from=FIRST,
    )  # fmt: skip
    load_agencies(province, plan_of(adopted), valid_from=FIRST, document="01/QĐ-DT")
    declare(adopted, province, "cap-1", document="02/QĐ-DT", valid_from=FIRST, by=people["second"], at=at(6, 0, FIRST))
    expand_day(adopted, TODAY)
    rows = "date,place,new_cases,new_deaths\n2021-11-17,26,264,1\n2021-11-16,26,-3,0\n"
    done = import_figures(BytesIO(rows.encode()), "bao-cao.csv", province=province, by=people["officer"], at=at(16, 30))
    draft = prepare(province, TODAY, by=people["officer"], as_of=at(17), at=at(16, 45))
    release = sign(draft, by=people["second"], at=at(17))
    propose(adopted, release, at=at(17, 5))
    return World(province, district, communes, elsewhere, adopted, people, done, release)


@pytest.fixture
def as_(world: World) -> Callable[[str], Client]:
    """A browser in which that person is logged in."""

    def enter(name: str, **options: object) -> Client:
        client = Client(**options)  # type: ignore[arg-type]
        client.force_login(world.people[name])
        return client

    return enter


@pytest.fixture
def loudspeakers(world: World) -> list[Obligation]:
    """The communes' loudspeaker obligations of today, at least four plays each."""
    return list(Obligation.objects.filter(duty="vp-l12-loudspeaker", starts=TODAY).order_by("place__path"))


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield
