"""Reads a Vietnamese mobile number however it was written, and says why anything else is not one.

The one form kept is the wire's: 84 and nine digits. Prefixes are those of the ministry's plan since 2018, when mobile
numbers of eleven digits lost one (Decision 798/QĐ-BTTTT).
"""

import re
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from vungxanh.sheets.faults import Fault

_MOBILE = "3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-9]"
# fmt: off
_SINCE_2018 = {
    "162": "32", "163": "33", "164": "34", "165": "35", "166": "36", "167": "37", "168": "38", "169": "39",
    "120": "70", "121": "79", "122": "77", "126": "76", "128": "78",
    "123": "83", "124": "84", "125": "85", "127": "81", "129": "82",
    "186": "56", "188": "58", "199": "59",
}
# fmt: on
SIMULATED = re.compile(r"\+?(8400[0-9]{7})")  # no Vietnamese number begins like this: the exercise's own
_ABROAD = r"(?:(?:\+|00)?840?|0)?"  # "+84", "84", "0084", "+84(0)", "0", or Excel's lost zero
_USUAL = re.compile(f"{_ABROAD}((?:{_MOBILE})[0-9]{{7}})")
_OLD = re.compile(f"{_ABROAD}({'|'.join(_SINCE_2018)})([0-9]{{7}})")
_BETWEEN = str.maketrans("", "", " .-()'’‘`\t\u00a0\u2007\u202f\u2009\u200b\u2010\u2011\u2012\u2013\u2014\u2212\ufeff")


class Phone(NamedTuple):
    """`number`: 84 and nine digits. `converted`: it was written as it was before 2018."""

    number: str
    converted: bool = False


def read_phone(cell: str, *, simulated: bool = False) -> Phone | None:
    """The number in `cell`; None when the cell is blank or a dash. Raises Fault. `simulated` lets the exercise's in."""
    if found := _USUAL.fullmatch(cell):  # most are; the rest is for those that are not
        return Phone("84" + found[1])
    if cell.endswith(".0") and cell[:-2].isdecimal():  # a number that went through a spreadsheet
        cell = cell[:-2]
    written = cell.translate(_BETWEEN)
    if found := _USUAL.fullmatch(written):
        return Phone("84" + found[1])
    if not written:
        return None
    if found := SIMULATED.fullmatch(written):
        if simulated:
            return Phone(found[1])
        raise Fault("simulated-number", _("“%s” belongs to the exercise; import it with --simulated.") % cell)
    if found := _OLD.fullmatch(written):
        return Phone(f"84{_SINCE_2018[found[1]]}{found[2]}", converted=True)
    raise _fault(cell, written)


_FAULTS: tuple[tuple[str, str, str], ...] = (
    (
        r".*[0-9]{8}.*[/;,|&].*[0-9]{8}.*",
        "several-numbers",
        gettext_noop("“%s” holds more than one number; give each a row of its own."),
    ),
    (
        r"[0-9]+([.,]?[0-9]+)?[eE]\+?[0-9]+",
        "rounded-number",
        gettext_noop("“%s” was rounded by a spreadsheet; format the column as text and fill it in again."),
    ),
    (r"\+?[0-9]*[^0-9+].*|.+\+.*|\+", "not-a-number", gettext_noop("“%s” is not a phone number.")),
    (r"(\+|00)(?!84).*", "foreign-number", gettext_noop("“%s” is not a Vietnamese number.")),
    (f"{_ABROAD}2[0-9]{{9}}", "landline", gettext_noop("“%s” is a landline, which receives no SMS.")),
    (
        f"{_ABROAD}([1-9][0-9]{{8}}|1[0-9]{{9}})",
        "unknown-prefix",
        gettext_noop("“%s” does not begin like a mobile number in use."),
    ),
    (
        rf"\+?[0-9]{{0,9}}|{_ABROAD}[0-9]{{0,8}}",
        "too-short",
        gettext_noop("“%s” is too short; a mobile number is 0 and nine digits."),
    ),
    (r".*", "too-long", gettext_noop("“%s” is too long; a mobile number is 0 and nine digits.")),
)


def _fault(cell: str, written: str) -> Fault:
    whole = {"several-numbers", "rounded-number"}  # what these tell is lost when the signs between digits are
    code, sentence = next(
        (code, sentence)
        for pattern, code, sentence in _FAULTS
        if re.fullmatch(pattern, cell if code in whole else written, re.DOTALL)
    )
    return Fault(code, _(sentence) % cell)
