"""Logins of a demonstration: one password for every role, made on this machine the first time and kept here only."""

import secrets
from collections.abc import Sequence
from pathlib import Path

from vungxanh.agencies.models import User
from vungxanh.database import home
from vungxanh.exercise.cast import CAST

ADMINISTRATOR = "admin"


def open_logins() -> list[tuple[str, str, str]]:
    """Give every role of the cast the demonstration's password. Returns (login, what it is for, password)."""
    password = _password(home() / "demo-password")
    User.objects.get_or_create(username=ADMINISTRATOR, defaults={"is_staff": True, "is_superuser": True})
    known = {user.username: user for user in User.objects.filter(username__in=_names())}
    for user in known.values():
        if not user.check_password(password):
            user.set_password(password)
            user.save(update_fields=["password"])
    does = {part.login: part.does for part in CAST} | {ADMINISTRATOR: "administers logins"}
    return [(name, does[name], password) for name in _names() if name in known]


def _names() -> Sequence[str]:
    return [*(part.login for part in CAST), ADMINISTRATOR]


def _password(file: Path) -> str:
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text("-".join(secrets.token_hex(2) for _ in range(3)), encoding="ascii")
    return file.read_text(encoding="ascii").strip()
