"""Every language that the area needs, each with the same figures (Decree 49/2024; domain note C.11)."""

from collections.abc import Iterator

from vungxanh.text.language_names import name_of

from ..draft import Draft
from ..finding import Code, Finding, Weight


def languages(draft: Draft) -> Iterator[Finding]:
    said = draft.said
    if said.source_fields is None:
        for language in said.languages_needed:
            if language not in said.languages_written:
                yield draft.whole(Code.LANGUAGE_MISSING, Weight.ADVICE, language=name_of(language))
        return
    ours = set(draft.used)
    for name in sorted(said.source_fields - ours):
        figure = name in said.known and said.known[name].kind == "figure"
        code, weight = (Code.FIGURE_LEFT_OUT, Weight.MUST_LOOK) if figure else (Code.FIELD_LEFT_OUT, Weight.ADVICE)
        yield draft.whole(code, weight, field=name)
    for name in sorted(ours - said.source_fields):
        yield draft.whole(Code.FIELD_ADDED, Weight.NOTE, field=name)
