"""Every anchor and every cadence text stands in its source document, letter for letter.

Compared in NFC with white space collapsed. When the documents are not at hand, one note says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from .problems import Notebook, choices
from .shapes import Record

ANCHORED = ("purpose", "requirements", "themes", "messages", "duties")
SOURCED = (*ANCHORED, "audiences", "channels")


def check(top: Record, sources: Mapping[str, str] | None, notebook: Notebook) -> None:
    header: Record | None = top.get("plan")
    if header is None:
        return
    files: tuple[str, ...] = header.get("files", ())
    levels = top.get("levels")
    records = [header, *(levels.get("items", ()) if levels else ())]
    records += [record for kind in SOURCED for record in top.get(kind, ())]
    for record in records:
        _names_a_file(record, files, notebook)
    if header.get("example", False):
        return
    anchored = [record for kind in ANCHORED for record in top.get(kind, ())]
    for record in anchored:
        if "anchor" not in record.lines:
            notebook.error(record.line, f"{record.name}: 'anchor' is missing; quote the source's own words")
    at_hand = {name: collapse(text) for name, text in (sources or {}).items() if name in files}
    absent = [name for name in files if name not in at_hand]
    if absent:
        notebook.note(
            header.line_of("files"),
            f"source text not at hand: {', '.join(absent)}; anchors in it were not checked (--sources DIR)",
        )
    for record in anchored:
        _stands_in_source(record, at_hand, notebook)


def collapse(text: str) -> str:
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def _file_of(source: str) -> str:
    return source.split(" | ", 1)[0].strip()


def _names_a_file(record: Record, files: tuple[str, ...], notebook: Notebook) -> None:
    for source in record.get("source", ()):
        if " | " not in source:
            notebook.error(record.line_of("source"), f"{record.name}: 'source' has no section; write 'file | section'")
        elif _file_of(source) not in files:
            notebook.error(
                record.line_of("source"),
                f"{record.name}: 'source' names '{_file_of(source)[:60]}', not among plan 'files'; "
                f"{choices(_file_of(source), files)}",
            )


def _stands_in_source(record: Record, at_hand: Mapping[str, str], notebook: Notebook) -> None:
    named = {_file_of(source) for source in record.get("source", ())}
    if not named or not named <= at_hand.keys():
        return
    cadence: Record | None = record.get("cadence")
    quoted = [(record.line_of("anchor"), "anchor", record.get("anchor"))]
    if cadence is not None:
        quoted.append((cadence.line_of("text"), "cadence text", cadence.get("text")))
    for line, what, words in quoted:
        if words is not None and not any(collapse(words) in at_hand[name] for name in named):
            where = ", ".join(sorted(named))
            notebook.error(
                line, f"{record.name}: the {what} '{words[:60]}' does not stand in {where}; quote it exactly"
            )
