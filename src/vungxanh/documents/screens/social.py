"""A notice as a post: figures first, one thing to do and why, whom to call, where to read. Plain text for any network.

At most `letters` letters where that can be: other figures are left out, then the hour's line, then the words around
the action; never new cases, deaths or the action.
"""

import re
from collections.abc import Iterator, Sequence

from vungxanh.documents.fewer import fewer_figures, without_source
from vungxanh.documents.notice import Figure, Notice
from vungxanh.documents.words import with_capital, words_of

LETTERS = 700


def post(notice: Notice, letters: int = LETTERS) -> bytes:
    shortest = ""
    for shortest in _fuller_first(notice):
        if len(shortest) <= letters:
            break
    return shortest.encode()


def hashtag(place: str) -> str:
    """ "#VĩnhPhúc": letters and digits only, each word with a capital, so that a screen reader can say it."""
    words = "".join(one if one.isalnum() else " " for one in place).split()
    return "#" + "".join(with_capital(word) for word in words)


def essence(notice: Notice) -> str:
    """What the text says besides its figures and its action: what follows the action, else its first paragraph."""
    action = notice.action[1:].rstrip(".")
    paragraphs = without_source(notice)
    for one in paragraphs:
        _before, found, after = one.partition(action)
        if action and found and (after := after.strip(" .\n")):
            return with_capital(after) + ("" if after.endswith(("!", "?", "…")) else ".")
    figures = {one.written for one in notice.figures}
    for one in paragraphs:
        if action not in one and not figures & set(re.findall(r"[\d.,]*\d", one)):
            return one
    return ""


def _fuller_first(notice: Notice) -> Iterator[str]:
    choices = list(fewer_figures(notice.figures, len(notice.figures)))
    why = essence(notice)
    for figures in choices:
        yield _post(notice, figures, why, with_hour=True)
    yield _post(notice, choices[-1], why, with_hour=False)
    for figures in choices:
        yield _post(notice, figures, "", with_hour=True)
    yield _post(notice, choices[-1], "", with_hour=False)


def _post(notice: Notice, figures: Sequence[Figure], why: str, *, with_hour: bool) -> str:
    words = words_of(notice.language)
    level = f" — {notice.level.label}" if notice.level else ""
    blocks = (
        words["exercise"] if notice.is_exercise else "",
        "\n".join((f"{notice.place}, {notice.day}{level}", *(f"{one.label}: {one.written}" for one in figures))),
        "" if figures else notice.title,
        f"{words['act']}: {notice.action}",
        why,
        f"{words['call']}: {notice.hotline}. {words['ambulance']}: {notice.ambulance}.",
        f"{words['as_of'].format(as_of=notice.as_of)}. {notice.source}. {notice.issuer}." if with_hour else "",
        f"{words['read']}: {notice.address}" if notice.address else "",
        hashtag(notice.place),
    )
    return "\n\n".join(block for block in blocks if block) + "\n"
