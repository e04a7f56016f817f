"""Editing a draft: every variant in one form, saved together, refused together."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _

from vungxanh.desk.sms_view import Shown, count
from vungxanh.desk.words import say
from vungxanh.messages.cannot_fill import CannotFill
from vungxanh.messages.draft import rewrite
from vungxanh.messages.languages import READ_BY_THE_APPROVER
from vungxanh.messages.lock import AlreadyApproved
from vungxanh.messages.models import Form

ROWS = {Form.LONG: 12, Form.SHORT: 4, Form.PLAIN: 4}
LONGEST = 5000


class VariantsForm(forms.Form):
    """A subject and a text per variant. `read` is the hash of the text that the author began from."""

    read = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, variants: Sequence[Shown], read: str, **options: Any) -> None:
        super().__init__(*args, **{"initial": {"read": read}, **options})
        self.variants, self._read = variants, read
        self.conflict = False  # somebody saved other words since this author began
        for shown in variants:
            variant = shown.variant
            self.fields[f"text-{variant.pk}"] = forms.CharField(
                label=f"{shown.language} · {shown.form}",
                initial=variant.written[1],
                required=variant.language in READ_BY_THE_APPROVER,  # another language may be a recording only
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": ROWS[Form(variant.form)], "lang": variant.language}),
            )
            if not shown.is_sms:
                self.fields[f"subject-{variant.pk}"] = forms.CharField(
                    label=_("Subject"),
                    initial=variant.written[0],
                    max_length=300,
                    required=variant.language in READ_BY_THE_APPROVER,
                )

    def rows(self) -> list[tuple[Shown, forms.BoundField | None, forms.BoundField]]:
        names = [(s, f"subject-{s.variant.pk}", f"text-{s.variant.pk}") for s in self.variants]
        return [(s, self[subject] if subject in self.fields else None, self[text]) for s, subject, text in names]

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("read") != self._read:
            self.conflict = True
            self.add_error(None, _("The text was changed elsewhere meanwhile. Compare, then save again."))
            self.data = {**self.data.dict(), "read": self._read}  # type: ignore[attr-defined]
        if self.lost():
            self.add_error(None, _("A language was taken away meanwhile. What you typed for it stands below: copy it."))
        for shown in self.variants:
            name = f"text-{shown.variant.pk}"
            if shown.is_sms and name in self.cleaned_data and count(self.cleaned_data[name]).cut is None:
                self.add_error(name, _("This needs more than 255 SMS parts; shorten it."))
        return self.cleaned_data

    def typed(self, shown: Shown) -> tuple[str, str]:
        """Subject and words as they stand in the form."""
        names = f"subject-{shown.variant.pk}", f"text-{shown.variant.pk}"
        subject, words = (str(self[name].value() or "") if name in self.fields else "" for name in names)
        return subject, words

    def lost(self) -> list[str]:
        """What was typed for a language that somebody took away while it was typed."""
        names = {f"text-{shown.variant.pk}" for shown in self.variants}
        sent = ((name, self.data[name]) for name in self.data if name.startswith("text-"))
        return [words for name, words in sent if name not in names and words.strip()]

    def save(self) -> bool:
        """Write every variant or none. False, with the reason on the form, when the message was locked meanwhile."""
        try:
            with transaction.atomic():
                for shown in self.variants:
                    variant = shown.variant
                    subject = self.cleaned_data.get(f"subject-{variant.pk}", variant.written[0])
                    rewrite(variant, subject=subject, words=self.cleaned_data[f"text-{variant.pk}"])
        except (AlreadyApproved, CannotFill) as refusal:
            self.add_error(None, say(refusal))
            return False
        return True
