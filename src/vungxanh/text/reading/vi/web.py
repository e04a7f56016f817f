"""Addresses of pages and mail: read so that they can be typed. What is too long to be typed is left at its site."""

import re

from vungxanh.text.reading.rule import Rule, Start
from vungxanh.text.reading.vi.letters import name_of
from vungxanh.text.reading.vi.numerals import one_by_one

_ENDS = "vn|com|org|net|gov|edu|info|io|int|eu|uk|me|app|asia|biz|tv|link"
_HOST = rf"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+(?:{_ENDS})(?![^\W_])"
_PAGE = re.compile(rf"(?:https?://)?(?:www\.)?(?P<host>{_HOST})(?P<path>/[^\s,;()<>\"]*)?")
_MAIL = re.compile(rf"(?P<who>[A-Za-z0-9][A-Za-z0-9._+-]*)@(?P<host>{_HOST})")
_OTHER_SCHEME = re.compile(r"https?://\S*")
_LONGEST_PATH = 30
_SIGNS = {
    ".": "chấm", "-": "gạch ngang", "_": "gạch dưới", "/": "gạch chéo", "+": "cộng", "=": "bằng", "?": "hỏi", "&": "và",
    "%": "phần trăm", "@": "a còng",
}  # fmt: skip
_PIECES = re.compile(r"[^\W\d_]+|\d+|.")
_ALWAYS = (Start.DIGIT, Start.CAPITAL, Start.SMALL)


def _typed(address: str) -> str:
    return " ".join(filter(None, (_piece(piece) for piece in _PIECES.findall(address.lower()))))


def _piece(piece: str) -> str:
    if piece.isdigit():
        return one_by_one(piece)
    if piece.isalpha():
        return name_of(piece) if len(piece) == 1 else piece
    return _SIGNS.get(piece, "")


def _page(found: re.Match[str]) -> str:
    path = (found["path"] or "").rstrip("/.")
    pause = found[0][-1] if found[0][-1] == "." else ""
    return _typed(found["host"] + (path if len(path) <= _LONGEST_PATH else "")) + pause


RULES = (
    Rule("mail", _MAIL, lambda found: f"{_typed(found['who'])} a còng {_typed(found['host'])}", _ALWAYS),
    Rule("page", _PAGE, _page, _ALWAYS),
    Rule("unknown page", _OTHER_SCHEME, lambda found: _typed(found[0].partition("//")[2][:_LONGEST_PATH]), _ALWAYS),
)
