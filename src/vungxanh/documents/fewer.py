"""What is left out where there is no room: other figures, and paragraphs from the end. Never the mandatory ones."""

import re
from collections.abc import Iterator, Sequence

from vungxanh.documents.notice import Figure, Notice

FIRST = "new_cases"
NAMED = re.compile(r": (?P<name>[^\d:]+)0*(?P<number>\d+)")  # "…: bản công bố số 041/2021"


def fewer_figures(figures: Sequence[Figure], most: int) -> Iterator[tuple[Figure, ...]]:
    """At most `most` figures, then fewer; the first one and the mandatory ones stay in every choice."""
    ordered = sorted(figures, key=lambda one: one.key != FIRST)  # new cases first, the rest as the text has them
    kept = [one for n, one in enumerate(ordered) if n == 0 or one.mandatory]
    others = [one for one in ordered if one not in kept]
    for room in range(min(max(most - len(kept), 0), len(others)), -1, -1):
        chosen = (*kept, *others[:room])
        yield tuple(one for one in ordered if one in chosen)


def fewer_paragraphs(notice: Notice) -> Iterator[tuple[str, ...]]:
    """The text without its source line, then with fewer paragraphs from the end; the first is never left out."""
    all_of_them = without_source(notice)
    for count in range(len(all_of_them), min(len(all_of_them), 1) - 1, -1):
        yield all_of_them[:count]


def without_source(notice: Notice) -> tuple[str, ...]:
    """All paragraphs but a last one that only names the release, which a poster or letter says at its foot."""
    names_it = NAMED.search(notice.source)
    if names_it is None or len(notice.paragraphs) < 2:
        return notice.paragraphs
    only_that = rf"[^.:!?]+: {re.escape(names_it['name'])}0*{names_it['number']}(?!\d)[^.!?]*\.?"
    return notice.paragraphs[:-1] if re.fullmatch(only_that, notice.paragraphs[-1]) else notice.paragraphs
