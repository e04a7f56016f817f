"""One mail as it leaves: what all readers get alike, a Message-ID that stays the same when it is repeated, a way to
unsubscribe."""

import re
from dataclasses import dataclass
from email.header import Header
from email.message import Message
from email.utils import format_datetime

from vungxanh.channels.email.account import MailAccount
from vungxanh.channels.email.content import content, on_the_wire
from vungxanh.channels.email.identity import message_id, return_path
from vungxanh.channels.port import Account, MailBody, Submission

EXERCISE_HEADER = "X-Vungxanh-Exercise"
NOBODY = "no-reply@localhost"  # the sender of an account that names none
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}")  # what a header can carry as it is
_HTTPS = re.compile(r"https://[!-;=?-~]+")


class UnusableAddress(ValueError):
    """No mail header can carry this address. The mail cannot be sent."""

    code = "unusable-address"


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail server is told: from whom (where a bounce goes), to whom, under which Message-ID, and the mail."""

    envelope_sender: str
    address: str
    message_id: str
    octets: bytes


def letter(submission: Submission, account: Account) -> Letter:
    """The mail of `submission`. Two letters of one submission have one Message-ID, so a repeat is recognisable.

    Raises UnusableAddress. An unsubscribing address that is no https address is left out (RFC 8058, section 3.1).
    """
    body: MailBody = submission.body
    if not _ADDRESS.fullmatch(submission.address):
        raise UnusableAddress
    sender = account.sender or NOBODY
    identity = message_id(submission.key, sender, body.tag)
    shared = content(body.text, body.html, body.attachments)
    mail = Message()
    mail["From"] = sender
    mail["To"] = submission.address
    mail["Subject"] = Header(" ".join(body.subject.split()), "utf-8").encode()
    mail["Date"] = format_datetime(submission.at)
    mail["Message-ID"] = identity
    mail["Content-Language"] = body.language
    by_mail = f"<mailto:{sender}?subject=unsubscribe>"
    if _HTTPS.fullmatch(body.unsubscribe):
        mail["List-Unsubscribe"] = f"<{body.unsubscribe}>, {by_mail}"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    else:
        mail["List-Unsubscribe"] = by_mail
    mail["Auto-Submitted"] = "auto-generated"
    if account.exercise or submission.training:
        mail[EXERCISE_HEADER] = "yes"
    verp = isinstance(account, MailAccount) and account.verp
    return Letter(
        return_path(submission.key, sender, body.tag) if verp else sender,
        submission.address,
        identity,
        shared.head + on_the_wire(mail) + shared.octets,
    )
