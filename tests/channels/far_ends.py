"""The far ends against which every link is held to its contract. A new channel joins with one class here."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

from hypothesis import strategies as st

from channels.listener import mails, number, short_messages
from vungxanh.channels.email.link import MailLink
from vungxanh.channels.port import Account, Heard, Link, Submission
from vungxanh.channels.sms.link import SmsLink
from vungxanh.exercise.mailbox import SimulatedMailbox
from vungxanh.exercise.operator import Behaviour, SimulatedOperator

MOST = 40  # submissions of one example
ANSWER_WITHIN = 0.2
_TIMES = st.sampled_from([0.0, 0.0, 0.01, 2 * ANSWER_WITHIN])
_RARELY = st.sampled_from([False] * 9 + [True])
_FEW = st.integers(0, 6)


class FarEnd(ABC):
    """A simulated far end: `with SomeFarEnd(folder, misbehaviour) as far_end:`."""

    misbehaviours: st.SearchStrategy[dict[str, Any]]

    def __init__(self, folder: Path, misbehaviour: dict[str, Any]) -> None:
        self.simulator: Any = self.start(folder, misbehaviour)

    def __enter__(self) -> Self:
        self.simulator.__enter__()
        return self

    def __exit__(self, *problem: Any) -> None:
        self.simulator.__exit__(*problem)

    def account(self, **changes: Any) -> Account:
        return replace(self.simulator.account(), answer_within=ANSWER_WITHIN, **changes)

    def cut(self) -> None:
        self.simulator.cut_lines()

    @property
    def most_unanswered(self) -> int:
        return int(self.simulator.most_unanswered)

    @abstractmethod
    def start(self, folder: Path, misbehaviour: dict[str, Any]) -> AbstractContextManager[Any]: ...
    @abstractmethod
    def link(self, account: Account, heard: Heard) -> Link: ...
    @abstractmethod
    def submissions(self, count: int, *, training: bool = False) -> Sequence[Submission]: ...
    @abstractmethod
    def kept(self) -> list[int]:
        """The keys of what it took, as often as it took them."""


class SmsFarEnd(FarEnd):
    misbehaviours = st.fixed_dictionaries(
        {},
        optional={
            "answer_after": _TIMES,
            "delay": _TIMES,
            "answers_reversed": st.booleans(),
            "lose_answer_every": _FEW,
            "wrong_sequence_every": _FEW,
            "silent": _RARELY,
            "deaf": _RARELY,
            "throttle_first": _FEW,
            "throttle_for": _TIMES,
            "tps": st.sampled_from([0.0, 5.0]),
            "reject": st.frozensets(st.integers(0, MOST).map(number)),
            "receipts_twice": st.booleans(),
            "receipts_first": st.booleans(),
            "hex_ids": st.booleans(),
            "hex_answers": st.booleans(),
            "bare_receipts": st.booleans(),
            "deliver_window": st.integers(1, 10),
            "refuse_bind": st.sampled_from([0, 0, 0, 0, 0x0D]),
            "close_on_bind": _RARELY,
            "cut_after": st.integers(0, MOST),
            "lose_when_cut": st.booleans(),
            "garbage_after": st.integers(0, MOST),
            "half_pause": st.sampled_from([0.0, 0.005]),
        },
    )

    def start(self, folder: Path, misbehaviour: dict[str, Any]) -> SimulatedOperator:
        return SimulatedOperator(folder / "operator.jsonl", behaviour=Behaviour(**misbehaviour))

    def link(self, account: Account, heard: Heard) -> Link:
        return SmsLink(account, heard)

    def submissions(self, count: int, *, training: bool = False) -> Sequence[Submission]:
        return short_messages(count, training=training)

    def kept(self) -> list[int]:
        return [int(part.address[4:]) for part in self.simulator.accepted()]


class MailFarEnd(FarEnd):
    misbehaviours = st.fixed_dictionaries(
        {},
        optional={
            "busy_first": _FEW,
            "closing_first": _FEW,
            "hang_up_early": _FEW,
            "hang_up_first": _FEW,
            "garbage_first": _FEW,
            "reject": st.frozensets(st.integers(0, MOST).map("citizen{}@example.invalid".format)),
            "answer_after": _TIMES,
            "silent": _RARELY,
        },
    )

    def start(self, folder: Path, misbehaviour: dict[str, Any]) -> SimulatedMailbox:
        return SimulatedMailbox(folder / "mailbox.jsonl", **misbehaviour)

    def link(self, account: Account, heard: Heard) -> Link:
        return MailLink(account, heard)

    def submissions(self, count: int, *, training: bool = False) -> Sequence[Submission]:
        return mails(count, training=training)

    def kept(self) -> list[int]:
        return [int(mail.address.partition("@")[0].removeprefix("citizen")) for mail in self.simulator.received()]


FAR_ENDS: list[type[FarEnd]] = [SmsFarEnd, MailFarEnd]
