"""A part as the PDU that carries it. It asks for a receipt and ends with its message."""

from datetime import timedelta
from functools import lru_cache

from smpp34 import SubmitSm, Tlv

from vungxanh.channels.port import Submission
from vungxanh.channels.sms import tags
from vungxanh.text.parts import UserData

_INTERNATIONAL, _ISDN, _ALPHANUMERIC = 1, 1, 5
_LONGEST_NUMBER = 20  # SMPP 3.4, section 5.2.9
_LONGEST_VALIDITY = timedelta(days=3)


class UnusableNumber(ValueError):
    """No PDU can carry this address: a number of up to 20 digits was expected. The part cannot be sent."""

    code = "unusable-number"


def submit_pdu(submission: Submission, sender: str, sequence: int) -> bytes:
    """The submit_sm of one part. Raises UnusableNumber."""
    number = submission.address.lstrip("+")
    if not (number.isascii() and number.isdigit()) or len(number) > _LONGEST_NUMBER:
        raise UnusableNumber
    body: UserData = submission.body
    return SubmitSm(
        sender,
        number,
        body.octets,
        source_addr_ton=_ALPHANUMERIC,
        dest_addr_ton=_INTERNATIONAL,
        dest_addr_npi=_ISDN,
        esm_class=body.esm_class,
        data_coding=body.data_coding,
        registered_delivery=1,
        validity_period=validity_period(submission.valid_for),
        tlvs=[Tlv(tags.USER_MESSAGE_REFERENCE, submission.reference.to_bytes(2, "big"))],
        sequence_number=sequence,
    ).encode()


@lru_cache(maxsize=256)
def validity_period(left: timedelta) -> str:
    """SMPP's relative time `YYMMDDhhmmss000R` for what is left, at least a second and at most three days."""
    seconds = int(max(timedelta(seconds=1), min(left, _LONGEST_VALIDITY)).total_seconds())
    days, rest = divmod(seconds, 86_400)
    return f"0000{days:02d}{rest // 3600:02d}{rest // 60 % 60:02d}{rest % 60:02d}000R"
