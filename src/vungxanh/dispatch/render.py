"""From an approved variant to what a channel carries. The same text always makes the same parts."""

from functools import lru_cache
from typing import Any

from vungxanh.channels.port import MailBody
from vungxanh.dispatch.models import ChannelKind
from vungxanh.messages.models import Variant
from vungxanh.text.parts import SmsParts, encode_part, split


def body_of(channel: str, variant: Variant, part: int, reference: int) -> Any:
    """The body of one submission: user data of the part for SMS, the whole mail for e-mail."""
    if channel == ChannelKind.EMAIL:
        return MailBody(variant.subject, variant.text, variant.language)
    return encode_part(_parts(variant.text), part, reference >> 8)


@lru_cache(maxsize=64)
def _parts(text: str) -> SmsParts:
    return split(text)
