"""What an SMPP operator's numbers mean: submit answers (SMPP 3.4, section 5.1.3) and receipt states (5.2.28).

A status that is not listed is a refusal: the operator did answer, and did not take the message.
"""

from django.utils.translation import gettext_lazy as _

from vungxanh.channels.meaning import Meaning, Wait
from vungxanh.channels.port import NOT_SENT, Outcome, ReceiptState

UNUSABLE_NUMBER = "unusable-number"  # our own code for an address that no PDU can carry

_SLOWER = Wait(first=1.0, growth=2.0, longest=30.0)
_END_OF_THE_QUEUE = Wait(first=60.0, growth=1.0, longest=60.0)
_TROUBLE = Wait(first=30.0, growth=2.0, longest=900.0)

_STATUS: dict[int, Meaning[Outcome]] = {
    0x00: Meaning(Outcome.ACCEPTED, _("Accepted.")),
    0x01: Meaning(Outcome.REJECTED, _("The message is too long for the operator.")),
    0x02: Meaning(Outcome.REJECTED, _("The operator cannot read what we send.")),
    0x03: Meaning(Outcome.REJECTED, _("The operator cannot read what we send.")),
    0x04: Meaning(Outcome.LATER, _("The operator says that this connection may not send."), _TROUBLE),
    0x05: Meaning(Outcome.LATER, _("This account is already connected as often as the operator allows."), _TROUBLE),
    0x08: Meaning(Outcome.LATER, _("The operator has an internal error; it is tried again."), _TROUBLE),
    0x0A: Meaning(Outcome.REJECTED, _("The operator does not allow this sender name.")),
    0x0B: Meaning(Outcome.REJECTED, _("The number does not exist or is not served by this operator.")),
    0x0D: Meaning(Outcome.REJECTED, _("The operator does not let this account connect.")),
    0x0E: Meaning(Outcome.REJECTED, _("The operator refuses the password of this account.")),
    0x0F: Meaning(Outcome.REJECTED, _("The operator does not know the user name of this account.")),
    0x14: Meaning(
        Outcome.LATER, _("The operator's queue for this phone is full; it is tried again."), _END_OF_THE_QUEUE
    ),
    0x15: Meaning(Outcome.REJECTED, _("The operator does not offer this kind of service.")),
    0x33: Meaning(Outcome.REJECTED, _("The operator does not accept this number of recipients.")),
    0x43: Meaning(Outcome.REJECTED, _("The operator does not accept messages in several parts.")),
    0x45: Meaning(Outcome.REJECTED, _("The operator could not submit the message.")),
    0x48: Meaning(Outcome.REJECTED, _("The operator does not allow this sender name.")),
    0x49: Meaning(Outcome.REJECTED, _("The operator does not allow this sender name.")),
    0x50: Meaning(Outcome.REJECTED, _("The number does not exist or is not served by this operator.")),
    0x51: Meaning(Outcome.REJECTED, _("The number does not exist or is not served by this operator.")),
    0x58: Meaning(Outcome.THROTTLED, _("The operator asks to send more slowly; sending goes on shortly."), _SLOWER),
    0x61: Meaning(Outcome.REJECTED, _("The operator does not accept the expiry time.")),
    0x62: Meaning(Outcome.REJECTED, _("The operator does not accept the expiry time.")),
    0x64: Meaning(
        Outcome.LATER, _("The operator's link to the network is down for a moment; it is tried again."), _TROUBLE
    ),
    0xFF: Meaning(Outcome.LATER, _("The operator does not say what went wrong; it is tried again."), _TROUBLE),
}

_RECEIPT: dict[str, Meaning[ReceiptState | None]] = {
    "ENROUTE": Meaning(None, _("On its way.")),
    "ACCEPTD": Meaning(None, _("Read by the operator's staff on the recipient's behalf.")),
    "UNKNOWN": Meaning(None, _("The operator does not know.")),
    "DELIVRD": Meaning(ReceiptState.DELIVERED, _("Delivered to the phone.")),
    "EXPIRED": Meaning(ReceiptState.EXPIRED, _("The phone was not reached before the message expired.")),
    "DELETED": Meaning(ReceiptState.UNDELIVERED, _("Deleted by the operator.")),
    "UNDELIV": Meaning(ReceiptState.UNDELIVERED, _("The phone could not be reached.")),
    "REJECTD": Meaning(ReceiptState.REJECTED, _("Refused by the network.")),
}
_OWN = {
    NOT_SENT: _("The line broke before this was sent; it is sent again."),
    UNUSABLE_NUMBER: _("This is not a phone number."),
}
_MESSAGE_STATE = {
    1: "ENROUTE", 2: "DELIVRD", 3: "EXPIRED", 4: "DELETED", 5: "UNDELIV", 6: "ACCEPTD", 7: "UNKNOWN", 8: "REJECTD",
}  # fmt: skip


def outcome_of(status: int) -> Outcome:
    """What a submit's command_status means for the part."""
    return _STATUS[status].outcome if status in _STATUS else Outcome.REJECTED


def code_of(status: int) -> str:
    return f"0x{status:08X}"


def stat_of(message_state: int) -> str:
    """The receipt word for the TLV's number; UNKNOWN for a number outside the standard."""
    return _MESSAGE_STATE.get(message_state, "UNKNOWN")


def state_of(stat: str) -> ReceiptState | None:
    """The final state a receipt word stands for, None while there is none."""
    return _RECEIPT[stat].outcome if stat in _RECEIPT else None


def wait(code: str) -> Wait | None:
    """How long to wait after a submit code ("0x00000058"); None where nothing is said about it."""
    meaning = _meaning(code)
    return meaning.wait if meaning else None


def words(code: str) -> str:
    """Plain words for a submit code ("0x0000000B"), a receipt code ("UNDELIV 001") or one of our own."""
    stat = code.split(" ")[0]
    if stat in _RECEIPT:
        return str(_RECEIPT[stat].words)
    if code in _OWN:
        return str(_OWN[code])
    meaning = _meaning(code)
    return str(meaning.words) if meaning else str(_("The operator answered with code %(code)s.")) % {"code": code}


def _meaning(code: str) -> Meaning[Outcome] | None:
    try:
        return _STATUS.get(int(code, 16))
    except ValueError:
        return None
