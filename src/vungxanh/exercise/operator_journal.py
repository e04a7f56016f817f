"""What the simulated operator has accepted, and which receipts were acknowledged: append-only JSON lines.

A part is written before it is answered, an acknowledgement soon after it came: killed at any moment, the operator
knows every part it answered for, and repeats at most the receipts of its last moment. Without a file it only counts.
"""

import json
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from vungxanh.text.parts import Piece, join, read_piece

_write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class AcceptedPart(NamedTuple):
    """`octets` in hexadecimal; blank where only counts are kept. `stat`: how it ends, DELIVRD or UNDELIV."""

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


@dataclass(slots=True)
class Counts:
    """`duplicates`: parts accepted whose (address, reference) had been accepted before. Somebody got them twice."""

    accepted: int = 0
    acknowledged: int = 0
    duplicates: int = 0


class OperatorJournal:
    """`unsettled`: parts whose receipt nobody has acknowledged, by operator id. `grown` is notified of new parts."""

    def __init__(self, path: Path | None) -> None:
        self.counts = Counts()
        self.unsettled: dict[str, AcceptedPart] = {}
        self.grown = threading.Condition()
        self._parts: list[AcceptedPart] = []
        self._seen: set[int] = set()
        self._file = None
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists():
                self._read(path)
            self._file = path.open("a", encoding="utf-8")

    @property
    def keeps_parts(self) -> bool:
        return self._file is not None

    def accept(self, parts: Sequence[AcceptedPart]) -> None:
        """Keep `parts`; only after this may the operator answer for them."""
        if not parts:
            return
        if self._file is not None:
            self._file.write("".join([f'{{"part":{_write(part)}}}\n' for part in parts]))
            self._file.flush()
        with self.grown:
            self._add(parts, keep=self._file is not None)
            self.grown.notify_all()

    def settle(self, ids: Sequence[str]) -> None:
        """These receipts were acknowledged: they are never sent again."""
        settled = [one for one in ids if self.unsettled.pop(one, None)]
        self.counts.acknowledged += len(settled)
        if settled and self._file is not None:
            self._file.write(f'{{"acknowledged":{_write(settled)}}}\n')
            self._file.flush()

    @property
    def parts(self) -> list[AcceptedPart]:
        """Every part in the order in which it came. Raises LookupError where only counts are kept."""
        if self._file is None:
            raise LookupError("This operator was started without a journal: it counts and keeps no parts.")
        return list(self._parts)

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
        if self._file is not None:
            self._file.close()

    def _add(self, parts: Sequence[AcceptedPart], *, keep: bool) -> None:
        if keep:
            self._parts += parts
        counts, seen, unsettled = self.counts, self._seen, self.unsettled
        for part in parts:
            unsettled[part.id] = part
            address = part.address
            key = (int(address) if address.isdigit() else hash(address)) << 16 | part.reference
            if key in seen:
                counts.duplicates += 1
            seen.add(key)
        counts.accepted += len(parts)

    def _read(self, path: Path) -> None:
        whole, _, cut_short = path.read_bytes().rpartition(b"\n")
        if cut_short:  # killed while writing: that part was never answered for
            path.write_bytes(whole + b"\n" if whole else b"")
        for line in whole.splitlines():
            entry = json.loads(line)
            if "part" in entry:
                self._add([AcceptedPart(*entry["part"])], keep=True)
            for settled in entry.get("acknowledged", ()):
                self.counts.acknowledged += self.unsettled.pop(settled, None) is not None
