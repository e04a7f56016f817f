"""Keys with which a program speaks for a person, with that person's rights of the moment and no others.

The secret is shown once, when it is issued; only its SHA-256 is kept, so nobody can read it back.
"""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from vungxanh.clock import VIETNAM

from .models import Token, User

MARK = "vx_"  # so that people and scanners of leaked files know what they have found
LONGEST = 366  # days
MOST = 20  # tokens of one person at a time


class TokenRefused(Exception):
    """No token was issued; the sentence says why and what to do."""

    code = "token-refused"


class NoName(TokenRefused):
    code = "no-name"

    def __init__(self) -> None:
        super().__init__(_("Say which program the token is for, so that you know later which one to revoke."))


class NameTaken(TokenRefused):
    code = "name-taken"

    def __init__(self, name: str) -> None:
        super().__init__(_("You have a token for “%s” already. Revoke it first, or give this one another name.") % name)


class DaysOutOfRange(TokenRefused):
    code = "days-out-of-range"

    def __init__(self) -> None:
        super().__init__(_("A token lasts from 1 to %d days.") % LONGEST)


class TooManyTokens(TokenRefused):
    code = "too-many-tokens"

    def __init__(self) -> None:
        super().__init__(_("You have %d tokens already. Revoke those that no program uses any more.") % MOST)


def issue(user: User, name: str, *, at: datetime, days: int) -> tuple[Token, str]:
    """A new token, and its secret, which is never seen again. Raises TokenRefused."""
    name = " ".join(name.split())
    if not name:
        raise NoName
    if not 1 <= days <= LONGEST:
        raise DaysOutOfRange
    secret = MARK + secrets.token_urlsafe(32)
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)  # one at a time, so that twice is once
        held = in_force(user, at)
        if held.filter(name=name).exists():
            raise NameTaken(name)
        if held.count() >= MOST:
            raise TooManyTokens
        ends = at + timedelta(days=days)
        token = Token.objects.create(user=user, name=name, sha256=_hash(secret), created_at=at, ends_at=ends)
    return token, secret


def owner(secret: str, at: datetime) -> User | None:
    """The active person for whom this secret speaks at that moment. Notes the day of use, once a day."""
    wanted = _hash(secret)
    found = Token.objects.select_related("user").filter(sha256=wanted).first()
    if found is None or not hmac.compare_digest(found.sha256, wanted) or not _holds(found, at):
        return None
    today = at.astimezone(VIETNAM).date()
    if found.used_on != today:
        Token.objects.filter(pk=found.pk).exclude(used_on=today).update(used_on=today)
    return found.user


def revoke(token: Token, *, at: datetime) -> None:
    """From now on the secret opens nothing. Revoking again changes nothing."""
    Token.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=at)
    token.refresh_from_db(fields=["revoked_at"])


def in_force(user: User, at: datetime) -> QuerySet[Token]:
    return Token.objects.filter(user=user, revoked_at__isnull=True, ends_at__gt=at)


def _holds(token: Token, at: datetime) -> bool:
    return token.user.is_active and token.revoked_at is None and token.created_at <= at < token.ends_at


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
