"""What may leave, proven to be what was approved in the very transaction that stamps its parts.

The proof (a hash over every language and file, the release, the place, the audience and the expiry) is made once and
holds while none of those rows has a newer version: PostgreSQL's `xmin` tells (stamp.py reads it). A file on the disk
has no version, so those that leave are read in each turn, once for all recipients. What leaves is what was read with
the proof.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from vungxanh.channels.kinds import ChannelKind
from vungxanh.channels.port import MailBody
from vungxanh.dispatch.enclosed import Contents, files_of, mail_of
from vungxanh.dispatch.fan_out import chosen
from vungxanh.dispatch.models import Dispatch
from vungxanh.dispatch.numbers import joint_reference
from vungxanh.messages.lock import ChangedSinceApproval, fingerprint
from vungxanh.messages.models import Message, Rendition, Variant
from vungxanh.renditions.sealed import contents_of
from vungxanh.text.parts import UserData, encode, split

Body = UserData | MailBody
_REMEMBERED = 64  # dispatches: a mail's files are as large as they are


@dataclass(slots=True)
class Proven:
    """A dispatch whose rows are the approved ones. `bodies`: what each part of each variant carries, by variant; None
    until its files were read."""

    versions: str
    message: Message
    variants: Sequence[Variant]
    files: Sequence[Rendition]
    bodies: dict[int, Sequence[Body]] | None = None


class Approved:
    """Remembers what was proven, of the dispatches that were asked for last. One per sender; used from its database
    thread."""

    def __init__(self) -> None:
        self._known: dict[int, Proven] = {}

    def bodies(
        self, dispatch: int, channel: str, message_id: int, sha256: str, versions: str
    ) -> dict[int, Sequence[Body]]:
        """The bodies of a dispatch by variant and part. `versions`: the row versions as read in this transaction.

        Raises ChangedSinceApproval when one code point differs, FileChanged when one byte of a file that leaves does.
        """
        known = self._known.pop(dispatch, None)
        if known is None or known.versions != versions:
            known = _prove(dispatch, channel, message_id, sha256, versions)
        self._remember(dispatch, known)
        contents = contents_of(known.files)
        if known.bodies is None:
            by_form = {(one.language, one.form): it for one, it in zip(known.files, contents, strict=True)}
            reference = joint_reference(dispatch)
            known.bodies = {one.pk: _bodies(channel, known.message, one, reference, by_form) for one in known.variants}
        return known.bodies

    def _remember(self, dispatch: int, known: Proven) -> None:
        self._known[dispatch] = known
        if len(self._known) > _REMEMBERED:
            del self._known[next(iter(self._known))]  # the one not asked for the longest


def _prove(dispatch: int, channel: str, message_id: int, sha256: str, versions: str) -> Proven:
    message = Message.objects.select_related("release", "place").get(pk=message_id)
    plain, audiences = Dispatch.objects.values_list("plain", "audiences").get(pk=dispatch)
    variants = chosen(list(message.variants.all()), channel, plain=plain).values()
    files = files_of(message, channel, audiences)
    if fingerprint(message) != sha256:
        raise ChangedSinceApproval(message)
    return Proven(versions, message, list(variants), files)


def _bodies(channel: str, message: Message, variant: Variant, reference: int, contents: Contents) -> Sequence[Body]:
    if channel == ChannelKind.SMS:
        return encode(split(variant.text), reference)
    return (mail_of(message, variant, contents),)
