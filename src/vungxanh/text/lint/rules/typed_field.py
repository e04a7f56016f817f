"""A date, hour, hotline, app, place or issuer that is a bound field is named, not typed: so it changes everywhere."""

import re
from collections.abc import Callable, Iterator

from ..draft import Draft
from ..finding import Code, Finding, Weight
from ..said import BoundField, Kind

_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = "|".join(f"{name}[a-z]*" for name in _MONTH_NAMES)
_DATE = re.compile(
    rf"(?<![\d/.-])(\d{{1,2}})\s?[/.-]\s?(\d{{1,2}})(?:\s?[/.-]\s?(\d{{4}}))?(?![\d/-]|\.\d)"
    rf"|(?<!\d)(\d{{1,2}})\s+th[aá]ng\s+(\d{{1,2}})(?:\s+n[aă]m\s+(\d{{4}}))?"
    rf"|(?<!\d)(\d{{1,2}})\s+({_MONTHS})(?:\s+(\d{{4}}))?\b",
    re.IGNORECASE,
)
_HOUR = re.compile(
    r"(?<![\d:./-])(\d{1,2})\s?(?:h|g|:|giờ|gio)\s?(\d{2})?(?:\s?phút)?(?![\d:]|\s?(?:/|gi[ờo]))(?!\w)", re.IGNORECASE
)
_NUMBER = re.compile(r"(?<![\w.,/-])\+?\d(?:[ .-]?\d){2,13}(?![\w/]|[.,]\d)")


def _date(text: str) -> tuple[str, ...] | None:
    match = _DATE.search(text)
    return _day_of(match) if match else None


def _day_of(match: re.Match[str]) -> tuple[str, ...]:
    day, month, year = next(match.group(n, n + 1, n + 2) for n in (1, 4, 7) if match[n])
    if month[0].isalpha():
        month = str(_MONTH_NAMES.index(month[:3].lower()) + 1)
    return (day.lstrip("0"), month.lstrip("0"), year or "")


def _same_day(match: re.Match[str], field: BoundField) -> bool:
    ours, theirs = _day_of(match), _date(field.written)
    return theirs is not None and ours[:2] == theirs[:2] and (ours[2] == theirs[2] or not ours[2])


def _same_hour(match: re.Match[str], field: BoundField) -> bool:
    theirs = _HOUR.search(field.written)
    return theirs is not None and (int(match[1]), int(match[2] or 0)) == (int(theirs[1]), int(theirs[2] or 0))


def _same_digits(match: re.Match[str], field: BoundField) -> bool:
    return _digits(match[0]) == _digits(field.written) != ""


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


_SHAPED: tuple[tuple[Kind, re.Pattern[str], Callable[[re.Match[str], BoundField], bool]], ...] = (
    ("date", _DATE, _same_day),
    ("hour", _HOUR, _same_hour),
    ("hotline", _NUMBER, _same_digits),
)
_AS_WRITTEN: tuple[tuple[Kind, Weight], ...] = (("app", Weight.ADVICE), ("place", Weight.NOTE), ("issuer", Weight.NOTE))
_SHORTEST = 3  # letters; a shorter name is a word like others


def typed_field(draft: Draft) -> Iterator[Finding]:
    for passage in draft.passages:
        for kind, pattern, same in _SHAPED:
            fields = draft.said.fields_of(kind)
            for match in pattern.finditer(passage.typed) if fields else ():
                field = next((one for one in fields if same(match, one)), None)
                if field:
                    params = {"typed": match[0], "field": field.name}
                    blank = f"{{{field.name}}}"
                    yield passage.found(Code.TYPED_FIELD, Weight.ADVICE, *match.span(), params, instead=blank)
        for kind, weight in _AS_WRITTEN:
            for field in draft.said.fields_of(kind):
                if len(field.written) < _SHORTEST:
                    continue
                for match in re.finditer(rf"(?<!\w){re.escape(field.written)}(?!\w)", passage.typed, re.IGNORECASE):
                    params = {"typed": match[0], "field": field.name}
                    yield passage.found(Code.TYPED_FIELD, weight, *match.span(), params, instead=f"{{{field.name}}}")
