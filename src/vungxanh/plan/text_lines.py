"""The first look at a file: bytes to text, line by line, before any YAML is read.

Whatever is wrong with the writing itself is noted with its line, and a cleaned text is handed on
so that the later checks can still find their own problems.
"""

from __future__ import annotations

import re
import unicodedata

from .problems import Notebook

MAX_BYTES = 1_000_000  # ten times the longest plan known

# YAML 1.1 allows fewer characters than Unicode; these are what it forbids, and what nobody can see.
FORBIDDEN = re.compile(r"[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
INDENTED_BY_TAB = re.compile(r"^ *\t", re.MULTILINE)
NOTHING = re.compile(r"\A\s*\Z")
INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


def clean_text(raw: bytes, notebook: Notebook) -> str | None:
    """The text with \\n line ends, or None when the file is too large to be a plan or is no text at all."""
    if len(raw) > MAX_BYTES:
        notebook.error(1, f"the file has {len(raw):,} bytes; a plan has at most {MAX_BYTES:,}, so split it")
        return None
    if b"\0" in raw:
        line = raw[: raw.index(b"\0")].count(b"\n") + 1
        notebook.error(line, "the file is not text (it holds a zero byte); save it as plain UTF-8 text")
        return None
    if raw.startswith(b"\xef\xbb\xbf"):
        notebook.error(1, "the file starts with a byte order mark; save it as UTF-8 without BOM")
        raw = raw[3:]
    raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if _is_clean(raw):
        return raw.decode("utf-8")
    lines: list[str] = []
    for number, written in enumerate(raw.split(b"\n"), 1):
        lines.append(_clean_line(written, number, notebook))
        if notebook.is_full:
            return None
    text = "\n".join(lines)
    if not text.strip():
        notebook.error(1, "the file is empty; start with 'schema: epi-comms-plan/1'")
        return None
    return text


def _is_clean(raw: bytes) -> bool:
    """Whether a look at each line would find nothing; most files need no such look."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    found = any(pattern.search(text) for pattern in (FORBIDDEN, INVISIBLE, INDENTED_BY_TAB, NOTHING))
    return not found and unicodedata.is_normalized("NFC", text)


def _clean_line(raw: bytes, number: int, notebook: Notebook) -> str:
    try:
        line = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        notebook.error(
            number,
            f"not UTF-8: byte 0x{raw[error.start]:02X} at column {error.start + 1}; "
            "save the file again as UTF-8 (it may be Windows-1258 or TCVN3)",
        )
        line = raw.decode("utf-8", "replace")
    if line.isascii() and line.isprintable():
        return line
    indentation = line[: len(line) - len(line.lstrip())]
    if "\t" in indentation:
        notebook.error(number, "a tab in the indentation; write two spaces for each step")
        line = indentation.replace("\t", "  ") + line[len(indentation) :]
    for pattern, name in ((FORBIDDEN, "a control character"), (INVISIBLE, "an invisible character")):
        found = pattern.search(line)
        if found:
            notebook.error(number, f"{name}, U+{ord(found[0]):04X}, at column {found.start() + 1}; delete it")
            line = pattern.sub(" ", line)
    if not unicodedata.is_normalized("NFC", line):
        loose = (word for word in line.split() if not unicodedata.is_normalized("NFC", word))
        near = next(loose, line.strip())  # a space, too, can be one that NFC replaces
        composed = unicodedata.normalize("NFC", near)
        notebook.error(number, f"'{composed[:40]}' is not in Unicode NFC (loose accents?); save the text as NFC")
        line = unicodedata.normalize("NFC", line)
    return line
