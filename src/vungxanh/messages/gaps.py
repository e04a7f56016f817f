"""What a draft would say that nobody has recorded: a message with a gap in it is no message."""

from collections.abc import Mapping

from vungxanh.messages.blanks import named
from vungxanh.messages.bound import FACTS, facts_of
from vungxanh.messages.models import Message, Variant


def gaps(message: Message) -> Mapping[Variant, tuple[str, ...]]:
    """{text: names of the facts in it that nobody has recorded}; empty when every one says something."""
    asked = {
        one: dict.fromkeys(named(f"{one.subject_words} {one.words}")) for one in message.variants.exclude(words="")
    }
    facts = {one: [name for name in names if name in FACTS] for one, names in asked.items()}
    if not any(facts.values()):
        return {}
    recorded = facts_of(message.place, message.audience, message.day)
    empty = {one: tuple(name for name in names if name not in recorded) for one, names in facts.items()}
    return {one: names for one, names in empty.items() if names}
