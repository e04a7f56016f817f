"""The text before it is read: one spelling, plain digits, no sign that is never said. Emoji and controls are left out.

Every letter of every language stays, with the marks that belong to it.
"""

import re
import unicodedata

from vungxanh.text.nfc import nfc

_SAID_SIGNS = ".,;:?!()[]-/&%‰+=<>≥≤±×÷@°'~$€₫_|–"
_LIKE = {
    **dict.fromkeys("‐‑‒−", "-"), **dict.fromkeys("—―", "–"), **dict.fromkeys("‘’‛′ʼʻ`´", "'"),
    **dict.fromkeys("º˚", "°"), "℃": "°C", "№": " số ", "⁄": "/", "∕": "/", "➕": "+", "*": "×", "•": "- ",
    "{": "(", "}": ")", "₋": "-", "¼": " 1/4 ", "½": " 1/2 ", "¾": " 3/4 ", "²": "2", "³": "3",
    "→": ",", "⇒": ",", "®": " ", "™": " ", "©": " ", "“": " ", "”": " ", "đ̀": "đ",
    "\u0085": "\n", "\u2028": "\n", "\u2029": "\n\n", "\x0b": "\n", "\x0c": "\n\n", "\r": "\n",
}  # fmt: skip
_POWER = re.compile(r"(?<=\d)([²³])")
_EMPHASIS = re.compile(r"[*`\\]+(?!\s*\d)|(?<!\d)[*`\\]+|(?<!\w)_+|_+(?!\w)|~~")
_IN_A_WORD = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_ENDS = re.compile(r"\r\n?")


def clean(text: str) -> str:
    """`text` with only what rules can read: letters, ASCII digits, blanks, line ends and the signs that are said."""
    plain = _POWER.sub(r" mũ \1", nfc(_ENDS.sub("\n", text)))
    plain = _EMPHASIS.sub("", plain.replace("‘", "'").replace("’", "'"))
    letters: list[str] = []
    for letter in plain:
        for one in _plain(letter):
            if not unicodedata.combining(one) or (letters and _carries(letters[-1])):
                letters.append(one)
    return _IN_A_WORD.sub("", nfc("".join(letters)))


def _plain(letter: str) -> str:
    if letter.isascii() and letter.isalnum():
        return letter
    letter = _LIKE.get(letter) or letter
    if len(letter) == 1 and not letter.isascii() and letter not in _SAID_SIGNS:
        letter = _compatible(letter)
    return "".join(map(_kept, letter))


def _compatible(letter: str) -> str:
    """Digits and Latin letters in other dress (①, Ⅷ, ４, 𝐀) as themselves."""
    decimal = unicodedata.decimal(letter, None)
    if decimal is not None:
        return str(decimal)
    other = unicodedata.normalize("NFKC", letter)
    return other if other != letter and other.isascii() else letter


def _kept(letter: str) -> str:
    if letter == "\n" or letter in _SAID_SIGNS or letter.isalpha() or (letter.isascii() and letter.isdigit()):
        return letter
    if unicodedata.combining(letter):
        return letter
    return "" if unicodedata.category(letter) in ("Cf", "Mn", "Me") else " "


def _carries(letter: str) -> bool:
    return letter.isalpha() or bool(unicodedata.combining(letter))
