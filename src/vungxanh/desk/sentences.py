"""The pure rooms speak English. Their sentences are known by shape and said again in the person's language.

A sentence of unknown shape is shown as it is: English is better than silence.
"""

import re
from collections.abc import Callable

from django.utils.formats import number_format
from django.utils.translation import gettext, gettext_noop

# The patterns are tried in order; a part named here may itself be a sentence of a known shape.
NESTED = ("said", "row", "column")
_SHAPES: tuple[tuple[str, str], ...] = (
    # plan.rules.weigh and plan.propose: what the rule makes of the figures
    (r"No level fits: (?P<said>.+); a person decides\.", gettext_noop("No level fits: %(said)s. A person decides.")),
    (
        r"No figure decides: (?P<said>.+); a person decides\.",
        gettext_noop("No figure decides: %(said)s. A person decides."),
    ),
    (r"The plan has no levels; a person decides\.", gettext_noop("The plan has no levels; a person decides.")),
    (
        r"Stays at (?P<level>\S+): the figures fit (?P<other>\S+), but only a declaration lowers a level\.",
        gettext_noop("Stays at %(level)s: the figures fit %(other)s, but only a declaration lowers a level."),
    ),
    (
        r"Stays at (?P<level>\S+), not (?P<other>\S+): (?P<said>.+)\.",
        gettext_noop("Stays at %(level)s, not %(other)s: %(said)s."),
    ),
    (r"Stays at (?P<level>\S+): (?P<said>.+)\.", gettext_noop("Stays at %(level)s: %(said)s.")),
    (r"(?P<said>.+) lies in no band", gettext_noop("%(said)s lies in no band of the plan")),
    (r"(?P<said>.+) was left open \((?P<why>.+)\)", gettext_noop("%(said)s was left open %(why)s")),
    (
        r"(?P<said>.+) lies in (?P<span>[^:]+): (?P<level>\S+?)( \((?P<why>.+)\))?\.",
        gettext_noop("%(said)s lies in %(span)s: %(level)s. %(why)s"),
    ),
    (r"(?P<said>.+) is not (?P<span>[^;:]+)", gettext_noop("%(said)s is not %(span)s")),
    (r"one level higher: (?P<level>\S+)", gettext_noop("one level higher: %(level)s")),
    (r"the highest of (?P<n>\d+): (?P<level>\S+)", gettext_noop("the highest of %(n)s: %(level)s")),
    (
        r"(?P<n>\d+) of (?P<need>\d+) days in a row above (?P<level>\S+)",
        gettext_noop("%(n)s of %(need)s days in a row above %(level)s"),
    ),
    (
        r"(?P<n>\d+) of (?P<need>\d+) days in a row below (?P<level>\S+)",
        gettext_noop("%(n)s of %(need)s days in a row below %(level)s"),
    ),
    (r"no (?P<key>\S+) was reported for (?P<day>\S+)", gettext_noop("no %(key)s was reported for %(day)s")),
    (r"no (?P<key>\S+) was reported up to (?P<day>\S+)", gettext_noop("no %(key)s was reported up to %(day)s")),
    (
        r"(?P<n>\d+) days between (?P<first>\S+) and (?P<last>\S+) have no (?P<key>\S+)",
        gettext_noop("%(n)s days between %(first)s and %(last)s have no %(key)s"),
    ),
    (r"no (?P<key>\S+) is known to divide by", gettext_noop("no %(key)s is known to divide by")),
    (r"no rule is meant for a (?P<tier>\S+)", gettext_noop("the plan has no rule for places of this tier")),
    (r"counting starts on (?P<day>\S+)", gettext_noop("counting starts on %(day)s")),
)
NUMBER = re.compile(r"\b\d{1,3}(?:,\d{3})+\b")  # as English writes thousands
SHAPES = tuple((re.compile(pattern, re.DOTALL), msgid) for pattern, msgid in _SHAPES)


def in_this_language(sentence: str, name: Callable[[str], str] = str) -> str:
    """`sentence` in the language of the moment. `name` turns the id of a level into what people call it."""
    for shape, msgid in SHAPES:
        if found := shape.fullmatch(sentence):
            return (gettext(msgid) % _parts(found.groupdict(default=""), name)).strip()
    return NUMBER.sub(lambda found: number_format(int(found[0].replace(",", "")), force_grouping=True), sentence)


def _parts(parts: dict[str, str], name: Callable[[str], str]) -> dict[str, str]:
    said: dict[str, str] = {}
    for key, part in parts.items():
        if key in NESTED:
            said[key] = in_this_language(part, name)
        elif key in ("level", "other"):
            said[key] = name(part)
        else:
            said[key] = f"({part})" if key == "why" and part else part
    return said
