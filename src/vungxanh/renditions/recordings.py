"""Keeps an uploaded voice as a variant's spoken form, once it has been heard through by the `speech` room."""

import hashlib
from datetime import datetime
from typing import IO

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vungxanh.agencies.models import User
from vungxanh.messages.cannot_fill import LanguageGone
from vungxanh.messages.lock import lock_draft
from vungxanh.messages.models import Recording, Variant
from vungxanh.speech.hear import NotHeard, hear

SENTENCES = {
    "not-sound": _("This is no sound file that can be read. Save it as MP3, WAV, Ogg or FLAC and upload it again."),
    "phone-format": _(
        "Phones record in this format (M4A, AAC, 3GP, AMR or WebM), and it cannot be read here. Open it in an audio "
        "program such as Audacity, save it as MP3 or WAV, and upload that."
    ),
    "unusual": _(
        "It must have one or two channels, and from 8,000 to 96,000 samples a second. "
        "Save it as an ordinary MP3 or WAV."
    ),
    "broken": _("The file is damaged, or was cut off on its way; save it once more and upload it again."),
    "too-short": _("It is shorter than half a second; record it again."),
    "too-long": _("It is longer than ten minutes; cut it into shorter pieces."),
    "silent": _("Nothing is to be heard in it; move nearer to the microphone and record it again."),
    "too-quiet": _("The voice is too quiet; move nearer to the microphone and record it again."),
    "clipped": _("It is too loud and distorted; move away from the microphone, or turn it down, and record it again."),
}
LARGEST = 60_000_000  # bytes: ten minutes of WAV at 48 kHz


class RecordingRefused(Exception):
    """The file is not kept. `sentences` says all that is wrong with it."""

    code = "recording-refused"

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = sentences
        super().__init__(" ".join(sentences))


@transaction.atomic
def keep_recording(variant: Variant, file: IO[bytes], *, by: User, at: datetime) -> Recording:
    """In place of an earlier one. Raises AlreadyApproved, RecordingRefused."""
    if not lock_draft(variant.message_id).variants.filter(pk=variant.pk).exists():
        raise RecordingRefused([str(LanguageGone(variant.language))])
    content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise RecordingRefused([gettext("The file is larger than 60 MB; save it as MP3 or shorten it.")])
    try:
        heard = hear(content)
    except NotHeard as problem:
        raise RecordingRefused([str(SENTENCES[code]) for code in problem.codes]) from None
    Recording.objects.filter(variant=variant).delete()
    kept = Recording(
        variant=variant,
        sha256=hashlib.sha256(content).hexdigest(),
        seconds=heard.seconds,
        media_type=heard.media_type,
        uploaded_by=by,
        uploaded_at=at,
    )
    kept.file.save("", ContentFile(content), save=False)
    kept.save()
    return kept
