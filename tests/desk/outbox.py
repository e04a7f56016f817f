"""A dispatch half way: every state has a part in it, over two lines, one of which a sender sees now."""

from datetime import datetime, timedelta
from io import BytesIO

import numpy as np
import soundfile

from vungxanh.channels.kinds import ChannelKind
from vungxanh.dispatch.fan_out import dispatch
from vungxanh.dispatch.models import Answer, Attempt, Bundle, Dispatch, Lane, Line, Pulse, Receipt, Recipient
from vungxanh.dispatch.numbers import attempt_number
from vungxanh.figures.models import Release
from vungxanh.messages.languages import add_language, check_language
from vungxanh.messages.models import DRAFTED, Message
from vungxanh.messages.review import approve
from vungxanh.renditions.recordings import keep_recording
from vungxanh.renditions.store import render
from vungxanh.subscribers.lists import import_list
from vungxanh.subscribers.models import ListImport, Subscriber

from .conftest import TODAY, World, at

ANSWERS = (
    (Answer.ACCEPTED, "", "delivered", "DELIVRD 000"),
    (Answer.ACCEPTED, "", "undelivered", "UNDELIV 001"),
    (Answer.ACCEPTED, "", "", ""),
    (Answer.REJECTED, "0x0000000B", "", ""),
    (Answer.UNKNOWN, "", "", ""),
    (Answer.LATER, "0x00000014", "", ""),
    ("", "", "", ""),
)


def subscribe(world: World, people: int, channel: ChannelKind = ChannelKind.SMS, language: str = "vi") -> None:
    audience = "toan-dan" if channel == ChannelKind.SMS else "co-quan-bao-chi"
    known = Subscriber.objects.count()
    Subscriber.objects.bulk_create(
        Subscriber(
            channel=channel,
            address=f"8490{n:07d}" if channel == ChannelKind.SMS else f"press-{n}@press.example",
            audience=audience,
            language=language,
            place=world.communes[n % len(world.communes)],
            since=at(6),
        )
        for n in range(known, known + people)
    )


def approved(world: World, slot: int = 7, text: str = "Tỉnh ở cấp độ 2. Hạn chế ra ngoài.") -> Message:
    message = Message.objects.create(
        plan=world.adopted, place=world.province, release=world.release, duty="vp-l12-sms", day=TODAY, slot=slot,
        theme="dien-bien-ngay", audience="toan-dan", author=world.people["officer"], drafted_at=at(17),
        expires_at=at(23),
    )  # fmt: skip
    for language in ("vi", "en"):
        for form in DRAFTED:
            message.variants.create(language=language, form=form, subject="Cấp độ 2", text=text)
    approve(message, by=world.people["second"], at=at(17, 5))
    return message


def to_be_said(
    world: World, slot: int = 1, *, release: Release | None = None, duty: str = "vp-l12-loudspeaker", seal: bool = True
) -> Message:
    """A text for loudspeakers with its radio script and an Ê Đê voice, approved unless `seal` is False."""
    officer = world.people["officer"]
    message = Message.objects.create(
        plan=world.adopted, place=world.province, release=release or world.release, duty=duty, day=TODAY, slot=slot,
        theme="dien-bien-ngay", audience="toan-dan", author=officer, drafted_at=at(17), expires_at=at(23),
    )  # fmt: skip
    for language in ("vi", "en"):
        for form in DRAFTED:
            message.variants.create(
                language=language, form=form, subject=f"Bản tin {slot}", text=f"Bà con ở nhà, lần {slot}."
            )
    spoken = add_language(message, "rad")
    keep_recording(spoken, a_voice(), by=officer, at=at(17, 1))
    check_language(spoken, by=world.people["second"], at=at(17, 2))
    render(message, at=at(17, 2), languages=["vi"], forms=["radio-script"])
    if seal:
        approve(message, by=world.people["second"], at=at(17, 5))
    return message


def a_voice() -> BytesIO:
    sound = BytesIO()
    soundfile.write(sound, np.sin(np.arange(16_000) / 8) / 2, 16_000, format="WAV")
    sound.seek(0)
    return sound


def outgoing(
    world: World, people: int = 20, *, slot: int = 7, lane: Lane = Lane.NORMAL, until: datetime | None = None
) -> Dispatch:
    """In the outbox, nothing of it sent."""
    if not Subscriber.objects.exists():
        subscribe(world, people)
    return dispatch(
        approved(world, slot), ChannelKind.SMS, audiences=["toan-dan"], place=world.province, lane=lane,
        at=at(17, 6), expires_at=until or at(23),
    )  # fmt: skip


def half_sent(world: World, people: int = 20) -> Dispatch:
    """Seven parts have left, one in every state; the others wait."""
    sent = outgoing(world, people)
    main, _reserve = lines()
    bundle = Bundle.objects.get(dispatch=sent)
    for (answer, code, receipt, said), to in zip(
        ANSWERS, Recipient.objects.filter(dispatch=sent).order_by("pk"), strict=False
    ):
        part = Attempt.objects.create(
            pk=attempt_number(to.pk, 1), recipient=to, dispatch=sent, bundle=bundle, line=main, attempted_at=at(17, 8),
            answered_at=at(17, 8), answer=answer, code=code, retry_at=at(17, 20) if answer == Answer.LATER else None,
        )  # fmt: skip
        bundle.position = to.pk
        if receipt:
            Receipt.objects.create(attempt=part, state=receipt, code=said, received_at=at(17, 9))
    bundle.save()
    return sent


def lines(seen: datetime | None = None) -> tuple[Line, Line]:
    """A line that a sender sees now, and one that nobody has seen for an hour."""
    main, _ = Line.objects.get_or_create(
        name="Operator A", channel="sms", simulator=True, tps=100, price=300, window=100
    )
    reserve, _ = Line.objects.get_or_create(name="Operator B", channel="sms", simulator=True, tps=0, weight=50)
    pulse = {"health": 75, "reason": "unanswered:5:40", "bound": 2, "under_way": 13, "rate": 40}
    Pulse.objects.get_or_create(
        line=main, sender=1, defaults={**pulse, "seen_at": seen or at(17, 9) + timedelta(seconds=56)}
    )
    Pulse.objects.get_or_create(line=reserve, sender=1, defaults={**pulse, "seen_at": at(16, 10)})
    return main, reserve


KNOWN = "0912345678,,Tích Sơn\n"
LIST = f"""Số điện thoại,Thư điện tử,Xã
{KNOWN}0987654321,b@nha.vn,Liên Bảo
0211123456,,Tích Sơn
=1+1,,
"""


def imported(world: World) -> ListImport:
    """A list of which one row is taken (two addresses), one is known and two are rejected."""
    _import(world, f"Số điện thoại,Thư điện tử,Xã\n{KNOWN}")
    return _import(world, LIST)


def _import(world: World, text: str) -> ListImport:
    return import_list(
        BytesIO(text.encode()), "danh-sach.csv", audience="toan-dan", province=world.province, consent="khai báo y tế",
        by=world.people["officer"], at=at(16),
    )  # fmt: skip
