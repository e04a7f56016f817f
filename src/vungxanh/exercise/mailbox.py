"""A simulated mail server on this machine: takes every mail, keeps each Message-ID once, delivers to nobody."""

import argparse
import asyncio
import json
import re
from dataclasses import dataclass
from email import message_from_string, policy
from pathlib import Path
from typing import cast

from aiosmtpd.smtp import SMTP, Envelope, Session

from vungxanh.channels.port import Account
from vungxanh.exercise.loop_thread import LoopThread
from vungxanh.exercise.stopping import hold_signals, wait_to_be_stopped

_HOST = "127.0.0.1"
_MESSAGE_ID = re.compile(r"^Message-ID:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ReceivedMail:
    message_id: str
    address: str
    subject: str
    text: str
    headers: dict[str, str]


class SimulatedMailbox(LoopThread):
    """`with SimulatedMailbox(journal) as mailbox:` listens on `mailbox.port` of the loopback.

    `busy_first` mails are told to come later, `reject` addresses do not exist, and after `hang_up_first` mails the
    line drops when the text was taken and before the answer.
    """

    def __init__(
        self,
        journal: Path,
        *,
        port: int = 0,
        busy_first: int = 0,
        reject: frozenset[str] = frozenset(),
        hang_up_first: int = 0,
    ) -> None:
        super().__init__("simulated-mailbox")
        self.port = port
        self._busy, self._reject, self._hang_ups = busy_first, reject, hang_up_first
        self._mails: dict[str, tuple[str, str]] = {}  # Message-ID: address, whole mail
        self.repeats = 0
        journal.parent.mkdir(parents=True, exist_ok=True)
        if journal.exists():
            self._read(journal)
        self._file = journal.open("a", encoding="utf-8")

    def account(self) -> Account:
        """The account with which an exercise reaches this mailbox."""
        return Account(
            name="simulated mailbox",
            channel="email",
            host=_HOST,
            port=self.port,
            sender="vungxanh@exercise.invalid",
            receipts=False,
            repeat_after_doubt=True,
            exercise=True,
            simulators=frozenset({self.port}),
        )

    def received(self) -> list[ReceivedMail]:
        return [_read_mail(*mail) for mail in self._mails.values()]

    async def _open(self) -> None:
        def session() -> SMTP:
            return SMTP(self, loop=self._loop, hostname="simulated.invalid", enable_SMTPUTF8=True)

        self._server = await self._loop.create_server(session, _HOST, self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _shut(self) -> None:
        self._server.close()
        self._file.close()

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self._reject:
            return "550 no such mailbox"
        if self._busy > 0:
            self._busy -= 1
            return "450 mailbox busy"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self._keep(envelope.rcpt_tos[0], cast(bytes, envelope.content).decode("ascii", "backslashreplace"))
        if self._hang_ups > 0:
            self._hang_ups -= 1
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return "250 kept"

    def _keep(self, address: str, mail: str) -> None:
        found = _MESSAGE_ID.search(mail)
        message_id = found[1] if found else ""
        if message_id in self._mails:
            self.repeats += 1
            return
        self._mails[message_id] = (address, mail)
        self._file.write(json.dumps([message_id, address, mail]) + "\n")
        self._file.flush()

    def _read(self, journal: Path) -> None:
        whole, _, cut_short = journal.read_bytes().rpartition(b"\n")
        if cut_short:  # killed while writing: that mail was never answered for
            journal.write_bytes(whole + b"\n" if whole else b"")
        for line in whole.splitlines():
            message_id, address, mail = json.loads(line)
            self._mails[message_id] = (address, mail)


def _read_mail(address: str, whole: str) -> ReceivedMail:
    mail = message_from_string(whole, policy=policy.default)
    text = mail.get_content().replace("\r\n", "\n")
    headers = {name: str(value) for name, value in mail.items()}
    return ReceivedMail(headers["Message-ID"], address, headers["Subject"], text, headers)


def main() -> None:
    """Run a mailbox until it is told to stop; prints the port it listens on."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--journal", type=Path, required=True)
    options = parser.parse_args()
    hold_signals()
    with SimulatedMailbox(options.journal, port=options.port) as mailbox:
        print(mailbox.port, flush=True)  # noqa: T201 - this is how the caller learns the port
        wait_to_be_stopped()


if __name__ == "__main__":
    main()
