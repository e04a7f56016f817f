"""What the channel tests share: somebody who listens to a link and notes everything, and submissions to send."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from vungxanh.channels.port import Answered, Heard, Link, MailBody, Outcome, ReceiptNotice, Submission
from vungxanh.text.parts import encode, split

AT = datetime(2021, 12, 1, 10, tzinfo=UTC)
TEXT = "Vĩnh Phúc, ngày 01/12: cấp độ dịch 3."


class Listener(Heard):
    """Keeps all it heard in order, and wakes whoever waits for something to be true."""

    def __init__(self) -> None:
        self.answers: list[Answered] = []
        self.notices: list[ReceiptNotice] = []
        self.reasons: list[str] = []
        self.order: list[str] = []
        self._changed = asyncio.Event()

    def answered(self, answer: Answered) -> None:
        self.answers.append(answer)
        self._note("answer")

    def noticed(self, notice: ReceiptNotice) -> None:
        self.notices.append(notice)
        self._note("notice")

    def lost(self, reason: str) -> None:
        self.reasons.append(reason)
        self._note("lost")

    def _note(self, what: str) -> None:
        self.order.append(what)
        self._changed.set()

    async def until(self, true: Callable[[], bool], within: float = 10.0) -> None:
        """Wait until `true()`; it is asked again after each thing heard. Raises TimeoutError."""
        async with asyncio.timeout(within):
            while not true():
                self._changed.clear()
                await self._changed.wait()

    async def all_answered(self, count: int) -> None:
        await self.until(lambda: len(self.answers) >= count)

    def outcomes(self) -> dict[int, Outcome]:
        """The outcome of each key. Fails when one was answered twice."""
        keys = [answer.key for answer in self.answers]
        assert len(keys) == len(set(keys)), "a submission was answered twice"
        return {answer.key: answer.outcome for answer in self.answers}

    def acknowledge_all(self, link: Link) -> None:
        link.acknowledge([notice.token for notice in self.notices if notice.token is not None])


def number(n: int) -> str:
    return f"8490{n:07d}"


def short_messages(count: int, first: int = 0, *, training: bool = False) -> list[Submission]:
    (body,) = encode(split(TEXT), 1)
    return [
        Submission(n, number(n), n % 65_536, body, AT, timedelta(hours=6), training)
        for n in range(first, first + count)
    ]


def mails(count: int, first: int = 0, *, training: bool = False) -> list[Submission]:
    body = MailBody("Cấp độ dịch 3", TEXT, "vi")
    left = timedelta(hours=6)
    return [
        Submission(n, f"citizen{n}@example.invalid", n % 65_536, body, AT, left, training)
        for n in range(first, first + count)
    ]


def keys(submissions: Iterable[Submission]) -> set[int]:
    return {submission.key for submission in submissions}
