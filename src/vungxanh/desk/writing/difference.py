"""What is new in a message that replaces another: the Vietnamese full texts word by word."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from vungxanh.messages.models import Form, Message

Kind = Literal["same", "gone", "new"]


@dataclass(frozen=True, slots=True)
class Piece:
    kind: Kind
    text: str


def difference(old: str, new: str) -> list[Piece]:
    """`new` against `old`, by words. Pure."""
    before, after = old.split(" "), new.split(" ")
    pieces = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", " ".join(before[a:b])))
            continue
        if b > a:
            pieces.append(Piece("gone", " ".join(before[a:b])))
        if d > c:
            pieces.append(Piece("new", " ".join(after[c:d])))
    return pieces


def difference_to(message: Message) -> Sequence[Piece]:
    """Against the message that it replaces; nothing for one that replaces none."""
    if message.replaces is None:
        return []
    texts = [one.variants.filter(language="vi", form=Form.LONG).values_list("text", flat=True).first() or ""
             for one in (message.replaces, message)]  # fmt: skip
    return difference(*texts)
