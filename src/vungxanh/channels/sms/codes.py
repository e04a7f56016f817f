"""What an SMPP operator's numbers mean: submit answers (SMPP 3.4, section 5.1.3) and receipt states (5.2.28).

A status that is not listed is a refusal: the operator did answer, and did not take the message.
"""

from django.utils.translation import gettext_lazy as _

from vungxanh.channels.port import Outcome, ReceiptState

_STATUS = {
    0x00: (Outcome.ACCEPTED, _("Accepted.")),
    0x01: (Outcome.REJECTED, _("The message is too long for the operator.")),
    0x08: (Outcome.LATER, _("The operator has an internal error; it is tried again.")),
    0x0A: (Outcome.REJECTED, _("The operator does not allow this sender name.")),
    0x0B: (Outcome.REJECTED, _("The number does not exist or is not served by this operator.")),
    0x14: (Outcome.THROTTLED, _("The operator's queue is full; sending goes on shortly.")),
    0x33: (Outcome.REJECTED, _("The operator does not accept this number of recipients.")),
    0x45: (Outcome.REJECTED, _("The operator could not submit the message.")),
    0x58: (Outcome.THROTTLED, _("The operator asks to send more slowly; sending goes on shortly.")),
    0x62: (Outcome.REJECTED, _("The operator does not accept the expiry time.")),
    0x64: (Outcome.LATER, _("The operator's link to the network is down for a moment; it is tried again.")),
}
_RECEIPT = {
    "ENROUTE": (None, _("On its way.")),
    "ACCEPTD": (None, _("Read by the operator's staff on the recipient's behalf.")),
    "UNKNOWN": (None, _("The operator does not know.")),
    "DELIVRD": (ReceiptState.DELIVERED, _("Delivered to the phone.")),
    "EXPIRED": (ReceiptState.EXPIRED, _("The phone was not reached before the message expired.")),
    "DELETED": (ReceiptState.UNDELIVERED, _("Deleted by the operator.")),
    "UNDELIV": (ReceiptState.UNDELIVERED, _("The phone could not be reached.")),
    "REJECTD": (ReceiptState.REJECTED, _("Refused by the network.")),
}
_MESSAGE_STATE = {
    1: "ENROUTE", 2: "DELIVRD", 3: "EXPIRED", 4: "DELETED", 5: "UNDELIV", 6: "ACCEPTD", 7: "UNKNOWN", 8: "REJECTD",
}  # fmt: skip


def outcome_of(status: int) -> Outcome:
    """What a submit's command_status means for the part."""
    return _STATUS[status][0] if status in _STATUS else Outcome.REJECTED


def code_of(status: int) -> str:
    return f"0x{status:08X}"


def stat_of(message_state: int) -> str:
    """The receipt word for the TLV's number; UNKNOWN for a number outside the standard."""
    return _MESSAGE_STATE.get(message_state, "UNKNOWN")


def state_of(stat: str) -> ReceiptState | None:
    """The final state a receipt word stands for, None while there is none."""
    return _RECEIPT[stat][0] if stat in _RECEIPT else None


def words(code: str) -> str:
    """Plain words for a submit code ("0x0000000B") or a receipt code ("UNDELIV 001")."""
    stat = code.split(" ")[0]
    if stat in _RECEIPT:
        return str(_RECEIPT[stat][1])
    try:
        return str(_STATUS[int(code, 16)][1])
    except (KeyError, ValueError):
        return str(_("The operator answered with code %(code)s.")) % {"code": code}
