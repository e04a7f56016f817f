"""An SMTP link of one account: a few connections, each in a thread of its own.

A line that breaks before the text was given is LATER (nothing can have been delivered); one that breaks after
is UNKNOWN. An accepted mail is final: SMTP has no receipt that can be relied on.
"""

import asyncio
import smtplib
import socket
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from vungxanh.channels.email.codes import outcome_of
from vungxanh.channels.email.letter import letter, on_the_wire
from vungxanh.channels.exercise import refuse_outside
from vungxanh.channels.port import Account, Answered, LinkUnavailable, Outcome, ReceiptNotice, Submission

_MOST_CONNECTIONS = 4


class MailLink:
    def __init__(self, account: Account) -> None:
        self._account = account
        self._own = threading.local()
        self._open: list[smtplib.SMTP] = []
        self._threads: ThreadPoolExecutor | None = None
        self.lost = False

    async def open(self) -> None:
        refuse_outside(self._account)
        self._threads = ThreadPoolExecutor(min(self._account.window, _MOST_CONNECTIONS), "mail")
        try:
            await asyncio.get_running_loop().run_in_executor(self._threads, self._connection)
        except (OSError, smtplib.SMTPException) as problem:
            self._threads.shutdown()
            raise LinkUnavailable(self._account, type(problem).__name__) from problem

    async def submit(self, submission: Submission) -> Answered:
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._send, submission)

    async def notices(self) -> AsyncIterator[ReceiptNotice]:
        return
        yield  # an async generator that has nothing to say

    async def close(self) -> None:
        if self._threads is not None:
            await asyncio.to_thread(self._threads.shutdown)
        for connection in self._open:
            with suppress(OSError, smtplib.SMTPException):
                connection.quit()
        self._open.clear()

    def _connection(self) -> smtplib.SMTP:
        """This thread's connection, opened when there is none."""
        account = self._account
        known: smtplib.SMTP | None = getattr(self._own, "connection", None)
        if known is not None and known.sock is not None:
            return known
        refuse_outside(account)
        kind = smtplib.SMTP_SSL if account.tls else smtplib.SMTP
        connection = kind(account.host, account.port, local_hostname="localhost", timeout=account.answer_within)
        assert connection.sock is not None
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # or each mail waits 40 ms for nothing
        connection.ehlo()
        if account.user:
            connection.login(account.user, account.password)
        self._own.connection = connection
        self._open.append(connection)
        return connection

    def _send(self, submission: Submission) -> Answered:
        account, key = self._account, submission.key
        try:
            mail = letter(submission, account)
        except ValueError:  # an address that no header can carry
            return Answered(key, Outcome.REJECTED, code="553")
        try:
            connection = self._connection()
            for reply, _ in (connection.mail(str(mail["From"])), connection.rcpt(submission.address)):
                if outcome_of(reply) is not Outcome.ACCEPTED:
                    connection.rset()
                    return Answered(key, outcome_of(reply), code=str(reply))
        except (OSError, smtplib.SMTPException):
            self._hang_up()
            return Answered(key, Outcome.LATER)
        try:
            reply, _ = connection.data(on_the_wire(mail))
        except smtplib.SMTPDataError as refused:  # refused before the text was given
            return Answered(key, outcome_of(refused.smtp_code), code=str(refused.smtp_code))
        except (OSError, smtplib.SMTPException):
            self._hang_up()
            return Answered(key, Outcome.UNKNOWN)
        outcome = outcome_of(reply)
        identity = str(mail["Message-ID"])[:65] if outcome is Outcome.ACCEPTED else ""
        return Answered(key, outcome, operator_id=identity, code="" if identity else str(reply))

    def _hang_up(self) -> None:
        """Forget this thread's connection, so that the next mail opens a fresh one."""
        connection: smtplib.SMTP | None = getattr(self._own, "connection", None)
        if connection is not None:
            connection.close()
            self._open.remove(connection)
            del self._own.connection
