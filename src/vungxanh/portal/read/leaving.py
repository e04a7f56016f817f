"""Who leaves by a signed address: only what the person must see to be sure, never the whole phone number or mailbox."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.crypto import constant_time_compare

from vungxanh.channels.kinds import ChannelKind
from vungxanh.subscribers.models import Subscriber
from vungxanh.subscribers.unsubscribe import address_for

LAST_SHOWN = 3
HIDDEN = "•••"
LONGEST_NUMBER = 18  # digits of a bigint that certainly fits


@dataclass(frozen=True, slots=True)
class Leaving:
    """`masked` is blank when the address is not kept any more. `told`: messages still go there."""

    channel: str
    masked: str
    told: bool


def leaving(token: str, at: datetime) -> Leaving | None:
    """What the signed `token` stands for; None when it is not one of ours."""
    number = token.partition(":")[0]
    if not (number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER):
        return None
    if not constant_time_compare(token, address_for(int(number))):
        return None
    one = Subscriber.objects.filter(pk=number).first()
    if one is None:
        return Leaving("", "", told=False)
    return Leaving(str(one.get_channel_display()), mask(one), told=one.until is None or one.until > at)


def mask(one: Subscriber) -> str:
    """Enough for its owner to know it again, too little for anybody else to use it."""
    if one.channel == ChannelKind.EMAIL and "@" in one.address:
        name, _, domain = one.address.rpartition("@")
        return f"{name[:1]}{HIDDEN}@{domain}"
    return f"{HIDDEN}{one.address[-LAST_SHOWN:]}"
