"""A file that leaves is the file that was approved: its hash is asked each time it is opened."""

import hashlib
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from vungxanh.messages.lock import NotSendable, require_approved
from vungxanh.messages.models import Message, Recording, Rendition


class FileChanged(NotSendable):
    """A file is missing or is not the approved one, by at least one byte. Nothing of the message is sent.

    Whoever keeps the files puts the approved ones back (they are named by their hash), or has the message made and
    approved anew.
    """

    code = "file-changed-since-approval"

    def __init__(self, files: Sequence[str]) -> None:
        self.files = files
        super().__init__(files)

    def __str__(self) -> str:
        return _(
            "These files are not the approved ones: %s. Nothing of this message is sent. Put the approved files back, "
            "or have the message approved anew."
        ) % ", ".join(self.files)


def content_of(kept: Rendition | Recording) -> bytes:
    """The file's bytes, proven to be those of its hash. Raises FileChanged."""
    try:
        with kept.file.open("rb") as file:
            content: bytes = file.read()
    except OSError:
        content = b""
    if hashlib.sha256(content).hexdigest() != kept.sha256:
        raise FileChanged([str(kept.file.name)])
    return content


def contents_of(files: Iterable[Rendition | Recording]) -> list[bytes]:
    """The bytes of each, in their order, each read once. Raises FileChanged, which names all that are wrong."""
    contents: list[bytes] = []
    wrong: list[str] = []
    for kept in files:
        try:
            contents.append(content_of(kept))
        except FileChanged as changed:
            wrong += changed.files
    if wrong:
        raise FileChanged(wrong)
    return contents


def require_sealed(message: Message) -> str:
    """The approved hash, when texts and files still have it. Raises NotApproved, ChangedSinceApproval, FileChanged."""
    approved = require_approved(message)
    contents_of([*message.renditions.all(), *Recording.objects.filter(variant__message=message)])
    return approved
