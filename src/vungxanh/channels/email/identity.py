"""How a mail is known again when it comes back: its Message-ID carries the attempt, and so may its return path.

Beside the attempt's number stands a tag, where the site gives one: numbers can be counted, tags cannot be guessed.
"""

import re

_ATTEMPT = re.compile(r"(attempt-\d{1,19}(?:-[0-9a-f]{8,32})?@[A-Za-z0-9.-]+)")
_PARTS = re.compile(r"<attempt-([0-9]{1,19})(?:-([0-9a-f]{8,32}))?@")


def message_id(key: int, sender: str, tag: str = "") -> str:
    """The Message-ID of attempt `key`. It stays the same when the mail is repeated."""
    return f"<{_name(key, tag)}@{sender.rpartition('@')[2]}>"


def return_path(key: int, sender: str, tag: str = "") -> str:
    """The envelope sender of attempt `key` with VERP: local+attempt-KEY-TAG@domain."""
    local, _at, domain = sender.rpartition("@")
    return f"{local}+{_name(key, tag)}@{domain}"


def message_id_in(text: str) -> str:
    """The first of our Message-IDs in `text`, written out there or as a return path; blank when there is none."""
    found = _ATTEMPT.search(text)
    return f"<{found[1]}>" if found else ""


def read_message_id(identity: str) -> tuple[int, str] | None:
    """The attempt and the tag (blank: none) in one of our Message-IDs."""
    found = _PARTS.match(identity)
    return (int(found[1]), found[2] or "") if found else None


def _name(key: int, tag: str) -> str:
    return f"attempt-{key}-{tag}" if tag else f"attempt-{key}"
