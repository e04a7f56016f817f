"""Why a form cannot be made of its words, in a sentence of the person's language that says what to change.

The makers know no language but English; their refusals are known by what they carry.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vungxanh.documents.letters import NoSuchLetter
from vungxanh.documents.posters.laid import DoesNotFit
from vungxanh.speech.espeak import CannotSpeak

UNFIT = (DoesNotFit, NoSuchLetter, CannotSpeak)
Reason = tuple[str, str]  # the refusal's code, and what it is about: a piece, or the letters

SENTENCES: Mapping[str, Promise] = {
    NoSuchLetter.code: _("No font can write: %(what)s. Take these signs out of the text."),
    DoesNotFit.code: _("%(what)s: too long for this form. Say it in fewer words."),
    CannotSpeak.code: _(
        "The voice gave no sound. Shorten the text or upload a recording; if neither helps, ask whoever runs this site."
    ),
}
PIECES: Mapping[str, Promise] = {
    "action": _("What to do"),
    "place": _("The name of the place"),
    "title": _("The title"),
    "day": _("The day"),
    "level": _("The name of the level"),
    "issuer": _("The name of the issuing body"),
    "source": _("The hour, the source and the issuing body"),
    "body": _("The text"),
    "hotline": _("The hotline"),
    "series": _("The title of the days"),
    "figure": _("A figure"),
}


def reason_of(refusal: Exception) -> Reason:
    """What is remembered of a refusal in UNFIT: it is said again in whatever language it is asked for."""
    if isinstance(refusal, NoSuchLetter):
        return refusal.code, refusal.named
    if isinstance(refusal, DoesNotFit):
        return refusal.code, refusal.piece
    return CannotSpeak.code, ""


def sentence(reason: Reason) -> str:
    code, what = reason
    if code == DoesNotFit.code:
        kind, _colon, name = what.partition(":")
        what = f"“{name}”" if kind == "word" else str(PIECES.get(kind, kind))
    return str(SENTENCES[code]) % {"what": what}
