"""The form in which a place reports its day: one field an indicator, and a tick for what stands as yesterday."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from vungxanh.desk.asked import Asked
from vungxanh.desk.count_field import CountField
from vungxanh.desk.words import indicator_name

SAME = "same-"


class PlainInput(forms.TextInput):
    """Sixty on a form, written at once: Django renders two templates for each."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        said, more = flatatt({"value": self.format_value(value)}), flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<input type="text" name="{}"{}{}>', name, said, more)


class ReportForm(forms.Form):
    """A field left blank is not reported; it is never zero and never erases a value."""

    def __init__(self, *args: Any, asked: Sequence[Asked], **options: Any) -> None:
        super().__init__(*args, **options)
        self.asked = asked
        for one in asked:
            self.fields[one.indicator.key] = CountField(
                label=indicator_name(one.indicator),
                required=False,
                initial=one.reported,
                widget=PlainInput(CountField.widget.attrs),
            )
            if one.may_stay and one.reported is None:
                self.fields[SAME + one.indicator.key] = forms.BooleanField(required=False)

    def rows(self) -> list[tuple[Asked, forms.BoundField, forms.BoundField | None]]:
        return [
            (one, self[one.indicator.key], self[same] if (same := SAME + one.indicator.key) in self.fields else None)
            for one in self.asked
        ]

    def clean(self) -> dict[str, Any]:
        for one in self.asked:
            key = one.indicator.key
            if not self.cleaned_data.get(SAME + key):
                continue
            if self.cleaned_data.get(key) not in (None, one.before):
                self.add_error(key, _("Either type a number or tick “as yesterday”."))
            self.cleaned_data[key] = one.before
        return self.cleaned_data

    def values(self) -> dict[str, int | None]:
        return {one.indicator.key: self.cleaned_data.get(one.indicator.key) for one in self.asked}
