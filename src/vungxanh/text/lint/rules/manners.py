"""A public body does not shout, and does not hide where a link leads as spam does (Decree 91/2020)."""

import re
from collections.abc import Iterator

from ..draft import Draft
from ..finding import Code, Finding, Weight
from ..letters import UPPER
from ..passage import Passage

_SHOUTED = re.compile(rf"(?<!\w)[{UPPER}]+(?:[ ,]+[{UPPER}]+){{3,}}(?!\w)")
_ENOUGH = 20  # letters
_LONGEST_HEADING = 90
_MARKS = re.compile(r"[!?]{2,}")
_SHORTENERS = re.compile(
    r"(?:https?://)?(?<![\w.-])(?:bit\.ly|tinyurl\.com|goo\.gl|t\.co|is\.gd|cutt\.ly|ow\.ly|buff\.ly|rebrand\.ly|shorturl\.at"
    r"|s\.net\.vn|by\.com\.vn|tiny\.cc|rb\.gy|t\.ly|shorten\.asia|lnkd\.in|v\.gd|bom\.so|byvn\.net)/\S+",
    re.IGNORECASE,
)


def manners(draft: Draft) -> Iterator[Finding]:
    for passage in draft.passages:
        for match in _SHOUTED.finditer(passage.typed):
            if len(match[0]) >= _ENOUGH and not _is_heading(passage, match):
                yield passage.found(Code.SHOUTING, Weight.NOTE, *match.span(), {"typed": match[0]})
        for match in _MARKS.finditer(passage.typed):
            one = "?" if "?" in match[0] else "!"
            yield passage.found(Code.MANY_MARKS, Weight.ADVICE, *match.span(), {"typed": match[0]}, instead=one)
        for match in _SHORTENERS.finditer(passage.typed):
            yield passage.found(Code.SHORTENED_LINK, Weight.ADVICE, *match.span(), {"typed": match[0]})


def _is_heading(passage: Passage, match: re.Match[str]) -> bool:
    """A line of its own, all in capitals."""
    start = passage.typed.rfind("\n", 0, match.start()) + 1
    end = passage.typed.find("\n", match.end())
    line = passage.typed[start : end if end >= 0 else None]
    return line.isupper() and len(line) <= _LONGEST_HEADING
