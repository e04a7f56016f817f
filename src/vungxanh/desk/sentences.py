"""The pure rooms speak English. Their sentences are known by shape and said again in the person's language.

A sentence of unknown shape is shown as it is: English is better than silence.
"""

import re
from collections.abc import Callable

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
    (r"(?P<said>.+) was left open \((?P<why>.+)\)", gettext_noop("%(said)s was left open (%(why)s)")),
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
    (r"counting starts on (?P<day>\S+)", gettext_noop("counting starts on %(day)s")),
    # levels.declare
    (
        r"The plan has no level “(?P<level>.*)”; it has (?P<levels>.+)\.",
        gettext_noop("The plan has no level “%(level)s”; it has %(levels)s."),
    ),
    (
        r"A declaration needs the number of its document, such as 3421/QĐ-UBND\.",
        gettext_noop("A declaration needs the number of its document, such as 3421/QĐ-UBND."),
    ),
    (
        r"Document (?P<document>.+) already declared another level or day for (?P<place>.+)\.",
        gettext_noop("Document %(document)s already declared another level or day for %(place)s."),
    ),
    (r"(?P<place>.+) is outside the plan's province\.", gettext_noop("%(place)s is outside the plan's province.")),
    (r"The plan is adopted from (?P<day>\S+) only\.", gettext_noop("The plan is adopted from %(day)s only.")),
    (
        r"A declaration cannot be in force before it is made \((?P<day>\S+)\)\.",
        gettext_noop("A declaration cannot be in force before it is made (%(day)s)."),
    ),
    # messages
    (
        r"There is no template for theme “(?P<theme>.+)” at level “(?P<level>.+)”; write one first\.",
        gettext_noop(
            "There is no template for theme “%(theme)s” at level “%(level)s”; an administrator writes one first."
        ),
    ),
    (
        r"Message \d+ is approved and cannot be edited; write a new message\.",
        gettext_noop("This message is approved and cannot be edited; write a new one."),
    ),
    (
        r"Message \d+ has not been approved; a second person must approve it before it is sent\.",
        gettext_noop("This message has not been approved; a second person must approve it before it is sent."),
    ),
    (
        r"The text of message \d+ was changed after it was approved; it must be approved again\.",
        gettext_noop("The text was changed after it was approved. Nothing is sent."),
    ),
    (
        r"Nobody reviews their own message; ask a second person\.",
        gettext_noop("Nobody reviews their own message; ask a second person."),
    ),
    (r"This message is already approved\.", gettext_noop("This message is already approved.")),
    (
        r"The text changed while you were reading it; read it again\.",
        gettext_noop("The text changed while you were reading it; read it again."),
    ),
    (r"Say what the author should change\.", gettext_noop("Say what the author should change.")),
    # duties.record
    (
        r"Name the proof: a number, an address or a file name\.",
        gettext_noop("Name the proof: a number, an address or a file name."),
    ),
    (r"How many times must be between 1 and 1,000\.", gettext_noop("How many times must be between 1 and 1,000.")),
    (r"It cannot have been done in the future\.", gettext_noop("It cannot have been done in the future.")),
    (
        r"This duty begins on (?P<day>\S+); something done before cannot prove it\.",
        gettext_noop("This duty begins on %(day)s; something done before cannot prove it."),
    ),
    (
        r"Say why this duty is waived; the reason is shown in the report\.",
        gettext_noop("Say why this duty is waived; the reason is shown in the report."),
    ),
)
SHAPES = tuple((re.compile(pattern, re.DOTALL), msgid) for pattern, msgid in _SHAPES)


def in_this_language(sentence: str, name: Callable[[str], str] = str) -> str:
    """`sentence` in the language of the moment. `name` turns the id of a level into what people call it."""
    for shape, msgid in SHAPES:
        if found := shape.fullmatch(sentence):
            return (gettext(msgid) % _parts(found.groupdict(default=""), name)).strip()
    return sentence


def _parts(parts: dict[str, str], name: Callable[[str], str]) -> dict[str, str]:
    said: dict[str, str] = {}
    for key, part in parts.items():
        if key in NESTED:
            said[key] = in_this_language(part, name)
        elif key in ("level", "other"):
            said[key] = name(part)
        else:
            said[key] = f"({part})" if key == "why" and part and "was left" not in part else part
    return said
