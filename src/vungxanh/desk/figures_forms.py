"""A day's values by hand; they become an import like a file's."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from vungxanh.desk.reports import Cell


class ValuesForm(forms.Form):
    """One field per indicator. A field left blank is not reported; it is never zero and never erases a value."""

    def __init__(self, *args: Any, cells: Sequence[Cell], day: date, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.cells, self.day, self.today = cells, day, today
        for cell in cells:
            self.fields[cell.indicator.key] = forms.IntegerField(
                label=cell.indicator.key,
                required=False,
                min_value=0,
                max_value=100_000_000,
                initial=cell.reported,
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0}),
            )

    def rows(self) -> list[tuple[Cell, forms.BoundField]]:
        return [(cell, self[cell.indicator.key]) for cell in self.cells]

    def clean(self) -> dict[str, Any]:
        if self.day > self.today:
            self.add_error(None, _("This day has not come yet."))
        if not self.errors and not self.filled:
            self.add_error(None, _("Enter at least one value. If nothing happened, enter 0."))
        return self.cleaned_data

    @property
    def filled(self) -> int:
        return sum(value is not None for value in self.cleaned_data.values())

    def as_file(self, code: str, entry: int) -> bytes:
        """The values as a file of one row. `entry` blank lines make each entry of a day its own file, so that a
        value corrected twice back to the first one is not taken for the same file read again."""
        values = {key: value for key, value in self.cleaned_data.items() if value is not None}
        header = ",".join(["date", "place", *values])
        row = ",".join([self.day.isoformat(), code, *(str(value) for value in values.values())])
        return f"{header}\n{row}\n{chr(10) * entry}".encode()
