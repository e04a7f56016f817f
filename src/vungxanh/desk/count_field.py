"""A count as an officer types it: 1.250, 1,250 and 1 250 are one thousand two hundred and fifty.

A browser's own number field would make 18 of "1O8", 125 of "12,5" and 1 of "1.000" and say nothing, so this is a field
of text. What is not plainly a whole number is refused, and stays on the screen as it was typed.
"""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from vungxanh.figures.cells import Evidence, read_count
from vungxanh.sheets.faults import Fault

_SPACED = re.compile(r"(?<=[0-9])[ \u00a0\u202f](?=[0-9]{3}\b)")
_TORN = re.compile(r"(?![1-9][0-9]{0,2}[.]000$)[0-9]+[.]0+")  # 12.0: a program means 12, a person has slipped

_SAID = {
    "negative-count": gettext_noop("“%s” is negative; a count is 0 or more."),
    "decimal": gettext_noop("“%s” has a point or comma in an odd place; type the digits only, such as 1250."),
    "not-a-number": gettext_noop("“%s” is not a whole number; type digits only, or leave it blank if not reported."),
    "too-large": gettext_noop("“%s” is too large to be true; count the digits."),
}


class CountField(forms.CharField):
    """None when left blank: not reported, never zero."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=40, **options)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if _TORN.fullmatch(text):
            raise _refusal("decimal", text)
        try:
            return read_count(_SPACED.sub("", text), str(self.label), Evidence()).value
        except Fault as fault:
            raise _refusal(fault.code, text) from fault


def _refusal(code: str, typed: str) -> forms.ValidationError:
    return forms.ValidationError(_(_SAID[code]) % typed, code=code)
