"""The order in which Vietnamese rules are asked: what is surest of itself first, a single sign last."""

from collections.abc import Mapping

from vungxanh.text.reading.rule import Rule
from vungxanh.text.reading.vi import (
    abbreviations,
    capitals,
    dates,
    documents,
    figures,
    fractions,
    hours,
    lists,
    names,
    ranges,
    roman,
    signs,
    telephones,
    units,
    web,
)


def rules(extra: Mapping[str, str]) -> tuple[Rule, ...]:
    """Vietnamese with a province's `extra` abbreviations in front of ours."""
    return (
        abbreviations.own(extra),
        *web.RULES,
        *lists.RULES,
        *documents.rules(extra, abbreviations.built_in()),
        *names.RULES,
        *abbreviations.rules(),
        *roman.RULES,
        *signs.BETWEEN_NUMBERS,
        *capitals.CODES,
        *dates.RULES,
        *telephones.RULES,
        *hours.RULES,
        *fractions.RULES,
        *ranges.SHARES,
        *units.RULES,
        *ranges.RULES,
        *figures.RULES,
        *capitals.RULES,
        *signs.RULES,
    )
