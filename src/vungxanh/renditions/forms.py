"""Every form that a message takes, in one table: what it is called, what file it is, who makes it.

A maker is given what is said in one language (`Said`) and gives bytes, always the same for the same words.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vungxanh.documents.typeset import ground
from vungxanh.renditions import papers, sound, texts
from vungxanh.renditions.said import Said

Maker = Callable[[Said], bytes]


class Family(StrEnum):
    TEXT = "text"
    SOUND = "sound"
    PAPER = "paper"
    PICTURE = "picture"
    PRINT = "print"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class RenditionForm:
    """`made_with` are the Typst templates behind it; `fits` says whether there is anything to make it from."""

    key: str
    family: Family
    label: Promise
    suffix: str
    media_type: str
    make: Maker
    made_with: tuple[str, ...] = ()
    fits: Callable[[Said], bool] = lambda said: bool(said.long)

    def ground(self) -> str:
        """SHA-256 of what shapes it besides its words; another one now means that the file is to be made anew."""
        return _ground(self.made_with)


_ground = cache(ground)  # templates and fonts do not change while the program runs

TEXT = "text/plain; charset=utf-8"

PAPER = ("papers/decree30.typ",)
PDF, WAV = "application/pdf", "audio/wav"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_TEXTS = (
    RenditionForm("sms", Family.TEXT, _("SMS"), "txt", TEXT, texts.sms, fits=lambda said: bool(said.short)),
    RenditionForm(
        "sms-plain", Family.TEXT, _("SMS without accents"), "txt", TEXT, texts.plain, fits=lambda said: bool(said.plain)
    ),
)
_SOUND = (
    RenditionForm("radio-script", Family.SOUND, _("Radio script"), "txt", TEXT, sound.radio, fits=sound.is_scripted),
    RenditionForm("audio-mp3", Family.SOUND, _("Sound (MP3)"), "mp3", "audio/mpeg", sound.mp3, fits=sound.is_spoken),
    RenditionForm("audio-opus", Family.SOUND, _("Sound (Opus)"), "opus", "audio/ogg", sound.opus, fits=sound.is_spoken),
    RenditionForm("audio-wav", Family.SOUND, _("Sound (WAV)"), "wav", WAV, sound.wav, fits=sound.is_spoken),
)
_PAPERS = (
    RenditionForm("press-release-pdf", Family.PAPER, _("Press release (PDF)"), "pdf", PDF, papers.press_pdf, PAPER),
    RenditionForm("press-release-docx", Family.PAPER, _("Press release (DOCX)"), "docx", DOCX, papers.press_docx),
    RenditionForm("bulletin-pdf", Family.PAPER, _("Bulletin (PDF)"), "pdf", PDF, papers.bulletin_pdf, PAPER),
    RenditionForm("bulletin-docx", Family.PAPER, _("Bulletin (DOCX)"), "docx", DOCX, papers.bulletin_docx),
)
FORMS = {form.key: form for form in (*_TEXTS, *_SOUND, *_PAPERS)}


def forms_for(said: Said, only: Iterable[str] | None = None) -> list[RenditionForm]:
    """The forms that can be made of it, in the table's order. `only`: of these. Raises KeyError for an unknown one."""
    chosen = list(FORMS.values()) if only is None else [FORMS[key] for key in only]
    return [form for form in chosen if form.fits(said)]
