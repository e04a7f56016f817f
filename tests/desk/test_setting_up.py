"""A province is set up from the command line: its plan, and its first people."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from vungxanh.agencies.models import Membership, User, Verb
from vungxanh.levels.models import AdoptedPlan
from vungxanh.messages.models import MessageTemplate, SecondPerson

from .conftest import PLANS

pytestmark = pytest.mark.django_db
FIRST = date(2021, 11, 1)
PLAN, OVERLAY = PLANS / "vinh-phuc.yaml", PLANS / "overlays" / "vinh-phuc.yaml"
GIVEN = {"document": "12/QĐ-UBND", "first": FIRST}


def member(login: str = "lan", **other: object) -> None:
    work = {"agency": "Sở Y tế", "place": "26", "may": "read,write_message", "first": FIRST} | other
    call_command("member", login, **work)


@pytest.fixture
def province(settings, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    settings.VUNGXANH_NOW, settings.VUNGXANH_PROVINCE = "2021-11-17T17:10:00+07:00", "26"
    monkeypatch.setenv("VUNGXANH_PASSWORD", "mot-mat-khau-dai")
    call_command("load", PLAN, overlay=OVERLAY, province="26", **GIVEN)


def test_an_empty_site_becomes_a_desk_to_which_its_first_officer_comes(province: None) -> None:
    member()
    client = Client()
    assert client.login(username="lan", password="mot-mat-khau-dai")
    assert client.get("/ban-lam-viec/thong-diep/").status_code == 200
    assert client.get("/ban-lam-viec/so-lieu/nhap-tep/").status_code == 403
    assert MessageTemplate.objects.exists() and SecondPerson.objects.exists()


def test_doing_it_twice_changes_nothing(province: None) -> None:
    call_command("load", PLAN, overlay=OVERLAY, province="26", **GIVEN)
    for _again in range(2):
        member()
    assert AdoptedPlan.objects.count() == 1 and Membership.objects.count() == 1


def test_a_plan_of_another_province_is_refused() -> None:
    with pytest.raises(CommandError, match="Thanh Hóa"):
        call_command("load", PLANS / "thanh-hoa.yaml", province="26", **GIVEN)
    assert not AdoptedPlan.objects.exists()


def test_unknown_rights_are_all_named_and_nobody_is_added(province: None) -> None:
    with pytest.raises(CommandError, match="fly, swim"):
        member(may="read,fly,swim")
    with pytest.raises(CommandError, match="99999"):
        member(place="99999")
    assert not User.objects.exists()


def test_a_new_login_without_a_password_is_refused(province: None, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.delenv("VUNGXANH_PASSWORD")
    with pytest.raises(CommandError, match="VUNGXANH_PASSWORD"):
        member()
    assert not User.objects.exists()


def test_rights_end_with_their_last_day(province: None) -> None:
    member(may=Verb.READ.value, last=date(2021, 11, 10))
    client = Client()
    client.login(username="lan", password="mot-mat-khau-dai")
    assert client.get("/ban-lam-viec/thong-diep/").status_code == 403
