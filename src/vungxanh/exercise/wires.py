"""The far end of an exercise: a simulated operator and mailbox, and a sender that can reach nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import connection

from vungxanh.channels.port import Account
from vungxanh.database import home
from vungxanh.dispatch.sender import Sender
from vungxanh.exercise.mailbox import SimulatedMailbox
from vungxanh.exercise.operator import SimulatedOperator


@dataclass(frozen=True, slots=True)
class Wires:
    accounts: Sequence[Account]

    @staticmethod
    @contextmanager
    def to_simulators() -> Iterator[Wires]:
        """Simulators for as long as the `with` lasts. Their journals outlive a killed replay, as an operator's do."""
        folder = journals()
        with (
            SimulatedOperator(folder / "operator.jsonl") as operator,
            SimulatedMailbox(folder / "mailbox.jsonl") as mailbox,
        ):
            yield Wires([operator.account(), mailbox.account()])

    def send(self, channels: Iterable[str], at: datetime) -> None:
        """Empty the outbox of these channels and wait for the receipts; everything stored carries the moment `at`."""
        for channel in channels:
            Sender(self.accounts, now=lambda: at).drain(channel)


def journals() -> Path:
    """Where the simulators of this database write: a new database begins with new journals."""
    with connection.cursor() as cursor:
        cursor.execute("select oid from pg_database where datname = current_database()")
        (oid,) = cursor.fetchone()
    return home() / "exercise" / str(oid)
