"""One line read from left to right: at each word, number or sign the first rule that answers speaks.

Nothing is ever lost: what no rule answers for stays as it is written.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from vungxanh.text.reading.rule import Rule, Start, start_of

_WORD = re.compile(r"[^\W\d_][^\W\d_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W\d_]*)*|\s+|.", re.DOTALL)
Rules = Mapping[Start, Sequence[Rule]]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A written piece and the words it became."""

    written: str
    said: str

    @property
    def changed(self) -> bool:
        """Whether a person should look: other words are said than are written."""
        return self.written != self.said and bool(self.said.strip(" ,.;:"))


def by_start(rules: Sequence[Rule]) -> Rules:
    return {start: tuple(rule for rule in rules if start in rule.starts) for start in Start}


def scan(line: str, rules: Rules) -> Iterator[Spoken]:
    """The pieces of one line, in their order. Joined, what is written gives the line again."""
    as_it_is, here = 0, 0
    while here < len(line):
        found, said = _first(line, here, rules)
        if found is None:
            here = _WORD.match(line, here).end()  # type: ignore[union-attr]  # it matches any letter
            continue
        if as_it_is < here:
            yield Spoken(line[as_it_is:here], line[as_it_is:here])
        yield Spoken(found[0], said)
        as_it_is = here = found.end()
    if as_it_is < here:
        yield Spoken(line[as_it_is:], line[as_it_is:])


def _first(line: str, here: int, rules: Rules) -> tuple[re.Match[str] | None, str]:
    for rule in rules[start_of(line[here])]:
        found = rule.pattern.match(line, here)
        if found and found.end() > here:
            said = rule.say(found)
            if said is not None:
                return found, said
    return None, ""
