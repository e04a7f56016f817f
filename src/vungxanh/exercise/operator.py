"""A simulated mobile operator on this machine: accepts parts over SMPP 3.4, journals them, sends receipts.

Like a standard one it sends a receipt until a client acknowledges it, and never again after that.
"""

import asyncio
import hashlib
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from smpp34 import SubmitSm

from vungxanh.channels.port import Account
from vungxanh.channels.sms import tags
from vungxanh.exercise.loop_thread import LoopThread
from vungxanh.exercise.operator_behaviour import Behaviour
from vungxanh.exercise.operator_gate import Gate
from vungxanh.exercise.operator_journal import AcceptedPart, Counts, OperatorJournal, ReceivedMessage
from vungxanh.exercise.operator_receipts import Receipts
from vungxanh.exercise.smpp_session import SmppSession
from vungxanh.text.parts import ESM_WITH_HEADER

__all__ = ["AcceptedPart", "Behaviour", "Counts", "ReceivedMessage", "SimulatedOperator"]

_HOST = "127.0.0.1"
_FIRST_ID = 1_000_000
_NOBODYS = 0x40000000  # added to a sequence number, it is one that no client used
_GARBAGE = b"\xff" * 64
_LONGEST_TICK = 1.0  # seconds between two looks for receipts to send again

Answer = tuple[int, int, str]  # sequence, status, operator id


class SimulatedOperator(LoopThread):
    """`with SimulatedOperator(journal) as operator:` listens on `operator.port` of the loopback.

    With `journal=None` it keeps `counts` only. Any number of clients may be bound.
    """

    def __init__(self, journal: Path | None, *, port: int = 0, behaviour: Behaviour | None = None) -> None:
        super().__init__("simulated-operator")
        self.port = port
        self._behaviour = behaviour or Behaviour()
        self._journal = OperatorJournal(journal)
        self._gate = Gate()
        self._receipts = Receipts(self._journal, lambda: self._behaviour)
        self._connected: set[SmppSession] = set()
        self._bound: list[SmppSession] = []
        self._has_client = threading.Event()
        self._answers = 0
        self._most_unanswered = 0
        self._cut_done = self._garbage_done = False

    def account(self) -> Account:
        """The account with which an exercise reaches this operator."""
        return Account(
            name="simulated operator",
            channel="sms",
            host=_HOST,
            port=self.port,
            user="exercise",
            password="exercise",  # noqa: S106 - the simulator takes any
            sender="VUNGXANH",
            receipt_quiet=0.5,  # it repeats receipts at once
            repeat_after_doubt=True,
            exercise=True,
            simulators=frozenset({self.port}),
        )

    @property
    def counts(self) -> Counts:
        return replace(self._journal.counts)

    @property
    def most_unanswered(self) -> int:
        """The most submits that one client ever had without an answer."""
        return max([self._most_unanswered, *(session.most_unanswered for session in list(self._bound))])

    def received(self) -> list[ReceivedMessage]:
        return self._journal.received()

    def accepted(self) -> list[AcceptedPart]:
        """Every part in the order in which it came."""
        return self._journal.parts

    def submits(self) -> Counter[tuple[str, int]]:
        return self._journal.submits()

    def would_fail(self, address: str) -> bool:
        """Whether parts to this number end as undelivered: the same numbers every time."""
        return _luck(address) < self._behaviour.undelivered_percent

    def wait_for(self, parts: int, *, within: float) -> None:
        """Wait until so many parts in all were accepted. Raises TimeoutError."""
        with self._journal.grown:
            if not self._journal.grown.wait_for(lambda: self._journal.counts.accepted >= parts, within):
                raise TimeoutError(f"{parts} parts were not accepted within {within} s")

    def wait_for_bind(self, *, within: float) -> None:
        """Wait until a client is bound. Raises TimeoutError."""
        if not self._has_client.wait(within):
            raise TimeoutError(f"nobody was bound within {within} s")

    def behave(self, **changes: object) -> None:
        """Change the behaviour while running."""

        def change() -> None:
            self._behaviour = replace(self._behaviour, **changes)  # type: ignore[arg-type]
            if "throttle_for" in changes:
                self._gate.throttle_anew()
            for session in self._connected:
                self._teach(session)

        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(change)
        else:
            change()

    def cut_lines(self) -> None:
        """Cut every line without a goodbye."""
        for session in list(self._connected):
            self._loop.call_soon_threadsafe(session.cut)

    def ask_whether_there(self) -> None:
        """Send an enquire_link to every client."""
        for session in list(self._bound):
            self._loop.call_soon_threadsafe(session.ask_whether_there)

    async def _open(self) -> None:
        self._server = await self._loop.create_server(self._connect, _HOST, self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        self._look_for_receipts()

    async def _shut(self) -> None:
        self._server.close()
        self._timer.cancel()
        for session in list(self._connected):
            session.close()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        self._journal.close()

    def _look_for_receipts(self) -> None:
        self._receipts.send_again(self._loop.time())
        tick = min(_LONGEST_TICK, self._behaviour.again_after / 4)
        self._timer = self._loop.call_later(tick, self._look_for_receipts)

    def _connect(self) -> SmppSession:
        session = SmppSession(self)
        self._connected.add(session)
        self._teach(session)
        return session

    def _teach(self, session: SmppSession) -> None:
        session.half_pause, session.deaf = self._behaviour.half_pause, self._behaviour.deaf

    # What a session tells.

    def bind_asked(self, session: SmppSession) -> None:
        behaviour = self._behaviour
        if behaviour.close_on_bind:
            session.close()
            return
        session.answer_bind(behaviour.refuse_bind)
        if behaviour.refuse_bind:
            session.close()
            return
        self._bound.append(session)
        self._has_client.set()
        self._receipts.bound(session)

    def ended(self, session: SmppSession) -> None:
        self._connected.discard(session)
        self._most_unanswered = max(self._most_unanswered, session.most_unanswered)
        if session in self._bound:
            self._bound.remove(session)
            self._receipts.ended(session)
        if not self._bound:
            self._has_client.clear()

    def acknowledged(self, session: SmppSession, answers: list[tuple[int, int]]) -> None:
        self._receipts.acknowledged(session, answers)

    def submitted(self, session: SmppSession, submits: list[tuple[int, SubmitSm]]) -> None:
        behaviour, now = self._behaviour, self._loop.time()
        answers: list[Answer] = []
        parts: list[AcceptedPart] = []
        for sequence, submit in submits:
            status = self._gate.refusal(submit.destination_addr, behaviour, now)
            if status:
                answers.append((sequence, status, ""))
            else:
                part = self._part(submit, len(parts))
                parts.append(part)
                answers.append((sequence, 0, f"{int(part.id):X}" if behaviour.hex_answers else part.id))
        if self._cuts(session, parts):
            return
        self._journal.accept(parts)
        if behaviour.garbage_after and not self._garbage_done and self.counts.accepted >= behaviour.garbage_after:
            self._garbage_done = True
            session.write(_GARBAGE)
        if not behaviour.silent:
            if behaviour.receipts_first:
                self._send_receipts(session, parts)
            self._later(behaviour.answer_after, self._answer, session, answers)
            if not behaviour.receipts_first:
                self._send_receipts(session, parts, behaviour.answer_after)

    def _cuts(self, session: SmppSession, parts: Sequence[AcceptedPart]) -> bool:
        behaviour = self._behaviour
        if not behaviour.cut_after or self._cut_done:
            return False
        if self._journal.counts.accepted + len(parts) < behaviour.cut_after:
            return False
        self._cut_done = True
        if not behaviour.lose_when_cut:
            self._journal.accept(parts)
            self._receipts.due(parts, session)
        session.cut()
        return True

    def _part(self, submit: SubmitSm, offset: int) -> AcceptedPart:
        octets, address = submit.short_message, submit.destination_addr
        return AcceptedPart(
            str(_FIRST_ID + self._journal.counts.accepted + offset),
            address,
            submit.source_addr,
            _reference(submit, octets),
            octets.hex() if self._journal.keeps_parts else "",
            submit.data_coding,
            submit.esm_class,
            "UNDELIV" if self.would_fail(address) else "DELIVRD",
        )

    def _answer(self, session: SmppSession, answers: list[Answer]) -> None:
        behaviour, before = self._behaviour, self._answers
        self._answers += len(answers)
        if every := behaviour.wrong_sequence_every:
            for position, (sequence, status, operator_id) in enumerate(answers):
                if (before + position) % every == every - 1:
                    answers[position] = sequence + _NOBODYS, status, operator_id
        if every := behaviour.lose_answer_every:
            answers = [one for position, one in enumerate(answers, before) if position % every != every - 1]
        if behaviour.answers_reversed:
            answers.reverse()
        session.answer_submits(answers)

    def _send_receipts(self, session: SmppSession, parts: Sequence[AcceptedPart], after: float = 0.0) -> None:
        if self._behaviour.receipts_twice:
            parts = [part for part in parts for _time in range(2)]
        self._later(after + self._behaviour.delay, self._receipts.due, parts, session)

    def _later(self, seconds: float, call: object, *arguments: object) -> None:
        """Now, where it is no time at all: one timer for all that one read brought, and none for a good operator."""
        if seconds:
            self._loop.call_later(seconds, call, *arguments)  # type: ignore[arg-type]
        else:
            call(*arguments)  # type: ignore[operator]


@lru_cache(maxsize=1024)
def _luck(address: str) -> int:
    """0 to 99, from a hash of the number."""
    return int.from_bytes(hashlib.sha256(address.encode()).digest()[:2], "big") * 100 // 65_536


def _reference(submit: SubmitSm, octets: bytes) -> int:
    """What tells the parts to one phone apart: user_message_reference, else the reference and part of the header."""
    for tlv in submit.tlvs:
        if tlv.tag == tags.USER_MESSAGE_REFERENCE:
            return int.from_bytes(tlv.value, "big")
    return octets[3] << 8 | octets[5] if submit.esm_class & ESM_WITH_HEADER and len(octets) > 5 else 0


if __name__ == "__main__":
    from vungxanh.exercise.operator_command import main

    main()
