"""What was heard while the database was down, on this machine's disk: written and synced before it is acknowledged.

The file is given back to the database as soon as that answers, by this process or, when it was killed, by the next
sender that starts on this machine. Giving it back twice changes nothing.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from vungxanh.channels.port import ReceiptNotice, ReceiptState
from vungxanh.dispatch.models import Answer
from vungxanh.dispatch.record import Noticed, Said
from vungxanh.dispatch.turn import Heard

_AT_ONCE = 2_000  # lines given back in one transaction


class Spool:
    """A sender's own file in `folder`, readable by its user only: it holds numbers until they are given back."""

    def __init__(self, folder: Path, sender: int) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder, self._path = folder, folder / f"{sender}.spool"
        self._file: IO[str] | None = None

    def keep(self, heard: Heard) -> None:
        """Append and sync. On return it will be stored, whatever happens."""
        if self._file is None:
            self._file = os.fdopen(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w")
            fcntl.flock(self._file, fcntl.LOCK_EX)
        for said in heard.answers:
            self._write("a", said.attempt, said.line, said.answer, said.operator_id, said.code, said.wait)
        for noticed in heard.receipts:
            one = noticed.notice
            self._write("r", noticed.line, one.operator_id, one.address, one.reference, one.state, one.code)
        self._file.flush()
        os.fsync(self._file.fileno())

    def give_back(self) -> Iterator[Heard]:
        """Everything kept here, and by senders of this machine that are gone, in portions.

        A file is removed when the portion after its last has been asked for: then all of it is stored.
        """
        self.close()
        for path in sorted(self._folder.glob("*.spool")):
            with suppress(FileNotFoundError), path.open() as file:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    continue  # its sender lives
                yield from _portions(file)
                path.unlink(missing_ok=True)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _write(self, *fields: object) -> None:
        assert self._file is not None
        self._file.write(json.dumps(fields) + "\n")


def _portions(file: IO[str]) -> Iterator[Heard]:
    heard, lines = Heard(), 0
    for line in file:
        try:
            kind, *fields = json.loads(line)
        except ValueError:  # killed while writing: what it said was never acknowledged
            continue
        if kind == "a":
            attempt, at_line, answer, operator_id, code, wait = fields
            heard.answers.append(Said(attempt, at_line, Answer(answer), operator_id, code, wait))
        else:
            at_line, operator_id, address, reference, state, code = fields
            final = ReceiptState(state) if state else None
            heard.receipts.append(Noticed(at_line, ReceiptNotice(operator_id, address, reference, final, code)))
        lines += 1
        if lines == _AT_ONCE:
            yield heard
            heard, lines = Heard(), 0
    if heard:
        yield heard
