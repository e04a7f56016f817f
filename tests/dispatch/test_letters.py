"""What was previewed is what went out, is what is billed, is what the phone shows: for every letter that hurts."""

import unicodedata

import pytest

from dispatch.scenery import AT, LATER, copy_of, drain
from vungxanh.channels.kinds import ChannelKind
from vungxanh.dispatch.estimate import Group, estimate
from vungxanh.dispatch.fan_out import dispatch
from vungxanh.dispatch.state import counts
from vungxanh.text.parts import split

VOWELS = "aăâeêioôơuưy"
TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]
LOWER = [letter for vowel in VOWELS for tone in TONES if (letter := unicodedata.normalize("NFC", vowel + tone))]
ACCENTED = [letter for letter in [*LOWER, "đ"] if letter not in "aeiouy"]
LETTERS = "".join(ACCENTED + [letter.upper() for letter in ACCENTED])
TEXTS = {
    "134 letters, composed": LETTERS,
    "134 letters, decomposed": unicodedata.normalize("NFD", LETTERS),
    "emoji at every seam": "Ở nhà 😷" * 40,
    "a family of joined emoji": "👨‍👩‍👧‍👦🏽" * 30,
    "euro and braces at the seam": "x" * 152 + "€{}[]" * 40,
    "a tab in a plain text": "Chot so 1\tmo cua 7h. " * 12,
    "one curly quote": "It’s open. " * 20,
    "exactly 70": "ạ" * 70,
    "one more than 70": "ạ" * 71,
    "exactly 160": "a" * 160,
    "one more than 160": "a" * 161,
}


def test_there_are_134_accented_vietnamese_letters():
    assert len(set(LETTERS)) == len(LETTERS) == 134


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_parts_previewed_are_parts_on_the_wire_are_parts_billed(subscribe, province, message, operator, text):
    subscribe(2)
    saying = copy_of(message, short=text)
    sent = dispatch(saying, ChannelKind.SMS, audiences=["public"], place=province, at=AT, expires_at=LATER)
    previewed = len(split(text).parts)
    billed = estimate([Group(2, previewed)], []).parts
    assert counts([sent.pk], AT)[sent.pk].waiting == billed
    operator.behave(undelivered_percent=0)
    drain(operator.account())
    assert [one.text for one in operator.received()] == [unicodedata.normalize("NFC", text)] * 2
    assert [one.parts for one in operator.received()] == [previewed] * 2
    assert len(operator.accepted()) == counts([sent.pk], AT)[sent.pk].delivered == billed
