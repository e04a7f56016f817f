"""The desk's small province, and in it a commune with a figure that only those above it may know.

The figure is one that stands nowhere else, so that it is found in whatever form it may leak.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import product

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from desk.conftest import TODAY, World, at, in_english, person, world  # noqa: F401  (fixtures)
from desk.test_every_address import ADDRESSES as DESK_ADDRESSES
from desk.test_every_address import Things, things  # noqa: F401
from vungxanh.agencies.models import Membership, Verb
from vungxanh.agencies.tokens import issue
from vungxanh.figures.models import Release, ReleasedFigure, ReleaseDraft, Reporter
from vungxanh.figures.report import report

from .registered import Registered
from .table import ADDRESSES, EXAMPLES, PLACES, SPELLED_OUT

CANARY = 7_654_321  # a commune's, reported and not released
EMBARGOED = 8_765_432  # the province's, signed and not yet public
REPORTING = (Verb.READ, Verb.REPORT_FIGURES)


@dataclass
class Walk:
    """The province with its people, and every address with everything that may be put into it."""

    world: World
    things: Things
    secrets: dict[str, str]

    def browser(self, name: str) -> Client:
        """A browser in which that person is logged in, and that sends the person's token, too; "anonymous" neither."""
        if name == "anonymous":
            return Client(raise_request_exception=False)
        client = Client(raise_request_exception=False, headers={"Authorization": f"Bearer {self.secrets[name]}"})
        client.force_login(self.world.people[name])
        return client

    def urls(self, address: Registered) -> list[str]:
        """The address with each combination of examples, and each query of the table."""
        found = [self._reverse(address, arguments) for arguments in self._arguments(address)]
        row = ADDRESSES.get(address.name)
        said = {"place": self.world.communes[0].code, "day": TODAY.isoformat()}
        queries = [query.format(**said) for query in row.queries] if row else [""]
        return [f"{url}?{query}" if query else url for url, query in product(dict.fromkeys(found), queries)]

    def _reverse(self, address: Registered, arguments: list[object]) -> str:
        if address.name in SPELLED_OUT:
            return SPELLED_OUT[address.name]
        if not address.parameters:
            return reverse(address.name)
        names = [name for name, _kind in address.parameters]
        return reverse(address.name, kwargs=dict(zip(names, arguments, strict=True)))

    def _arguments(self, address: Registered) -> list[list[object]]:
        """Those that the desk's table names, with the commune in the place of every place; else every example."""
        space, _, name = address.name.partition(":")
        if space == "desk" and name in DESK_ADDRESSES:
            own = DESK_ADDRESSES[name][1](self.world, self.things)
            put = [
                PLACES[parameter](self.world, self.things, kind)[0] if parameter in PLACES else given
                for (parameter, kind), given in zip(address.parameters, own, strict=True)
            ]
            return [own, put]
        examples = [EXAMPLES[parameter](self.world, self.things, kind) for parameter, kind in address.parameters]
        return [list(arguments) for arguments in product(*examples)]


@pytest.fixture
def walk(world: World, things: Things) -> Walk:  # noqa: F811
    first, second, _third = world.communes
    people = world.people
    people["insider"] = person("insider", first, REPORTING)
    people["neighbour"] = person("neighbour", second)  # may do everything, in another commune of the district
    people["former"] = person("former", first)
    Membership.objects.filter(user=people["former"]).update(valid_to=TODAY - timedelta(days=1))
    for place in (first, second):
        Reporter.objects.create(place=place, valid_from=place.valid_from)
    secrets = {name: issue(user, "walk", at=at(8), days=30)[1] for name, user in people.items()}
    for name in people:  # the day of use is noted, so that it is the same all along
        Client(headers={"Authorization": f"Bearer {secrets[name]}"}).get("/api/v1/my-places")
    return Walk(world, things, secrets)


@pytest.fixture
def hide(walk: Walk) -> Callable[[], None]:
    """Puts the two figures where nobody outside may find them."""

    def hidden() -> None:
        values = dict.fromkeys(("new_cases", "new_deaths", "aefi", "contacts_followed"), CANARY)
        for day in (TODAY, TODAY - timedelta(days=1)):
            report(walk.world.communes[0], day, values, by=walk.world.people["insider"], at=at(15))
        _under_embargo(walk.world)
        cache.clear()

    return hidden


def _under_embargo(world: World) -> Release:  # noqa: F811
    said = {"new_cases": EMBARGOED, "new_deaths": EMBARGOED}
    draft = ReleaseDraft.objects.create(
        place=world.province, day=TODAY, as_of=at(17), figures=said, sha256=_sha(said), corrects=world.release,
        reason="Đếm sót", prepared_by=world.people["officer"], prepared_at=at(17),
    )  # fmt: skip
    release = Release.objects.create(
        place=world.province, number=2, day=TODAY, as_of=at(17), signed_at=at(17, 5), published_at=at(20), draft=draft,
        prepared_by=world.people["officer"], signed_by=world.people["second"], corrects=world.release,
        reason="Đếm sót", sha256=_sha(draft.pk), previous_sha256=world.release.sha256,
    )  # fmt: skip
    for place in (world.province, world.communes[0]):
        ReleasedFigure.objects.bulk_create(
            ReleasedFigure(release=release, place=place, indicator_id=key, value=value) for key, value in said.items()
        )
    return release


def _sha(said: object) -> str:
    return hashlib.sha256(repr(said).encode()).hexdigest()


@pytest.fixture(autouse=True)
def calm(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A walk is a thousand requests in a minute."""
    for limit in ("REQUESTS_A_MINUTE", "REFUSED_A_MINUTE"):
        monkeypatch.setattr(f"vungxanh.api.door.{limit}", 10**9)
    cache.clear()
    yield
    cache.clear()
