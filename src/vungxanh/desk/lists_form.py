"""A list of addresses on its way in: the file, whom it holds, and how these people agreed."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vungxanh.sheets.csv_file import ENCODINGS

LARGEST_MEGABYTES = 64  # about a million rows, which are read in well under a minute


ASKED = {"unknown-encoding": "encoding", "unknown-sheet": "sheet", "several-sheets": "sheet"}


class ListForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("CSV or Excel (.xlsx) file, at most 64 MB"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,text/csv"}),
    )
    audience = forms.ChoiceField(label=gettext_lazy("Audience (for rows that name none)"))
    consent = forms.CharField(
        label=gettext_lazy("Where and how did these people agree to be told?"),
        max_length=200,
        help_text=gettext_lazy("For example: ticked on the health declaration, October 2021"),
    )
    as_of = forms.DateField(
        label=gettext_lazy("Agreed by (blank: today)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    resubscribe = forms.BooleanField(
        label=gettext_lazy("Tell again those who had unsubscribed before that day: they agreed anew"), required=False
    )

    encoding = forms.ChoiceField(
        label=gettext_lazy("Encoding of the file"),
        required=False,
        choices=[("", gettext_lazy("told from the file")), *((name, name) for name in ENCODINGS)],
    )
    sheet = forms.CharField(label=gettext_lazy("Sheet of the workbook"), required=False, max_length=100)

    def __init__(self, *args: Any, audiences: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self._asked: set[str] = set()
        self.fields["audience"].choices = audiences  # type: ignore[attr-defined]

    def ask(self, codes: Iterable[str]) -> None:
        """The file leaves something open: the fields that settle it are shown from now on."""
        self._asked |= {ASKED[code] for code in codes if code in ASKED}

    @property
    def asked(self) -> list[forms.BoundField]:
        """Only what was asked for, or is filled in already."""
        return [self[name] for name in ("encoding", "sheet") if name in self._asked or self.data.get(name)]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_MEGABYTES * 1024 * 1024:
            raise forms.ValidationError(
                _("The file is larger than 64 MB. Cut it, or ask whoever runs the server: vungxanh subscribers import.")
            )
        return file
