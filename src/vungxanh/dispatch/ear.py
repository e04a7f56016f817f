"""What links say, noted in the event loop until the next turn stores it. Nothing is acknowledged before that."""

import asyncio
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from vungxanh.channels.port import Answered, Link, Outcome, ReceiptNotice
from vungxanh.channels.retry import wait_after
from vungxanh.dispatch.models import Answer
from vungxanh.dispatch.record import ANSWER_OF, Noticed, Said
from vungxanh.dispatch.stamp import Stamped
from vungxanh.dispatch.turn import Heard


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A part that was stamped and whose answer is not stored yet."""

    line: int
    bundle: int
    tries: int


@dataclass(slots=True)
class Gathered:
    """What is stored by one turn, and whom to tell when it is."""

    heard: Heard = field(default_factory=Heard)
    tokens: dict[Link, list[int]] = field(default_factory=dict)


class Ear:
    def __init__(self) -> None:
        self.under_way: dict[int, UnderWay] = {}
        self.totals: Counter[Outcome] = Counter()
        self.loads: Counter[int] = Counter()  # parts under way by line, without those that the turn at hand stores
        self._bundles: Counter[int] = Counter()
        self._gathered = Gathered()
        self._news = asyncio.Event()

    def sent(self, parts: Iterable[Stamped], lines: dict[str, int]) -> None:
        """These parts go on the wire now."""
        for part in parts:
            self.under_way[part.submission.key] = UnderWay(lines[part.line], part.bundle, part.tries)
            self.loads[lines[part.line]] += 1
            self._bundles[part.bundle] += 1

    def answered(self, channel: str, answer: Answered) -> None:
        part = self.under_way.get(answer.key)
        if part is None:  # said twice
            return
        outcome = answer.outcome
        self.totals[outcome] += 1
        verdict = ANSWER_OF[outcome]
        wait = wait_after(channel, answer.code, part.tries) if verdict is Answer.LATER else 0.0
        self._gathered.heard.answers.append(Said(answer.key, part.line, verdict, answer.operator_id, answer.code, wait))
        self._news.set()

    def noticed(self, line: int, link: Link, notice: ReceiptNotice) -> None:
        self._gathered.heard.receipts.append(Noticed(line, notice))
        if notice.token is not None:
            self._gathered.tokens.setdefault(link, []).append(notice.token)
        self._news.set()

    def wake(self) -> None:
        self._news.set()

    async def news(self, at_most: float) -> None:
        """Wait until something was said, at most so many seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(at_most):
                await self._news.wait()
        self._news.clear()

    def gather(self) -> Gathered:
        """Everything said so far, with the bundles that will be done when it is stored."""
        gathered, self._gathered = self._gathered, Gathered()
        for said in gathered.heard.answers:
            part = self.under_way[said.attempt]
            self.loads[part.line] -= 1
            self._bundles[part.bundle] -= 1
            if not self._bundles[part.bundle]:
                del self._bundles[part.bundle]
                gathered.heard.done.append(part.bundle)
        return gathered

    def stored(self, gathered: Gathered) -> None:
        """It is stored: those parts are no longer under way, those receipts are acknowledged."""
        for said in gathered.heard.answers:
            self.under_way.pop(said.attempt, None)
        for link, tokens in gathered.tokens.items():
            link.acknowledge(tokens)
