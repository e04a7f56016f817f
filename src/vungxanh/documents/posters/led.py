"""Words for a board of lamps: lines that are never longer than the board, with every accent, and a picture of it.

Lines are broken between words only; a word that is longer than the board raises DoesNotFit.
"""

import unicodedata

from vungxanh.documents.notice import Notice
from vungxanh.documents.posters.laid import GROUND, DoesNotFit, laid_out
from vungxanh.documents.posters.pieces import pieces
from vungxanh.documents.posters.readable import png_that_says
from vungxanh.documents.words import words_of

LETTERS = 24
TEMPLATE = "posters/led.typ"
MADE_WITH = (TEMPLATE, *GROUND)


def led_lines(notice: Notice, letters: int = LETTERS) -> tuple[str, ...]:
    """The short text, figures first, then whom to call, in lines of at most `letters` letters; an exercise says so."""
    words = words_of(notice.language)
    text = f"{words['exercise']}: {notice.short}" if notice.is_exercise else notice.short
    if notice.hotline not in notice.short:
        text += f" {words['call']}: {notice.hotline}"
    lines: list[str] = []
    for word in text.split():
        if breadth(word) > letters:
            raise DoesNotFit(f"word:{word}", f"board of {letters} letters")
        if lines and breadth(lines[-1]) + 1 + breadth(word) <= letters:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines)


def led_text(notice: Notice, letters: int = LETTERS) -> bytes:
    return ("\n".join(led_lines(notice, letters)) + "\n").encode()


def led_png(notice: Notice) -> bytes:
    """512 by 128: what to do, and whom to call."""
    (page, *_), _chosen = laid_out("board of lamps", TEMPLATE, [pieces(notice)], kind="png")
    return png_that_says(page, notice.title, f"{notice.action}\n{notice.hotline}")


def breadth(text: str) -> int:
    """Places on the board: a mark that stands on a letter takes none."""
    return sum(not unicodedata.combining(one) for one in text)
