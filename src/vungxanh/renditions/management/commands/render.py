"""`vungxanh render MESSAGE --as FORM`: one form of a message as a file, or all of them into a folder."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from vungxanh.messages.lock import NotSendable, approved_hash
from vungxanh.messages.models import Message
from vungxanh.renditions.forms import FORMS, RenditionForm, forms_for
from vungxanh.renditions.read import NoText, languages_of, said_of
from vungxanh.renditions.sealed import content_of, require_sealed
from vungxanh.renditions.unfit import UNFIT

# What people call a kind of file, and the form that is meant.
SHORT_NAMES = {
    "pdf": "press-release-pdf", "docx": "press-release-docx", "png": "infographic-square-png",
    "svg": "infographic-square-svg", "wav": "audio-wav", "mp3": "audio-mp3", "opus": "audio-opus",
    "html": "article-html", "txt": "sms", "text": "sms",
}  # fmt: skip


class Command(BaseCommand):
    help = "Write a form of a message into a file: the sealed one of an approved message, else as its words stand."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("message", type=int, help="the message's number")
        parser.add_argument("--as", dest="form", default="", help="a form, such as pdf, png, press-release-pdf; or all")
        parser.add_argument("--language", default="", help="vi, en, rad …; with --as all: every language")
        parser.add_argument("--to", default="", help="file, or folder with --as all; - writes to the standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        message = Message.objects.filter(pk=options["message"]).first()
        if message is None:
            raise CommandError(_("There is no message %d.") % options["message"])
        if not options["form"]:
            self._list()
            return
        everything = options["form"] == "all"
        languages = [options["language"]] if options["language"] else languages_of(message) if everything else ["vi"]
        try:
            if approved_hash(message):
                require_sealed(message)
            for language in languages:
                said = said_of(message, language)
                for form in forms_for(said) if everything else [self._form(options["form"])]:
                    content = self._content(message, form, language)
                    self._write(content, form, language, message, options["to"], folder=everything)
        except NoText:
            raise CommandError(_("The message has no text in “%s”.") % language) from None
        except (NotSendable, *UNFIT) as refusal:
            raise CommandError(str(refusal)) from None

    def _form(self, name: str) -> RenditionForm:
        form = FORMS.get(SHORT_NAMES.get(name, name))
        if form is None:
            known = ", ".join(FORMS)
            raise CommandError(
                _("There is no form “%(name)s”. The forms are: %(known)s.") % {"name": name, "known": known}
            )
        return form

    def _content(self, message: Message, form: RenditionForm, language: str) -> bytes:
        """Of an approved message the sealed file where there is one; it is never made anew in its place."""
        sealed = message.renditions.filter(language=language, form=form.key).first()
        if sealed is not None and approved_hash(message):
            return content_of(sealed)
        return form.make(said_of(message, language))

    def _write(
        self, content: bytes, form: RenditionForm, language: str, message: Message, to: str, *, folder: bool
    ) -> None:
        if to == "-":
            sys.stdout.buffer.write(content)
            return
        name = f"{message.pk}-{language}-{form.key}.{form.suffix}"
        path = Path(to or ".") / name if folder or not to or Path(to).is_dir() else Path(to)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.stdout.write(f"{path}  {len(content):,} B")

    def _list(self) -> None:
        for form in FORMS.values():
            self.stdout.write(f"{form.key:<26} {form.suffix:<5} {form.label}")
