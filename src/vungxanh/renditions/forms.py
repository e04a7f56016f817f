"""Every form that a message takes, in one table: what it is called, what file it is, who makes it.

A maker is given what is said in one language (`Said`) and gives bytes, always the same for the same words.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vungxanh.documents.typeset import ground
from vungxanh.renditions import pages, papers, pictures, sound, texts
from vungxanh.renditions.pictures import picture
from vungxanh.renditions.said import Said
from vungxanh.speech import voices

Maker = Callable[[Said], bytes]


class Family(StrEnum):
    TEXT = "text"
    SOUND = "sound"
    PAPER = "paper"
    PICTURE = "picture"
    PRINT = "print"
    PAGE = "page"


def fits(said: Said) -> bool:
    """There is a text to make it of: a language that is only a recording has none."""
    return bool(said.long)


def fits_short(said: Said) -> bool:
    """There is a short text in this language; another language's words are never sent in its name."""
    return bool(said.short)


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
    fits: Callable[[Said], bool] = fits

    def ground(self) -> str:
        """SHA-256 of what shapes it besides its words; another one now means that the file is to be made anew."""
        return _voice_ground() if self.media_type.startswith("audio/") else _ground(self.made_with)


# Templates, fonts and voices do not change while the program runs.
_ground = cache(ground)


@cache
def _voice_ground() -> str:
    return hashlib.sha256(voices.ground().encode()).hexdigest()


TEXT = "text/plain; charset=utf-8"

PAPER = ("papers/decree30.typ",)
INFO, PRINT, LED = pictures.INFOGRAPHIC_WITH, pictures.PRINT_WITH, pictures.LED_WITH
PDF, WAV, HTML = "application/pdf", "audio/wav", "text/html; charset=utf-8"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_TEXTS = (
    RenditionForm("sms", Family.TEXT, _("SMS"), "txt", TEXT, texts.sms, fits=fits_short),
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
_PICTURES = tuple(
    RenditionForm(f"infographic-{size}-{kind}", Family.PICTURE, label, kind, media_type, picture(size, kind), INFO)
    for size, kind, media_type, label in (
        ("square", "png", "image/png", _("Picture, square (PNG)")),
        ("square", "svg", "image/svg+xml", _("Picture, square (SVG)")),
        ("tall", "png", "image/png", _("Picture, tall (PNG)")),
        ("tall", "svg", "image/svg+xml", _("Picture, tall (SVG)")),
        ("wide", "png", "image/png", _("Picture, wide (PNG)")),
        ("wide", "svg", "image/svg+xml", _("Picture, wide (SVG)")),
    )
)
_PRINT = (
    RenditionForm("poster-pdf", Family.PRINT, _("Poster A3 (PDF)"), "pdf", PDF, pictures.poster_pdf, PRINT),
    RenditionForm("poster-png", Family.PICTURE, _("Poster"), "png", "image/png", pictures.poster_png, PRINT),
    RenditionForm("leaflet-pdf", Family.PRINT, _("Leaflet, folded (PDF)"), "pdf", PDF, pictures.leaflet, PRINT),
    RenditionForm("banner-pdf", Family.PRINT, _("Banner (PDF)"), "pdf", PDF, pictures.banner, PRINT),
    RenditionForm("led-png", Family.PICTURE, _("LED board"), "png", "image/png", pictures.led_png, LED),
    RenditionForm("led-txt", Family.TEXT, _("Lines of an LED board"), "txt", TEXT, pictures.led_text, fits=fits_short),
)
_PAGES = (
    RenditionForm("article-html", Family.PAGE, _("Web article"), "html", HTML, pages.article),
    RenditionForm("email-html", Family.PAGE, _("E-mail"), "html", HTML, pages.email_html),
    RenditionForm("email-txt", Family.TEXT, _("E-mail as text"), "txt", TEXT, pages.email_text),
    RenditionForm("social-txt", Family.TEXT, _("Post for social pages"), "txt", TEXT, pages.post),
)
FORMS = {form.key: form for form in (*_TEXTS, *_SOUND, *_PAPERS, *_PICTURES, *_PRINT, *_PAGES)}


def forms_for(said: Said, only: Iterable[str] | None = None) -> list[RenditionForm]:
    """The forms that can be made of it, in the table's order. `only`: of these. Raises KeyError for an unknown one."""
    chosen = list(FORMS.values()) if only is None else [FORMS[key] for key in only]
    return [form for form in chosen if form.fits(said)]
