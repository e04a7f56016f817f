"""Processor time, as /proc tells it: of process groups, of us and everything we started, of the machine."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")
_PARENT, _SESSION, _USER, _SYSTEM, _IDLE = 1, 3, 11, 12, slice(3, 5)  # positions, counted after the name


def of_sessions(leaders: set[int]) -> float:
    """Seconds used so far by every living process of these sessions."""
    return sum(_ticks(fields) for _, fields in _processes() if int(fields[_SESSION]) in leaders) / _TICK


def of_our_tree() -> float:
    """Seconds used so far by this process and every living descendant."""
    all_of_them = dict(_processes())
    ours = {os.getpid()}
    while more := {pid for pid, fields in all_of_them.items() if int(fields[_PARENT]) in ours} - ours:
        ours |= more
    return sum(_ticks(all_of_them[pid]) for pid in ours if pid in all_of_them) / _TICK


def of_the_machine() -> float:
    """Seconds in which a core of this machine was not idle, since it was started."""
    ticks = [int(one) for one in Path("/proc/stat").read_text().partition("\n")[0].split()[1:9]]
    return (sum(ticks) - sum(ticks[_IDLE])) / _TICK


def _ticks(fields: list[str]) -> int:
    return int(fields[_USER]) + int(fields[_SYSTEM])


def _processes() -> Iterator[tuple[int, list[str]]]:
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            yield int(stat.parent.name), stat.read_text().rpartition(")")[2].split()
