"""One mail as it leaves: plain text, a Message-ID that stays the same when it is repeated, a way to unsubscribe."""

from email.header import Header
from email.mime.text import MIMEText
from email.utils import format_datetime

from vungxanh.channels.port import Account, MailBody, Submission

EXERCISE_HEADER = "X-Vungxanh-Exercise"


def letter(submission: Submission, account: Account) -> MIMEText:
    """The mail of `submission`. Two letters of one submission have one Message-ID, so a repeat is recognisable.

    Raises ValueError when the address cannot stand in a header.
    """
    body: MailBody = submission.body
    if "@" not in submission.address or any(c.isspace() or c in "<>," for c in submission.address):
        raise ValueError("not a mail address")
    sender = account.sender or "no-reply@localhost"
    mail = MIMEText(body.text, "plain", "utf-8")
    mail["From"] = sender
    mail["To"] = submission.address
    mail["Subject"] = Header(" ".join(body.subject.split()), "utf-8").encode()
    mail["Date"] = format_datetime(submission.at)
    mail["Message-ID"] = f"<attempt-{submission.key}@{sender.rpartition('@')[2]}>"
    mail["Content-Language"] = body.language
    mail["List-Unsubscribe"] = f"<mailto:{sender}?subject=unsubscribe>"
    mail["Auto-Submitted"] = "auto-generated"
    if account.exercise:
        mail[EXERCISE_HEADER] = "yes"
    return mail


def on_the_wire(mail: MIMEText) -> bytes:
    """The mail with the line ends that RFC 5321 asks for; with bare ones a long mail is one line, and refused."""
    return mail.as_bytes(policy=mail.policy.clone(linesep="\r\n"))
