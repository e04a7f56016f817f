"""The texts that may leave, proven to be the approved ones in the very transaction that stamps their parts.

The proof (a hash over every language, the release, the place, the audience and the expiry) is made once and holds while
none of those rows has a newer version: PostgreSQL's `xmin` tells (stamp.py reads it). What leaves is what was read
with the proof.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from vungxanh.channels.kinds import ChannelKind
from vungxanh.channels.port import MailBody
from vungxanh.dispatch.fan_out import chosen
from vungxanh.dispatch.models import Dispatch
from vungxanh.dispatch.numbers import joint_reference
from vungxanh.messages.lock import ChangedSinceApproval, fingerprint
from vungxanh.messages.models import Message, Variant
from vungxanh.text.parts import UserData, encode, split

Body = UserData | MailBody


@dataclass(frozen=True, slots=True)
class Bodies:
    """What each part of each variant carries, by variant."""

    versions: str
    of: dict[int, Sequence[Body]]


class Approved:
    """Remembers what was proven. One per sender; used from its database thread."""

    def __init__(self) -> None:
        self._known: dict[int, Bodies] = {}

    def bodies(
        self, dispatch: int, channel: str, message_id: int, sha256: str, versions: str
    ) -> dict[int, Sequence[Body]]:
        """The bodies of a dispatch by variant and part. `versions`: the row versions as read in this transaction.

        Raises ChangedSinceApproval when one code point differs.
        """
        known = self._known.get(dispatch)
        if known is None or known.versions != versions:
            known = self._known[dispatch] = Bodies(versions, self._prove(dispatch, channel, message_id, sha256))
        return known.of

    def _prove(self, dispatch: int, channel: str, message_id: int, sha256: str) -> dict[int, Sequence[Body]]:
        self._known.pop(dispatch, None)
        message = Message.objects.select_related("release", "place").get(pk=message_id)
        plain = Dispatch.objects.values_list("plain", flat=True).get(pk=dispatch)
        variants = chosen(list(message.variants.all()), channel, plain=plain).values()
        if fingerprint(message) != sha256:
            raise ChangedSinceApproval(message)
        return {variant.pk: _bodies(channel, variant, joint_reference(dispatch)) for variant in variants}


def _bodies(channel: str, variant: Variant, reference: int) -> Sequence[Body]:
    if channel == ChannelKind.SMS:
        return encode(split(variant.text), reference)
    return (MailBody(variant.subject, variant.text, variant.language),)
