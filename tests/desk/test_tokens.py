"""A person's own tokens: the secret is seen once, and nobody sees or revokes another's."""

import re

from django.urls import reverse

from vungxanh.agencies.models import Token
from vungxanh.agencies.tokens import issue, owner

from .conftest import World, at

INDEX = reverse("desk:tokens")


def test_a_secret_is_shown_once_and_opens_the_api_for_its_person(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    client = as_("officer")
    answer = client.post(INDEX, {"name": "DHIS2", "days": 30})
    secret = re.search(r"vx_[\w-]+", answer.content.decode())
    assert secret and owner(secret[0], at(17, 10)) == world.people["officer"]
    assert "no-store" in answer.headers["Cache-Control"]
    again = client.get(INDEX).content.decode()
    assert "DHIS2" in again and secret[0] not in again


def test_pressing_twice_issues_one(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    client = as_("officer")
    client.post(INDEX, {"name": "DHIS2", "days": 30})
    again = client.post(INDEX, {"name": "DHIS2", "days": 30}).content.decode()
    assert "Revoke it first" in again and "vx_" not in again
    assert Token.objects.count() == 1


def test_what_is_missing_is_said_and_what_was_typed_stays(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    page = as_("officer").post(INDEX, {"name": "DHIS2", "days": 400}).content.decode()
    assert "Not saved" in page and 'value="DHIS2"' in page
    assert not Token.objects.exists()


def test_a_revoked_token_opens_nothing_and_stays_in_the_list_of_ended_ones(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    token, secret = issue(world.people["officer"], "DHIS2", at=at(17), days=30)
    page = as_("officer").post(reverse("desk:token_revoke", args=[token.pk]), follow=True)
    assert "opens nothing any more" in page.content.decode()
    assert list(page.context["ended"]) == [token] and not page.context["held"]
    assert owner(secret, at(17, 10)) is None


def test_nobody_sees_or_revokes_anothers_token(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    token, secret = issue(world.people["officer"], "DHIS2", at=at(17), days=30)
    client = as_("second")
    assert "DHIS2" not in " ".join(str(one) for one in client.get(INDEX).context["held"])
    assert client.post(reverse("desk:token_revoke", args=[token.pk])).status_code == 404
    assert owner(secret, at(17, 10)) == world.people["officer"]


def test_the_way_to_them_is_in_the_persons_account(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    assert INDEX in as_("officer").get(reverse("wagtailadmin_account")).content.decode()


def test_the_list_asks_few_questions(world: World, as_, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    client = as_("officer")
    for n in range(5):
        issue(world.people["officer"], f"program {n}", at=at(17), days=30)
    client.get(INDEX)
    with django_assert_max_num_queries(19):
        client.get(INDEX)
