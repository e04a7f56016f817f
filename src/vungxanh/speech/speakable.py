"""What may reach a voice: words and stops, paragraph by paragraph.

A control character is no word: espeak-ng takes some as commands to its voice and NUL as the end of the text, and two
square brackets as the writing of sounds. They are left out, so that whatever was approved is what is heard.
"""

import re
import unicodedata

_INSTEAD = {"Cc": " ", "Zl": "\n", "Zp": "\n", "Cf": "", "Cs": ""}  # by Unicode's category of a character
_SOUNDS = re.compile(r"\[\[|\]\]")


def paragraphs(text: str) -> list[str]:
    """Those of the text in which there is something, each on one line."""
    lines = _SOUNDS.sub(" ", "".join(map(_plain, text))).split("\n")
    return [line for line in (" ".join(words.split()) for words in lines) if line]


def _plain(letter: str) -> str:
    return letter if letter == "\n" else _INSTEAD.get(unicodedata.category(letter), letter)
