"""A file of figures on its way in, and what a person says that an unknown name means."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vungxanh.places.models import Place, PlaceQuerySet
from vungxanh.sheets.csv_file import ENCODINGS

LARGEST_MEGABYTES = 200  # several million rows


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("CSV or Excel (.xlsx) file, at most 200 MB"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,text/csv"}),
    )
    sheet = forms.CharField(label=gettext_lazy("Sheet (when several hold rows)"), required=False, max_length=80)
    encoding = forms.ChoiceField(
        label=gettext_lazy("Encoding (when it cannot be told)"),
        required=False,
        choices=[("", gettext_lazy("Told from the file")), *((name, name) for name in ENCODINGS)],
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_MEGABYTES * 1024 * 1024:
            raise forms.ValidationError(
                _("The file is larger than 200 MB. Cut it, or ask whoever runs the server: vungxanh figures import.")
            )
        return file


class NameForm(forms.Form):
    """`number`: of the name among those the import asks about. `code`: the GSO code of what it means."""

    number = forms.IntegerField(min_value=0)
    code = forms.CharField(max_length=12)

    def __init__(self, *args: Any, places: PlaceQuerySet, **options: Any) -> None:
        super().__init__(*args, **options)
        self._places = places

    def clean_code(self) -> Place:
        found = list(self._places.filter(code=self.cleaned_data["code"].strip())[:2])
        if len(found) != 1:
            raise forms.ValidationError(_("No unit that you report for has the code %s.") % self.cleaned_data["code"])
        return found[0]
