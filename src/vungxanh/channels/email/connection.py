"""One connection to a mail server, used from one thread at a time. It says what came of each mail, and never guesses.

A line that breaks before the text was given is LATER (nothing can have been delivered); one that breaks after is
UNKNOWN.
"""

import smtplib
import socket
from contextlib import suppress

from vungxanh.channels.email.codes import outcome_of
from vungxanh.channels.email.letter import Letter, UnusableAddress, letter
from vungxanh.channels.exercise import refuse_outside
from vungxanh.channels.port import NOT_SENT, Account, Answered, LinkUnavailable, Outcome, Submission

_BROKEN = (OSError, smtplib.SMTPException)
_CLOSING, _GO_ON = 421, 354
_LINE_END = b"\r\n"
_DOT = _LINE_END + b"."  # at the beginning of a line it is doubled, or would end the text (RFC 5321, section 4.5.2)
_UNUSABLE = "553"
_LONGEST_ID = 65


class MailConnection:
    def __init__(self, account: Account) -> None:
        self._account = account
        self._server: smtplib.SMTP | None = None

    def open(self) -> None:
        """Connect and log in. Raises LinkUnavailable, or OutsideExercise before any socket is opened."""
        account = self._account
        refuse_outside(account)
        kind = smtplib.SMTP_SSL if account.tls else smtplib.SMTP
        server = None
        try:
            server = kind(account.host, account.port, local_hostname="localhost", timeout=account.answer_within)
            assert server.sock is not None
            server.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # or each mail waits 40 ms for nothing
            server.ehlo_or_helo_if_needed()
            if account.user:
                server.login(account.user, account.password)
        except (*_BROKEN, ValueError) as problem:  # a challenge that cannot be read is a ValueError
            if server is not None:
                server.close()
            raise LinkUnavailable(account, _reason(problem, account)) from problem
        self._server = server

    def send(self, submission: Submission) -> Answered:
        """What came of one mail. Raises LinkUnavailable when no connection took it: nothing was sent."""
        try:
            mail = letter(submission, self._account)
        except UnusableAddress:
            return Answered(submission.key, Outcome.REJECTED, code=_UNUSABLE)
        may_have_idled = self._server is not None
        if not may_have_idled:
            self.open()
        answer = self._announce(mail, submission.key)
        if answer is not None and answer.code == NOT_SENT and may_have_idled:  # servers close lines that idle
            self.open()
            answer = self._announce(mail, submission.key)
        if answer is not None and answer.code == NOT_SENT:
            raise LinkUnavailable(self._account, "it closed the line before the mail was given")
        return answer or self._give(mail, submission.key)

    def break_off(self) -> None:
        """From another thread: whatever is waited for ends at once."""
        server = self._server
        if server is not None and server.sock is not None:
            with suppress(OSError):
                server.sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            with suppress(*_BROKEN):
                server.quit()
            server.close()

    def _announce(self, mail: Letter, key: int) -> Answered | None:
        """From whom, to whom, and that the text follows. None when the server waits for it."""
        server = self._server
        assert server is not None
        try:
            for say, address in ((server.mail, mail.envelope_sender), (server.rcpt, mail.address)):
                reply, _words = say(address)
                if outcome_of(reply) is not Outcome.ACCEPTED:
                    return self._refused(key, reply)
            reply, _words = server.docmd("DATA")
        except _BROKEN:
            reply = 0
        return None if reply == _GO_ON else self._refused(key, reply)

    def _give(self, mail: Letter, key: int) -> Answered:
        """The text. From here on a broken line is a doubt."""
        assert self._server is not None
        try:
            text = mail.octets.removesuffix(_LINE_END).replace(_DOT, _DOT + b".")
            self._server.send(text + _DOT + _LINE_END)
            reply, _words = self._server.getreply()
        except _BROKEN:
            reply = 0
        if outcome_of(reply) is Outcome.ACCEPTED:
            return Answered(key, Outcome.ACCEPTED, mail.message_id[:_LONGEST_ID])
        if not _is_refusal(reply):
            self._hang_up()
            return Answered(key, Outcome.UNKNOWN)
        return self._refused(key, reply)

    def _refused(self, key: int, reply: int) -> Answered:
        """`reply` was not yes. Where it is no refusal either the line is broken, and the mail was never given."""
        if not _is_refusal(reply):
            self._hang_up()
            return Answered(key, Outcome.LATER, code=NOT_SENT)
        if reply == _CLOSING:
            self._hang_up()
        else:
            self._start_over()
        return Answered(key, outcome_of(reply), code=str(reply))

    def _start_over(self) -> None:
        assert self._server is not None
        try:
            reply, _words = self._server.rset()
        except _BROKEN:
            reply = 0
        if outcome_of(reply) is not Outcome.ACCEPTED:
            self._hang_up()

    def _hang_up(self) -> None:
        """Forget this connection, so that the next mail opens a fresh one."""
        server, self._server = self._server, None
        if server is not None:
            server.close()


def _is_refusal(reply: int) -> bool:
    return 400 <= reply < 600


def _reason(problem: Exception, account: Account) -> str:
    """In English, for the log; what a server says in its own words could carry an address."""
    match problem:
        case smtplib.SMTPAuthenticationError():
            return f"{problem.smtp_code}: it refuses our user name or password"
        case smtplib.SMTPResponseException():
            return f"it answered with code {problem.smtp_code}"
        case smtplib.SMTPServerDisconnected():
            return "it closed the line"
        case ConnectionRefusedError():
            return "the connection was refused"
        case TimeoutError():
            return f"no answer within {account.answer_within:g} s"
    return str(problem) if isinstance(problem, OSError) else type(problem).__name__
