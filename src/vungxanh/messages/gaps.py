"""What a draft would say that nobody has recorded: a message with a gap in it is no message."""

from collections.abc import Mapping

from vungxanh.messages.blanks import named
from vungxanh.messages.bound import bound_fields, language_of
from vungxanh.messages.models import Message, Variant


def gaps(message: Message) -> Mapping[Variant, tuple[str, ...]]:
    """{text: names of the bound fields in it that stand for nothing}; empty when every one says something."""
    fields = bound_fields(message)
    found = {}
    for one in message.variants.exclude(words=""):
        known = fields[language_of(one.language)]
        asked = dict.fromkeys(named(f"{one.subject_words} {one.words}"))
        if empty := tuple(name for name in asked if name in known and not known[name].known):
            found[one] = empty
    return found
