"""What numbers the items of a list at the beginning of a line: "1.", "a)", "(2)", "II.", "1.2.", and bullets."""

import re

from vungxanh.text.reading.rule import Rule, Start
from vungxanh.text.reading.vi.figures import pointed
from vungxanh.text.reading.vi.letters import name_of
from vungxanh.text.reading.vi.numerals import cardinal
from vungxanh.text.reading.vi.roman import roman

_EVERYWHERE = tuple(Start)
_BULLET = re.compile(r"\s*(?:[-–+×](?:\s+|(?=[^\W\d]))|['_|]+\s*)+")
_MARKED = re.compile(
    r"[\s(\[/]*(?:(?P<roman>[IVX]+)|(?P<number>\d{1,2}(?:\.\d{1,2})*)|(?P<letter>[a-zđA-GI-OR-ZĐ]|[HPQ](?=\s?\))))"
    r"(?:(?P<closed>\s?\))|(?P<point>[./](?=\s)))"
)
_A_NAME = re.compile(r"\s*[A-ZĐÀ-Ỹ]\w+\s+[A-ZĐÀ-Ỹ]\w+")  # "X. Đại Đình" is a commune, "X. Tổ chức" the tenth item
_SECTION = re.compile(r"\s*(?P<number>\d{1,2}(?:\.\d{1,2})+)(?=\s+[^\W\d_a-zđ])")


def _at_the_beginning(found: re.Match[str]) -> bool:
    return not any(letter.isalnum() for letter in found.string[: found.start()])


def _bullet(found: re.Match[str]) -> str | None:
    return "" if _at_the_beginning(found) else None


def _marked(found: re.Match[str]) -> str | None:
    if not _at_the_beginning(found) or (found["roman"] == "X" and _A_NAME.match(found.string, found.end())):
        return None
    pause = "," if found["closed"] else "."
    if found["roman"]:
        value = roman(found["roman"])
        return f"{cardinal(value)}{pause}" if value else None
    if found["letter"]:
        return f"{name_of(found['letter'])}{pause}"
    return f"{pointed(found['number'])}{pause}"


def _section(found: re.Match[str]) -> str | None:
    second = found.string[found.end() :].lstrip()[:1]
    return f"{pointed(found['number'])}." if _at_the_beginning(found) and second.isupper() else None


RULES = (
    Rule("bullet", _BULLET, _bullet, _EVERYWHERE),
    Rule("item", _MARKED, _marked, _EVERYWHERE),
    Rule("section at the beginning", _SECTION, _section),
)
