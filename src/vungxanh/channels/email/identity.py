"""How a mail is known again when it comes back: its Message-ID carries the attempt, and so may its return path."""

import re

_ATTEMPT = re.compile(r"attempt-(\d{1,19})@([A-Za-z0-9.-]+)")


def message_id(key: int, sender: str) -> str:
    """The Message-ID of attempt `key`. It stays the same when the mail is repeated."""
    return f"<attempt-{key}@{sender.rpartition('@')[2]}>"


def return_path(key: int, sender: str) -> str:
    """The envelope sender of attempt `key` with VERP: local+attempt-KEY@domain."""
    local, _at, domain = sender.rpartition("@")
    return f"{local}+attempt-{key}@{domain}"


def message_id_in(text: str) -> str:
    """The first of our Message-IDs in `text`, written out there or as a return path; blank when there is none."""
    found = _ATTEMPT.search(text)
    return f"<attempt-{found[1]}@{found[2]}>" if found else ""
