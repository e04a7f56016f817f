"""What the sending tests share: the moment, the texts, and one way to send."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from vungxanh.channels.port import Account
from vungxanh.dispatch.sender import DrainReport, Sender
from vungxanh.messages.models import Message, Variant
from vungxanh.messages.review import approve

AT = datetime(2021, 12, 1, 10, tzinfo=UTC)
LATER = AT + timedelta(hours=6)
SHORT_VI = "Vĩnh Phúc, ngày 01/12: cấp độ dịch 3. Người dân hạn chế ra ngoài, thực hiện 5K, khai báo y tế. " * 2
SHORT_EN = "Vinh Phuc, 1 December: level 3. Stay at home when you can."


def drain(account: Account, **changes: object) -> DrainReport:
    """Send everything over `account` at AT."""
    return Sender([replace(account, **changes)], lambda: AT).drain(account.channel)  # type: ignore[arg-type]


def copy_of(message: Message) -> Message:
    """The same words once more as an approved message of the day's next slot."""
    variants = list(message.variants.all())
    reviewer = message.reviews.get().reviewer
    again = Message.objects.get(pk=message.pk)
    again.pk, again.slot = None, message.slot + 1
    again.save()
    for variant in variants:
        Variant.objects.create(
            message=again, language=variant.language, form=variant.form, subject=variant.subject, text=variant.text
        )
    approve(again, by=reviewer, at=AT)
    return again
