"""What the simulated operator has accepted, as append-only JSON lines, flushed before it answers.

A line is {"part": […]} or {"goodbye": [ids]}. Receipts in a goodbye are settled; all others are
repeated to the next client that binds, because nobody knows whether the one that was cut off had stored them.
"""

import json
import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from vungxanh.text.parts import Piece, join, read_piece


class AcceptedPart(NamedTuple):
    id: str
    address: str
    sender: str
    reference: int
    octets: str
    data_coding: int
    esm_class: int
    stat: str

    def piece(self) -> Piece:
        return read_piece(bytes.fromhex(self.octets), self.data_coding, self.esm_class)


@dataclass(frozen=True, slots=True)
class ReceivedMessage:
    """A message as the phone shows it, once every part has come."""

    address: str
    text: str
    parts: int


class OperatorJournal:
    def __init__(self, path: Path) -> None:
        self.parts: list[AcceptedPart] = []
        self.unsettled: dict[str, AcceptedPart] = {}
        self.grown = threading.Condition()
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            self._read(path)
        self._file = path.open("a", encoding="utf-8")

    def accept(self, parts: list[AcceptedPart]) -> None:
        """Keep `parts`; only after this may the operator answer for them."""
        if not parts:
            return
        with self.grown:
            self.parts += parts
            self.grown.notify_all()
        self.unsettled |= {part.id: part for part in parts}
        self._write("".join(json.dumps({"part": part}, ensure_ascii=False) + "\n" for part in parts))

    def settle(self, ids: Iterable[str]) -> None:
        """A client said goodbye: the receipts it acknowledged are never repeated."""
        settled = [one for one in ids if self.unsettled.pop(one, None)]
        if settled:
            self._write(json.dumps({"goodbye": settled}) + "\n")

    def received(self) -> list[ReceivedMessage]:
        """Every whole message, decoded from its octets, in the order in which they became whole."""
        waiting: dict[tuple[str, int | None], dict[int, Piece]] = {}
        whole = []
        for part in self.parts:
            piece = part.piece()
            pieces = waiting.setdefault((part.address, piece.reference), {})
            pieces[piece.number] = piece
            if len(pieces) == piece.total:
                whole.append(ReceivedMessage(part.address, join(pieces.values()), piece.total))
                del waiting[part.address, piece.reference]
        return whole

    def submits(self) -> Counter[tuple[str, int]]:
        """How often each (address, reference) was accepted. Above one is a part somebody got twice."""
        return Counter((part.address, part.reference) for part in self.parts)

    def close(self) -> None:
        self._file.close()

    def _write(self, lines: str) -> None:
        self._file.write(lines)
        self._file.flush()

    def _read(self, path: Path) -> None:
        whole, _, cut_short = path.read_bytes().rpartition(b"\n")
        if cut_short:  # killed while writing: that part was never answered for
            path.write_bytes(whole + b"\n" if whole else b"")
        for line in whole.splitlines():
            entry = json.loads(line)
            if "part" in entry:
                part = AcceptedPart(*entry["part"])
                self.parts.append(part)
                self.unsettled[part.id] = part
            for settled in entry.get("goodbye", ()):
                self.unsettled.pop(settled, None)
