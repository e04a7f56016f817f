"""An SMPP 3.4 link of one account: the window, the answers, the receipts. The connection itself is line.py.

Every part asks for a receipt, ends with the message, and carries its reference in user_message_reference. A part
without an answer in time is UNKNOWN and keeps its place in the window, because the operator may still hold it: so
never more than a window of parts is in doubt on one line. When all of it is, the line is given up.
"""

import asyncio
from collections import deque
from collections.abc import Iterable, Sequence

from vungxanh.channels.exercise import refuse_outside, refuse_training
from vungxanh.channels.port import NOT_SENT, Account, Answered, Heard, Outcome, ReceiptNotice, Submission
from vungxanh.channels.sms import commands
from vungxanh.channels.sms.codes import UNUSABLE_NUMBER, code_of, outcome_of
from vungxanh.channels.sms.frames import c_string, pdu
from vungxanh.channels.sms.line import IDLE, Line
from vungxanh.channels.sms.receipt import Unreadable, notice_of
from vungxanh.channels.sms.submit import UnusableNumber, submit_pdu

_GOODBYE = 5.0  # seconds that a goodbye may take, after as many for what is still unanswered
_LONGEST_ID = 65


class SmsLink:
    """`replies`: messages from citizens; `strangers`: answers to nothing we asked; `unreadable`: deliveries refused."""

    def __init__(self, account: Account, heard: Heard, *, idle: float = IDLE) -> None:
        self._account, self._heard = account, heard
        self._line = Line(account, self, idle)
        self._waiting: deque[Submission] = deque()
        self._on_the_wire: dict[int, tuple[Submission, float]] = {}  # by sequence, oldest first, with its deadline
        self._doubtful: dict[int, Submission] = {}
        self._all_answered = asyncio.Event()
        self._closing = False
        self.replies = self.strangers = self.unreadable = 0

    @property
    def lost(self) -> bool:
        return self._line.ended

    async def open(self) -> None:
        """Connect and bind. Raises LinkUnavailable, or OutsideExercise before any socket is opened."""
        refuse_outside(self._account)
        await self._line.open()

    def submit(self, submissions: Sequence[Submission]) -> None:
        refuse_training(self._account, submissions)
        self._waiting.extend(submissions)
        if self.lost or self._closing or not self._line.is_open:
            self._never_sent()
        else:
            self._fill_window()

    def acknowledge(self, tokens: Iterable[int]) -> None:
        self._line.write(b"".join([pdu(commands.DELIVER_ANSWER, token, body=b"\0") for token in tokens]))

    async def close(self) -> None:
        self._closing = True
        self._never_sent()
        within = min(_GOODBYE, self._account.answer_within)
        try:
            if self._on_the_wire:
                self._all_answered.clear()
                async with asyncio.timeout(within):
                    await self._all_answered.wait()
        except TimeoutError:
            pass  # what is still unanswered is in doubt when the line ends
        finally:
            await self._line.unbind(within)

    # What the line tells.

    def answered(self, status: int, sequence: int, answer: bytes) -> None:
        found = self._on_the_wire.pop(sequence, None)
        if found is None:
            self._answered_late(status, sequence, answer)
        elif status:
            self._heard.answered(Answered(found[0].key, outcome_of(status), code=code_of(status)))
        else:
            self._heard.answered(Answered(found[0].key, Outcome.ACCEPTED, c_string(answer)[:_LONGEST_ID]))

    def delivered(self, sequence: int, delivery: bytes) -> None:
        try:
            notice = notice_of(delivery, sequence)
        except Unreadable:
            self.unreadable += 1
            self._line.write(pdu(commands.DELIVER_ANSWER, sequence, commands.CANNOT_READ, b"\0"))
            return
        if notice is None:
            self.replies += 1
            self.acknowledge([sequence])
        else:
            self._heard.noticed(notice)

    def paused(self) -> None:
        self._fill_window()
        if not self._on_the_wire:
            self._all_answered.set()

    def ticked(self, now: float, next_tick: float) -> None:
        """Whoever's time is over before the next look is in doubt now."""
        for sequence, (submission, deadline) in list(self._on_the_wire.items()):
            if deadline > next_tick:
                break
            del self._on_the_wire[sequence]
            self._doubtful[sequence] = submission
            self._heard.answered(Answered(submission.key, Outcome.UNKNOWN))
        if len(self._doubtful) >= self._account.window:
            self._line.end(f"{self._account.window} parts had no answer within {self._account.answer_within:g} s")

    def ended(self, reason: str) -> None:
        on_the_wire, self._on_the_wire = self._on_the_wire, {}
        for submission, _deadline in on_the_wire.values():
            self._heard.answered(Answered(submission.key, Outcome.UNKNOWN))
        self._never_sent()
        self._all_answered.set()
        if not self._closing:
            self._heard.lost(reason)

    def _answered_late(self, status: int, sequence: int, answer: bytes) -> None:
        """The part was told to be in doubt. That the operator has it is worth a notice; its place is free again."""
        submission = self._doubtful.pop(sequence, None)
        if submission is None:
            self.strangers += 1
        elif not status:
            operator_id = c_string(answer)[:_LONGEST_ID]
            self._heard.noticed(ReceiptNotice(operator_id, submission.address, submission.reference, None))

    def _fill_window(self) -> None:
        room = self._account.window - len(self._on_the_wire) - len(self._doubtful)
        if room <= 0 or not self._waiting or self.lost or self._closing:
            return
        line, waiting, on_the_wire = self._line, self._waiting, self._on_the_wire
        deadline = line.now() + self._account.answer_within
        octets: list[bytes] = []
        try:
            while waiting and len(octets) < room:
                submission = waiting.popleft()
                sequence = line.next_sequence()
                try:
                    octets.append(submit_pdu(submission, self._account.sender, sequence))
                except UnusableNumber:
                    self._heard.answered(Answered(submission.key, Outcome.REJECTED, code=UNUSABLE_NUMBER))
                else:
                    on_the_wire[sequence] = submission, deadline
        finally:  # whatever is counted as written is written
            line.write(b"".join(octets))

    def _never_sent(self) -> None:
        waiting, self._waiting = self._waiting, deque()
        for submission in waiting:
            self._heard.answered(Answered(submission.key, Outcome.LATER, code=NOT_SENT))
