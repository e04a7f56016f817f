"""What is wrong with a file: where, how badly, and what to write instead.

Problems are collected, never thrown one by one, so that a person mends a file in one go.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"  # the file cannot be used
    WARNING = "warning"  # the source leaves something open; a person should know
    NOTE = "note"  # something could not be checked


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    file: str
    line: int
    severity: Severity
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.severity}: {self.what}"


class PlanError(Exception):
    """A file that cannot be used. Carries every problem found; mend the lines it names and load again."""

    code = "plan_unusable"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(p) for p in self.problems))


MOST_PROBLEMS = 2_000  # more than a person will read; a file that bad is of another kind


@dataclass(slots=True)
class Notebook:
    """Collects the problems of one file."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def error(self, line: int, what: str) -> None:
        self._write(line, Severity.ERROR, what)

    def warning(self, line: int, what: str) -> None:
        self._write(line, Severity.WARNING, what)

    def note(self, line: int, what: str) -> None:
        self._write(line, Severity.NOTE, what)

    def _write(self, line: int, severity: Severity, what: str) -> None:
        if self.is_full:
            return
        if len(self.problems) == MOST_PROBLEMS - 1:
            severity, what = Severity.ERROR, "too many problems to list; mend those above and check again"
        problem = Problem(self.file, line, severity, what)
        if problem not in self.problems[-50:]:
            self.problems.append(problem)

    @property
    def is_full(self) -> bool:
        return len(self.problems) >= MOST_PROBLEMS

    @property
    def has_errors(self) -> bool:
        return any(p.severity is Severity.ERROR for p in self.problems)

    def in_order(self) -> tuple[Problem, ...]:
        return tuple(sorted(self.problems, key=lambda p: p.line))


def choices(wrong: str, known: Iterable[str]) -> str:
    """The end of a sentence: `did you mean 'sms'?`, or what exists when nothing is near."""
    names = sorted(known)
    near = get_close_matches(wrong[:80], names, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{near[0]}'?"
    if not names:
        return "none exist"
    shown = ", ".join(names[:12])
    return f"write one of: {shown}" + (f" … ({len(names)} exist)" if len(names) > 12 else "")
