"""A simulated mobile operator on this machine: accepts parts over SMPP 3.4, journals them, sends receipts.

It patiently repeats, to the next client that binds, the receipts of every session that ended without a goodbye.
Its misbehaviours are those seen in the field; each is one option.
"""

import argparse
import asyncio
import hashlib
import threading
import time
from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import smpp34

from vungxanh.channels.port import Account
from vungxanh.channels.sms import tags
from vungxanh.exercise.loop_thread import LoopThread
from vungxanh.exercise.operator_journal import AcceptedPart, OperatorJournal, ReceivedMessage
from vungxanh.exercise.smpp_session import SmppSession
from vungxanh.exercise.stopping import hold_signals, wait_to_be_stopped

_HOST = "127.0.0.1"
_FIRST_ID = 1_000_000
_THROTTLED, _NO_SUCH_NUMBER = 0x58, 0x0B
_STATES = {"DELIVRD": 2, "UNDELIV": 5}
_RECEIPT_AGAIN = 0.05  # seconds until a receipt that the client had no room for is repeated


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How this operator behaves. The default is a good one."""

    delay: float = 0.0  # seconds from a part to its receipt
    undelivered_percent: int = 2  # share of numbers that cannot be reached, by a hash of the number
    throttle_first: int = 0  # so many submits are first told to slow down
    reject: frozenset[str] = frozenset()  # numbers that do not exist
    silent: bool = False  # takes parts, answers nothing, sends no receipts
    answer_after: float = 0.0  # seconds until a submit is answered
    receipts_twice: bool = False
    receipts_first: bool = False  # the receipt overtakes the answer
    hex_ids: bool = False  # decimal in the answer, hexadecimal in a receipt that has no TLVs
    cut_after: int = 0  # cuts the line, once, when so many parts were accepted and before answering them
    lose_when_cut: bool = False  # … and forgets the parts of that last read


class SimulatedOperator(LoopThread):
    """`with SimulatedOperator(journal) as operator:` listens on `operator.port` of the loopback."""

    def __init__(self, journal: Path, *, port: int = 0, behaviour: Behaviour | None = None) -> None:
        super().__init__("simulated-operator")
        self.port = port
        self._behaviour = behaviour or Behaviour()
        self._journal = OperatorJournal(journal)
        self._sessions: list[SmppSession] = []
        self._on_the_way: dict[tuple[SmppSession, int], str] = {}
        self._acknowledged: dict[SmppSession, list[str]] = {}
        self._has_client = threading.Event()
        self._throttled = 0
        self._cut_done = False

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
            repeat_after_doubt=True,
            exercise=True,
            simulators=frozenset({self.port}),
        )

    def received(self) -> list[ReceivedMessage]:
        return self._journal.received()

    def accepted(self) -> list[AcceptedPart]:
        """Every part in the order in which it came."""
        return list(self._journal.parts)

    def submits(self) -> Counter[tuple[str, int]]:
        return self._journal.submits()

    def would_fail(self, address: str) -> bool:
        """Whether parts to this number end as undelivered: the same numbers every time."""
        luck = int.from_bytes(hashlib.sha256(address.encode()).digest()[:2], "big") * 100 // 65_536
        return luck < self._behaviour.undelivered_percent

    def wait_for(self, parts: int, *, within: float) -> None:
        """Wait until so many parts in all were accepted. Raises TimeoutError."""
        with self._journal.grown:
            if not self._journal.grown.wait_for(lambda: len(self._journal.parts) >= parts, within):
                raise TimeoutError(f"{parts} parts were not accepted within {within} s")

    def wait_for_bind(self, *, within: float) -> None:
        """Wait until a client is bound. Raises TimeoutError."""
        if not self._has_client.wait(within):
            raise TimeoutError(f"nobody was bound within {within} s")

    def behave(self, **changes: object) -> None:
        """Change the behaviour while running."""
        self._behaviour = replace(self._behaviour, **changes)  # type: ignore[arg-type]

    def cut_lines(self) -> None:
        """Cut every line without a goodbye."""
        for session in list(self._sessions):
            self._loop.call_soon_threadsafe(session.cut)

    async def _open(self) -> None:
        self._server = await self._loop.create_server(lambda: SmppSession(self), _HOST, self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _shut(self) -> None:
        self._server.close()
        for session in self._sessions:
            session.cut()
        await asyncio.sleep(0)
        self._journal.close()

    def bound(self, session: SmppSession) -> None:
        self._sessions.append(session)
        self._has_client.set()
        self._acknowledged[session] = []
        elsewhere = set(self._on_the_way.values()).union(*self._acknowledged.values())
        self._repeat([one for one in self._journal.unsettled if one not in elsewhere])

    def ended(self, session: SmppSession, said_goodbye: bool) -> None:
        if session in self._sessions:
            self._sessions.remove(session)
        if not self._sessions:
            self._has_client.clear()
        acknowledged = self._acknowledged.pop(session, [])
        unheard = [one for (of, _), one in self._on_the_way.items() if of is session]
        self._on_the_way = {key: one for key, one in self._on_the_way.items() if key[0] is not session}
        if said_goodbye:
            self._journal.settle(acknowledged)
        self._repeat(unheard if said_goodbye else unheard + acknowledged)

    def _repeat(self, ids: list[str]) -> None:
        """Receipts that nobody may have stored go to a client that is bound now, or to the next one that binds."""
        if self._sessions and not self._behaviour.silent:
            for one in ids:
                if part := self._journal.unsettled.get(one):
                    self._send_receipt(self._sessions[-1], part)

    def acknowledged(self, session: SmppSession, sequence: int, status: int) -> None:
        operator_id = self._on_the_way.pop((session, sequence), "")
        part = self._journal.unsettled.get(operator_id)
        if part is None:
            return
        if status:
            self._loop.call_later(_RECEIPT_AGAIN, self._send_receipt, session, part)
        else:
            self._acknowledged[session].append(operator_id)

    def submitted(self, session: SmppSession, submits: list[tuple[int, smpp34.SubmitSm]]) -> None:
        behaviour = self._behaviour
        accepted: list[tuple[int, AcceptedPart]] = []
        for sequence, submit in submits:
            status = self._refusal(submit)
            if status:
                session.answer_submit(sequence, status)
            else:
                accepted.append((sequence, self._part(submit, len(accepted))))
        cut = behaviour.cut_after and not self._cut_done
        if cut and len(self._journal.parts) + len(accepted) >= behaviour.cut_after:
            self._cut_done = True
            if not behaviour.lose_when_cut:
                self._journal.accept([part for _, part in accepted])
            session.cut()
            return
        self._journal.accept([part for _, part in accepted])
        if behaviour.silent:
            return
        if behaviour.answer_after:
            self._loop.call_later(behaviour.answer_after, self._answer, session, accepted)
        else:
            self._answer(session, accepted)

    def _refusal(self, submit: smpp34.SubmitSm) -> int:
        if self._throttled < self._behaviour.throttle_first:
            self._throttled += 1
            return _THROTTLED
        return _NO_SUCH_NUMBER if submit.destination_addr in self._behaviour.reject else 0

    def _part(self, submit: smpp34.SubmitSm, offset: int) -> AcceptedPart:
        values = {tlv.tag: tlv.value for tlv in submit.tlvs}
        return AcceptedPart(
            id=str(_FIRST_ID + len(self._journal.parts) + offset),
            address=submit.destination_addr,
            sender=submit.source_addr,
            reference=int.from_bytes(values.get(tags.USER_MESSAGE_REFERENCE, b"\0"), "big"),
            octets=submit.short_message.hex(),
            data_coding=submit.data_coding,
            esm_class=submit.esm_class,
            stat="UNDELIV" if self.would_fail(submit.destination_addr) else "DELIVRD",
        )

    def _answer(self, session: SmppSession, accepted: list[tuple[int, AcceptedPart]]) -> None:
        behaviour = self._behaviour
        if behaviour.receipts_first:
            for _, part in accepted:
                self._send_receipt(session, part)
        for sequence, part in accepted:
            session.answer_submit(sequence, 0, part.id)
        if behaviour.receipts_first:
            return
        times = 2 if behaviour.receipts_twice else 1
        for _, part in accepted * times:
            if behaviour.delay:
                self._loop.call_later(behaviour.delay, self._send_receipt, session, part)
            else:
                self._send_receipt(session, part)

    def _send_receipt(self, session: SmppSession, part: AcceptedPart) -> None:
        if not session.is_bound:
            if not self._sessions:
                return  # it stays unsettled, and goes to the next client that binds
            session = self._sessions[-1]
        operator_id = f"{int(part.id):X}" if self._behaviour.hex_ids else part.id
        tlvs = [
            smpp34.Tlv(tags.RECEIPTED_MESSAGE_ID, operator_id.encode() + b"\0"),
            smpp34.Tlv(tags.MESSAGE_STATE, bytes([_STATES[part.stat]])),
            smpp34.Tlv(tags.USER_MESSAGE_REFERENCE, part.reference.to_bytes(2, "big")),
        ]
        done = _minute(int(time.time()) // 60)
        delivered = int(part.stat == "DELIVRD")
        words = (
            f"id:{operator_id} sub:001 dlvrd:{delivered:03d} submit date:{done} done date:{done} "
            f"stat:{part.stat} err:{1 - delivered:03d} text:"
        )
        sequence = session.next_sequence()
        self._on_the_way[session, sequence] = part.id
        session.write(
            smpp34.DeliverSm(
                part.address,
                part.sender,
                words.encode(),
                esm_class=0x04,
                tlvs=[] if self._behaviour.hex_ids else tlvs,
                sequence_number=sequence,
            ).encode()
        )


@lru_cache(maxsize=2)
def _minute(minutes: int) -> str:
    return datetime.fromtimestamp(minutes * 60, UTC).strftime("%y%m%d%H%M")


def main() -> None:
    """Run an operator until it is told to stop; prints the port it listens on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--journal", type=Path, required=True)
    parser.add_argument("--delay", type=float, default=0.0, help="seconds from a part to its receipt")
    parser.add_argument("--answer-after", type=float, default=0.0, help="seconds until a part is answered")
    options = parser.parse_args()
    hold_signals()
    behaviour = Behaviour(delay=options.delay, answer_after=options.answer_after)
    with SimulatedOperator(options.journal, port=options.port, behaviour=behaviour) as operator:
        print(operator.port, flush=True)  # noqa: T201 - this is how the caller learns the port
        wait_to_be_stopped()


if __name__ == "__main__":
    main()
