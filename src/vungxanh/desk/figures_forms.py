"""The form of a file of figures."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LARGEST_FILE = 20 * 1024 * 1024  # 100,000 rows are about 4 MB


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("CSV file, UTF-8"), widget=forms.FileInput(attrs={"accept": ".csv,text/csv"})
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 20 MB; cut it into several files."))
        return file
