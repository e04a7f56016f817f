"""A notice as a short post: figures first, one thing to do, whom to call, where to read. Plain text for any network.

At most `letters` letters where that can be: other figures are left out, then the hour's line; never new cases, deaths
or the action.
"""

from collections.abc import Iterator, Sequence

from vungxanh.documents.fewer import fewer_figures
from vungxanh.documents.notice import Figure, Notice
from vungxanh.documents.words import with_capital, words_of

LETTERS = 500


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


def _fuller_first(notice: Notice) -> Iterator[str]:
    choices = list(fewer_figures(notice.figures, len(notice.figures)))
    for figures in choices:
        yield _post(notice, figures, with_hour=True)
    yield _post(notice, choices[-1], with_hour=False)


def _post(notice: Notice, figures: Sequence[Figure], *, with_hour: bool) -> str:
    words = words_of(notice.language)
    level = f" — {notice.level.label}" if notice.level else ""
    blocks = (
        words["exercise"] if notice.is_exercise else "",
        "\n".join((f"{notice.place}, {notice.day}{level}", *(f"{one.label}: {one.written}" for one in figures))),
        "" if figures else notice.title,
        f"{words['act']}: {notice.action}",
        f"{words['call']}: {notice.hotline}. {words['ambulance']}: {notice.ambulance}.",
        f"{words['as_of'].format(as_of=notice.as_of)}. {notice.source}. {notice.issuer}." if with_hour else "",
        f"{words['read']}: {notice.address}" if notice.address else "",
        hashtag(notice.place),
    )
    return "\n\n".join(block for block in blocks if block) + "\n"
