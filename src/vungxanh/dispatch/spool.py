"""What was heard while the database was down, on this machine's disk: written and synced before it is acknowledged.

The file is given back to the database as soon as that answers, by this process or, when it was killed, by the next
sender that starts on this machine. Giving it back twice changes nothing. Whatever else lies in the folder stops nobody:
what can be read of it is given back, and the file is set aside as *.damaged.
"""

import fcntl
import json
import logging
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from vungxanh.dispatch.record import Noticed, Said
from vungxanh.dispatch.spool_lines import read_line, written_answer, written_receipt
from vungxanh.dispatch.turn import Heard

log = logging.getLogger(__name__)
_AT_ONCE = 2_000  # lines given back in one transaction


class Spool:
    """A sender's own file in `folder`, readable by its user only: it holds numbers until they are given back."""

    def __init__(self, folder: Path, sender: int) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder, self._path = folder, folder / f"{sender}.spool"
        self._file: IO[str] | None = None
        self._refused = False

    def keep(self, heard: Heard) -> None:
        """Append and sync. On return it will be stored, whatever happens."""
        if self._file is None:
            self._file = os.fdopen(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w")
            fcntl.flock(self._file, fcntl.LOCK_EX)
        lines = [*map(written_answer, heard.answers), *map(written_receipt, heard.receipts)]
        self._file.writelines(json.dumps(line) + "\n" for line in lines)
        self._file.flush()
        os.fsync(self._file.fileno())

    def give_back(self) -> Iterator[Heard]:
        """Everything kept here, and by senders of this machine that are gone, in portions.

        A file is removed when the portion after its last has been asked for: then all of it is stored. One with lines
        that nobody can read, or that the database will not take (`refused`), is kept as *.damaged.
        """
        self.close()
        for path in sorted(self._folder.glob("*.spool")):
            if path.is_file():
                with suppress(FileNotFoundError):
                    yield from self._give_back(path)
            elif os.path.lexists(path):
                log.error("%s is no file of a sender; it is kept as %s.", path, _set_aside(path).name)

    def refused(self) -> None:
        """The database will not take the portion that was given last: its file must not be removed."""
        self._refused = True

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _give_back(self, path: Path) -> Iterator[Heard]:
        try:
            file = path.open("rb")
        except PermissionError:
            log.error("%s belongs to another user. Give it to this one, and start the sender again.", path)
            return
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return  # its sender lives
            self._refused, unreadable = False, list[int]()
            yield from _portions(file, unreadable)
            if not unreadable and not self._refused:
                path.unlink(missing_ok=True)
                return
            aside = _set_aside(path)
        if unreadable:
            log.error(
                "%s: lines that cannot be read: %d, the first is line %d. What the others say is stored; the file is "
                "kept as %s.", path, len(unreadable), unreadable[0], aside.name,
            )  # fmt: skip
        if self._refused:
            log.error("%s: the database does not take some of it; the file is kept as %s.", path, aside.name)


def _portions(file: IO[bytes], unreadable: list[int]) -> Iterator[Heard]:
    """What the lines say. The numbers of those that say nothing go into `unreadable`.

    The last line may be torn: a line is acknowledged only when it is synced with its line end, so what a torn one said
    was never acknowledged, and the operator says it again. Any other line that cannot be read may have been.
    """
    heard, lines = Heard(), 0
    for number, line in enumerate(file, start=1):
        said = read_line(line)
        if isinstance(said, Said):
            heard.answers.append(said)
        elif isinstance(said, Noticed):
            heard.receipts.append(said)
        elif line.endswith(b"\n"):
            unreadable.append(number)
        lines += 1
        if lines == _AT_ONCE:
            yield heard
            heard, lines = Heard(), 0
    if heard:
        yield heard


def _set_aside(path: Path) -> Path:
    """Rename it to the first name that is free, so that nothing set aside before is lost. Returns that name."""
    aside, number = path.with_name(f"{path.name}.damaged"), 1
    while os.path.lexists(aside):
        number += 1
        aside = path.with_name(f"{path.name}.{number}.damaged")
    return path.rename(aside)
