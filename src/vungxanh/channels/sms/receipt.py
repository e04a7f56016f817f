"""Reads a delivery receipt: the TLVs first, then the text, whose form varies with the vendor. Never raises.

What cannot be read at all is None; a receipt without a final state still proves that the operator has the part.
"""

import re
from collections.abc import Iterable
from typing import Protocol

from smpp34 import DeliverSm, SmppError, decode

from vungxanh.channels.port import ReceiptNotice
from vungxanh.channels.sms import tags
from vungxanh.channels.sms.codes import stat_of, state_of

_RECEIPT_CLASSES = 0x3C  # esm_class bits 2-5: the message type; 0x04 is a receipt, 0x20 an intermediate one
_DELIVERED = b"\x02"
_FIELD = re.compile(r"\b(id|stat|err)\s*:\s*([^\s:]+)", re.IGNORECASE)


class Tag(Protocol):
    @property
    def tag(self) -> int: ...
    @property
    def value(self) -> bytes: ...


class Unreadable(ValueError):
    """A deliver_sm that keeps to no format. It is refused for good; nothing in it can be trusted."""

    code = "unreadable-delivery"


def notice_of(delivery: bytes, token: int) -> ReceiptNotice | None:
    """The receipt in a whole deliver_sm, to be acknowledged with `token`; None when it is none. Raises Unreadable."""
    try:
        read = decode(delivery)
    except SmppError as problem:
        raise Unreadable from problem
    if not isinstance(read, DeliverSm):
        raise Unreadable
    notice = read_receipt(read.source_addr, read.esm_class, read.short_message, read.tlvs)
    if notice is not None:
        notice.token = token
    return notice


def read_receipt(address: str, esm_class: int, text: bytes, tlvs: Iterable[Tag]) -> ReceiptNotice | None:
    """The receipt in a deliver_sm from `address`, or None when it is not one (a citizen's reply, or noise)."""
    values = {tlv.tag: tlv.value for tlv in tlvs}
    text = text or values.get(tags.MESSAGE_PAYLOAD, b"")
    operator_id = _words(values.get(tags.RECEIPTED_MESSAGE_ID, b""))
    state = values.get(tags.MESSAGE_STATE, b"")
    fields = {} if operator_id and state[:1] == _DELIVERED else _fields(text)  # a delivered part needs no cause
    operator_id = operator_id or fields.get("id", "")
    if not esm_class & _RECEIPT_CLASSES and not (operator_id and (state or "stat" in fields)):
        return None
    reference = values.get(tags.USER_MESSAGE_REFERENCE, b"")
    if not operator_id and not reference:
        return None
    stat = stat_of(state[0]) if state else fields.get("stat", "UNKNOWN").upper()[:7]
    return ReceiptNotice(
        operator_id=operator_id[:65],
        address=address,
        reference=int.from_bytes(reference[-2:], "big") if reference else None,
        state=state_of(stat),
        code=f"{stat} {_cause(values, fields)}".strip()[:20],
    )


def same_ids(operator_id: str) -> list[str]:
    """The forms one operator id may take: as given, hex for decimal and decimal for hex, without leading zeros."""
    forms = [operator_id, operator_id.lower(), operator_id.upper(), operator_id.lstrip("0")]
    if operator_id.isascii() and operator_id.isalnum():
        for base, write in ((10, ("x", "X", "010X")), (16, ("d", "010d"))):
            try:
                number = int(operator_id, base)
            except ValueError:
                continue
            forms += [format(number, form) for form in write]
    return list(dict.fromkeys(form for form in forms if form and len(form) <= 65))


def _fields(text: bytes) -> dict[str, str]:
    """The named fields of a receipt's text; of a repeated name the first counts."""
    return {name.lower(): value for name, value in reversed(_FIELD.findall(text.decode("latin-1")))}


def _words(value: bytes) -> str:
    """A C string of a TLV; operators differ on whether they close it."""
    return value.split(b"\0")[0].decode("latin-1").strip()


def _cause(values: dict[int, bytes], fields: dict[str, str]) -> str:
    network = values.get(tags.NETWORK_ERROR_CODE, b"")
    return f"{int.from_bytes(network[1:3], 'big'):03d}" if len(network) == 3 else fields.get("err", "")
