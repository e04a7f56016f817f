"""A token speaks for its person while it is in force, and nobody can read it back."""

from datetime import datetime, timedelta

import pytest

from vungxanh.agencies import tokens
from vungxanh.agencies.models import Token, User
from vungxanh.agencies.tokens import TokenRefused, issue, owner, revoke
from vungxanh.clock import VIETNAM

AT = datetime(2021, 11, 19, 8, 0, tzinfo=VIETNAM)
LATER = AT + timedelta(hours=1)


@pytest.fixture
def officer(db: None) -> User:
    return User.objects.create(username="officer")


def test_only_a_hash_of_the_secret_is_kept(officer: User) -> None:
    token, secret = issue(officer, "DHIS2", at=AT, days=30)
    stored = Token.objects.filter(pk=token.pk).values().get()
    assert secret.startswith("vx_") and len(secret) > 40
    assert secret not in map(str, stored.values())
    assert stored["ends_at"] == AT + timedelta(days=30)


def test_the_secret_names_its_person_until_it_ends_or_is_revoked(officer: User) -> None:
    token, secret = issue(officer, "DHIS2", at=AT, days=1)
    assert owner(secret, LATER) == officer
    assert owner(secret, AT - timedelta(seconds=1)) is None
    assert owner(secret, AT + timedelta(days=1)) is None
    revoke(token, at=LATER)
    revoke(token, at=LATER + timedelta(hours=1))
    assert token.revoked_at == LATER
    assert owner(secret, LATER) is None


@pytest.mark.parametrize("wrong", ["", "vx_", "vx_x", "\udcff", "\x00"])
def test_what_was_never_issued_names_nobody(officer: User, wrong: str) -> None:
    issue(officer, "DHIS2", at=AT, days=1)
    assert owner(wrong, LATER) is None


def test_who_was_made_inactive_is_named_no_more(officer: User) -> None:
    _token, secret = issue(officer, "DHIS2", at=AT, days=1)
    officer.is_active = False
    officer.save()
    assert owner(secret, LATER) is None


def test_the_day_of_use_is_written_once_a_day(officer: User, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    token, secret = issue(officer, "DHIS2", at=AT, days=30)
    with django_assert_num_queries(2):
        owner(secret, LATER)
    with django_assert_num_queries(1):
        owner(secret, LATER)
    token.refresh_from_db()
    assert token.used_on == AT.date()


@pytest.mark.parametrize(
    ("name", "days", "code"),
    [(" ", 1, "no-name"), ("x", 0, "days-out-of-range"), ("x", 367, "days-out-of-range"), (" DHIS2 ", 1, "name-taken")],
)
def test_a_token_without_purpose_or_end_is_not_issued(officer: User, name: str, days: int, code: str) -> None:
    issue(officer, "DHIS2", at=AT, days=1)
    with pytest.raises(TokenRefused) as refused:
        issue(officer, name, at=AT, days=days)
    assert refused.value.code == code
    assert Token.objects.count() == 1


def test_a_name_is_free_again_once_its_token_ended(officer: User) -> None:
    issue(officer, "DHIS2", at=AT, days=1)
    issue(officer, "DHIS2", at=AT + timedelta(days=2), days=1)
    assert Token.objects.count() == 2


def test_nobody_hoards_tokens(officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "MOST", 1)
    issue(officer, "DHIS2", at=AT, days=1)
    with pytest.raises(tokens.TooManyTokens):
        issue(officer, "another", at=AT, days=1)
