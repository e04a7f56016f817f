"""Reads a delivery status notification (RFC 3464), in the shapes that real mail servers write. Pure; never raises.

Which mail it is about is read from our own Message-ID or return path: a notice about anybody else's mail is None. The
report's fields are plain text by RFC 3464, in whatever language the words around them are.
"""

import re
from collections.abc import Iterator

from vungxanh.channels.email.identity import message_id_in
from vungxanh.channels.port import ReceiptNotice, ReceiptState

_LONGEST_MAIL = 1_000_000  # octets that are looked at
_LONGEST_ID, _LONGEST_ADDRESS = 65, 254
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_FOLD = re.compile(r"\n[ \t]+")
_FIELD = re.compile(r"^([A-Za-z-]{1,40}):[ \t]*([^\n]*)$", re.MULTILINE)
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_REPLY = re.compile(r"(?<!\d)(5\d\d)(?=[ -])")
_BY_ACTION = {"failed": ReceiptState.UNDELIVERED, "delivered": ReceiptState.DELIVERED}
_BY_CLASS = {"5": ReceiptState.UNDELIVERED, "2": ReceiptState.DELIVERED}
_CONTRADICTS = {("delivered", "4"), ("delivered", "5"), ("failed", "2")}  # RFC 3464: what no mail server says
_FAILED = "5.0.0"  # RFC 3463: an undefined failure

Fields = dict[str, str]


def read_bounce(mail: bytes) -> ReceiptNotice | None:
    """What a bounce says of one of our mails; None for another mail, a delay, when nothing in it is final, or when it
    contradicts itself."""
    text = mail[:_LONGEST_MAIL].decode("latin-1").replace("\r\n", "\n")
    identity = message_id_in(text)
    if not identity:
        return None
    for address, state, code in (*_reported(text), *_without_report(text)):
        if state is None:
            return None
        return ReceiptNotice(identity[:_LONGEST_ID], address[:_LONGEST_ADDRESS], None, state, code)
    return None


def _reported(text: str) -> Iterator[tuple[str, ReceiptState | None, str]]:
    """Address, state and code of each recipient in the report of which something final is said.

    The state is None where the report says one thing in words and another in its code: somebody else wrote it.
    """
    for paragraph in _BLANK_LINE.split(text):
        if "-recipient:" not in paragraph.lower():
            continue
        fields = _fields(paragraph)
        recipient = fields.get("original-recipient") or fields.get("final-recipient", "")
        status = _STATUS.search(fields.get("status", "")) or _STATUS.search(fields.get("diagnostic-code", ""))
        code = status[1] if status else ""
        action = fields.get("action", "").split(" ")[0].lower()
        state = _BY_ACTION.get(action) if action else _BY_CLASS.get(code[:1])
        if (action, code[:1]) in _CONTRADICTS:
            yield "", None, code
        elif state is not None and recipient:
            yield recipient.rpartition(";")[2].strip(), state, code or _FAILED


def _without_report(text: str) -> Iterator[tuple[str, ReceiptState, str]]:
    """Exim's older form: a header names who was not reached, and the text quotes what the other server said."""
    head, _blank, words = text.partition("\n\n")
    failed = _fields(head).get("x-failed-recipients", "")
    if failed:
        said = _STATUS.search(words) or _REPLY.search(words)
        yield failed.split(",")[0].strip(), ReceiptState.UNDELIVERED, said[1] if said else _FAILED


def _fields(paragraph: str) -> Fields:
    """Names in small letters; of a repeated name the first counts."""
    found = _FIELD.findall(_FOLD.sub(" ", paragraph))
    return {name.lower(): value.strip() for name, value in reversed(found)}
