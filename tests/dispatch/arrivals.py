"""A message with sealed files and its readers; what came into their mailbox, as a mail program reads it."""

import json
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from stage import Stage, moment
from vungxanh.channels.kinds import ChannelKind
from vungxanh.dispatch.fan_out import dispatch
from vungxanh.dispatch.models import Dispatch
from vungxanh.messages.models import Message
from vungxanh.messages.review import approve
from vungxanh.renditions.sealed import content_of
from vungxanh.renditions.store import render
from vungxanh.subscribers.audiences import PRESS
from vungxanh.subscribers.models import Subscriber

DAY = date(2021, 11, 27)
NOW, UNTIL = moment(DAY, 17, 10), moment(DAY, 23)
LETTER = ("email-txt", "email-html")
PAPERS = ("press-release-pdf", "bulletin-pdf")


def approved(stage: Stage, *forms: str) -> Message:
    """The situation at level 3, with 1,234 cases and 5 deaths, in two languages, sealed with files of these forms."""
    message = stage.situation(stage.release(DAY, 1234, 5))
    render(message, at=moment(DAY), forms=forms)
    approve(message, by=stage.second, at=moment(DAY))
    return message


def readers(stage: Stage, count: int = 1, *, audience: str = PRESS, language: str = "vi") -> None:
    Subscriber.objects.bulk_create(
        Subscriber(
            channel=ChannelKind.EMAIL,
            address=f"{language}-{n}@{audience}.example",
            audience=audience,
            language=language,
            place=stage.place,
            since=moment(DAY, 8),
        )
        for n in range(count)
    )


def put_out(message: Message, audience: str = PRESS) -> Dispatch:
    return dispatch(
        message, ChannelKind.EMAIL, audiences=[audience], place=message.place, at=NOW, expires_at=UNTIL
    )  # fmt: skip


def sealed(message: Message, language: str, form: str) -> bytes:
    return content_of(message.renditions.get(language=language, form=form))


def arrived(journal: Path) -> list[EmailMessage]:
    """Every mail in a mailbox's journal, read by Python's own reader; fails where it finds a fault."""
    mails = [json.loads(line)[2] for line in journal.read_text(encoding="utf-8").splitlines()]
    found = [message_from_bytes(mail.encode("ascii"), policy=policy.default) for mail in mails]
    assert not [part.defects for mail in found for part in mail.walk() if part.defects]
    return found


def octets(part: EmailMessage | None) -> bytes:
    assert part is not None
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


def shape(mail: EmailMessage) -> list[str]:
    return [part.get_content_type() for part in mail.walk()]
