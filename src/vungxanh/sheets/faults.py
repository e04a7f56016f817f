"""What is wrong with a file, a row or a cell: a code, and a sentence for the person that says where and what to do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a file as a whole: a code, and a sentence that says where and what to do."""

    code: str
    sentence: str


class FileRefused(Exception):
    """Nothing of the file was stored. `problems` lists all that is wrong with it, not only the first."""

    code = "file-refused"

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__("\n".join(problem.sentence for problem in problems))


class Fault(Exception):
    """One thing wrong with one cell or row."""

    def __init__(self, code: str, reason: str) -> None:
        self.code, self.reason = code, reason
        super().__init__(reason)
