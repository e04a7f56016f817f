"""A Typst template and plain data in, the bytes of a PDF, PNG or SVG out. The same data give the same bytes.

Only the fonts of this folder are used; no package is fetched. A template that cannot be set raises NotSet.
"""

import hashlib
import json
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

import typst

from vungxanh.documents.printable import printable_in

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
ONCE = datetime(2000, 1, 1, tzinfo=UTC)  # a document is dated by its text, not by its file
Kind = Literal["pdf", "png", "svg"]


class NotSet(Exception):
    """The template and the data do not go together: a fault of the program, told with Typst's own words."""

    code = "not-set"


def typeset(
    template: str, data: Mapping[str, Any], *, kind: Kind = "pdf", ppi: float = 144, made: datetime = ONCE
) -> tuple[bytes, ...]:
    """The pages of `template` (a path below this folder) filled with `data`: one item for a PDF, one a page otherwise.

    The template reads `data` with `json(bytes(sys.inputs.data))`. `ppi` is for PNG only. `made` is the date in a PDF.
    """
    written = json.dumps(printable_in(data), ensure_ascii=False, sort_keys=True)
    compiler, turn = _compiler(template)
    with turn:  # one compiler sets one document at a time
        try:
            made_of = compiler.compile(sys_inputs={"data": written}, format=kind, ppi=ppi, timestamp=made)
        except typst.TypstError as problem:
            raise NotSet(f"{template}: {problem.message} {problem.diagnostic}".strip()) from problem
    return (made_of,) if isinstance(made_of, bytes) else tuple(made_of or ())


@lru_cache(maxsize=32)
def _compiler(template: str) -> tuple[typst.Compiler, threading.Lock]:
    """Kept warm: the fonts are read once and what did not change is not set again."""
    return (
        typst.Compiler(str(HERE / template), root=str(HERE), font_paths=_fonts(), ignore_system_fonts=True),
        threading.Lock(),
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def ground(templates: Sequence[str] = ()) -> str:
    """SHA-256 over every font and the named templates: what a document is made with, apart from its words."""
    files = [*sorted(FONTS.glob("*.ttf")), *(HERE / name for name in sorted(templates))]
    total = hashlib.sha256()
    for file in files:
        total.update(file.name.encode() + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()
