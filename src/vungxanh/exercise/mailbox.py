"""A simulated mail server on this machine: takes every mail, keeps each Message-ID once, delivers to nobody."""

import argparse
import asyncio
import json
import re
from dataclasses import dataclass
from email import message_from_string, policy
from pathlib import Path
from typing import Any, cast

from aiosmtpd.smtp import SMTP, Envelope, Session

from vungxanh.channels.port import Account
from vungxanh.exercise.loop_thread import LoopThread
from vungxanh.exercise.stopping import hold_signals, wait_to_be_stopped

_HOST = "127.0.0.1"
_MESSAGE_ID = re.compile(r"^Message-ID:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_GARBAGE = b"\xff\xfe nothing that SMTP knows\r\n" * 3


@dataclass(slots=True)
class MailBehaviour:
    """What so many mails still meet; the default is a good server. Times are seconds."""

    busy_first: int = 0  # are told to come later
    closing_first: int = 0  # are told that the line closes, which it then does
    hang_up_early: int = 0  # lose the line before the text was asked for
    hang_up_first: int = 0  # lose the line when the text was taken, before the answer
    garbage_first: int = 0  # get nonsense for an answer to the text
    reject: frozenset[str] = frozenset()  # addresses that do not exist
    answer_after: float = 0.0  # from the text to its answer
    silent: bool = False  # takes the text and never answers


@dataclass(frozen=True, slots=True)
class ReceivedMail:
    """`return_path`: where a bounce would go."""

    message_id: str
    address: str
    subject: str
    text: str
    headers: dict[str, str]
    return_path: str = ""


class SimulatedMailbox(LoopThread):
    """`with SimulatedMailbox(journal, **behaviour) as mailbox:` listens on `mailbox.port` of the loopback.

    `behaviour` are the fields of MailBehaviour.
    """

    def __init__(self, journal: Path, *, port: int = 0, **behaviour: Any) -> None:
        super().__init__("simulated-mailbox")
        self.port = port
        self.behaviour = MailBehaviour(**behaviour)
        self._mails: dict[str, tuple[str, ...]] = {}  # Message-ID: address, whole mail, return path
        self._under_way: set[SMTP] = set()
        self._connected: set[asyncio.Transport] = set()
        self.most_unanswered = 0
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
            receipt_quiet=0.5,
            repeat_after_doubt=True,
            exercise=True,
            simulators=frozenset({self.port}),
        )

    def received(self) -> list[ReceivedMail]:
        return [_read_mail(*mail) for mail in list(self._mails.values())]

    def cut_lines(self) -> None:
        """Cut every line without a goodbye. From then on nothing is read from them."""

        async def cut() -> None:
            for transport in self._connected:
                transport.abort()

        self._inside(cut)

    async def _open(self) -> None:
        self._server = await self._loop.create_server(lambda: _Session(self, self._loop), _HOST, self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _shut(self) -> None:
        self._server.close()
        for transport in list(self._connected):
            transport.close()
        self._file.close()

    def connected(self, session: SMTP) -> None:
        self._connected.add(_transport(session))

    def ended(self, session: SMTP) -> None:
        self._under_way.discard(session)
        self._connected.discard(_transport(session))

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self._under_way.add(server)
        self.most_unanswered = max(self.most_unanswered, len(self._under_way))
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.behaviour.reject:
            return self._done(server, "550 no such mailbox")
        if self._meets("busy_first"):
            return self._done(server, "450 mailbox busy")
        if self._meets("closing_first"):
            self._loop.call_soon(_transport(server).close)
            return self._done(server, "421 closing")
        if self._meets("hang_up_early"):
            _transport(server).abort()
            return self._done(server, "250 never heard")
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = cast(bytes, envelope.content).decode("ascii", "backslashreplace")
        self._keep(envelope.rcpt_tos[0], content, envelope.mail_from or "")
        if self.behaviour.silent:
            await self._loop.create_future()
        if self.behaviour.answer_after:
            await asyncio.sleep(self.behaviour.answer_after)
        if self._meets("hang_up_first"):
            _transport(server).abort()
        if self._meets("garbage_first"):
            _transport(server).write(_GARBAGE)
        return self._done(server, "250 kept")

    def _meets(self, misbehaviour: str) -> bool:
        """Whether this mail meets it; one mail fewer will."""
        left: int = getattr(self.behaviour, misbehaviour)
        setattr(self.behaviour, misbehaviour, max(left - 1, 0))
        return left > 0

    def _done(self, server: SMTP, reply: str) -> str:
        self._under_way.discard(server)
        return reply

    def _keep(self, address: str, mail: str, return_path: str) -> None:
        found = _MESSAGE_ID.search(mail)
        message_id = found[1] if found else ""
        if message_id in self._mails:
            self.repeats += 1
            return
        self._mails[message_id] = (address, mail, return_path)
        self._file.write(json.dumps([message_id, address, mail, return_path]) + "\n")
        self._file.flush()

    def _read(self, journal: Path) -> None:
        whole, _, cut_short = journal.read_bytes().rpartition(b"\n")
        if cut_short:  # killed while writing: that mail was never answered for
            journal.write_bytes(whole + b"\n" if whole else b"")
        for line in whole.splitlines():
            message_id, *mail = json.loads(line)
            self._mails[message_id] = tuple(mail)


class _Session(SMTP):
    """One connection, which tells the mailbox when it begins and ends."""

    def __init__(self, mailbox: SimulatedMailbox, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(mailbox, loop=loop, hostname="simulated.invalid", enable_SMTPUTF8=True)
        self._mailbox = mailbox

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._mailbox.connected(self)

    def connection_lost(self, error: Exception | None) -> None:
        self._mailbox.ended(self)
        super().connection_lost(error)


def _transport(server: SMTP) -> asyncio.Transport:
    assert isinstance(server.transport, asyncio.Transport)
    return server.transport


def _read_mail(address: str, whole: str, return_path: str = "") -> ReceivedMail:
    mail = message_from_string(whole, policy=policy.default)
    text = mail.get_content().replace("\r\n", "\n")
    headers = {name: str(value) for name, value in mail.items()}
    return ReceivedMail(headers["Message-ID"], address, headers["Subject"], text, headers, return_path)


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
