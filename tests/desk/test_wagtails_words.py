"""The shell around the desks speaks as the desks do: their name, and no page that is somebody else's."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from vungxanh.agencies.models import User
from vungxanh.desk import wagtail_words

from .conftest import World


def test_every_screen_carries_the_name_of_the_house(world: World, as_: Any) -> None:
    for address in (reverse("desk:figures"), "/ban-lam-viec/no-such-place/"):
        said = as_("officer").get(address).content.decode()
        assert "- Vùng Xanh</title>" in said and "Wagtail</title>" not in said


@pytest.mark.django_db
def test_the_login_names_both_its_fields(client: Client) -> None:
    said = client.get(reverse("wagtailadmin_login")).content.decode()
    assert said.count("<label") == 3 and "- Vùng Xanh</title>" in said


def test_nobody_is_asked_for_a_time_zone(world: World, as_: Any) -> None:
    assert "Africa/Abidjan" not in as_("officer").get(reverse("wagtailadmin_account")).content.decode()


def test_a_key_with_accents_is_told_what_a_key_is(world: World, as_: Any) -> None:
    said = as_("officer").post(reverse("desk:indicator_add"), {"key": "Ca trẻ em"}).content.decode()
    assert "a letter first" in said and "valid “slug”" not in said


def test_there_is_no_tree_of_pages_not_even_for_an_administrator(world: World, as_: Any) -> None:
    User.objects.filter(username="officer").update(is_superuser=True)
    for address in ("/ban-lam-viec/pages/", "/ban-lam-viec/pages/1/"):
        assert as_("officer").get(address).status_code == 404


def test_nobody_is_promised_a_mail_with_a_new_password(world: World, client: Client) -> None:
    assert client.get("/ban-lam-viec/password_reset/").status_code == 404
    assert "password_reset" not in client.get(reverse("wagtailadmin_login")).content.decode()


def test_what_wagtail_says_beside_a_refusal_has_its_words_here() -> None:
    assert "Go to the first error" in wagtail_words.REFUSED
