"""A small province, one approved message, any number of subscribers, and the simulators to send to."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from dispatch.scenery import AT, LATER, SHORT_EN, SHORT_VI
from vungxanh.agencies.models import User
from vungxanh.channels.kinds import ChannelKind
from vungxanh.dispatch.fan_out import dispatch
from vungxanh.dispatch.models import Dispatch
from vungxanh.exercise.operator import SimulatedOperator
from vungxanh.figures.models import Release, ReleaseDraft
from vungxanh.levels.models import AdoptedPlan
from vungxanh.messages.models import Form, Message, Variant
from vungxanh.messages.review import approve
from vungxanh.places.models import Place, Tier
from vungxanh.subscribers.models import Subscriber


@pytest.fixture
def province(transactional_db: None) -> Place:
    return Place.objects.create(
        code="26",
        tier=Tier.PROVINCE,
        name="Vĩnh Phúc",
        kind="tỉnh",
        path="26",
        folded="vinh phuc",
        valid_from=date(2004, 1, 1),
    )


@pytest.fixture
def communes(province: Place) -> list[Place]:
    return [
        Place.objects.create(
            code=f"0870{n}", tier=Tier.COMMUNE, name=f"Xã {n}", kind="xã", parent=province, path=f"26/0870{n}",
            folded=f"xa {n}", valid_from=date(2004, 1, 1),
        )
        for n in range(3)
    ]  # fmt: skip


@pytest.fixture
def message(province: Place) -> Message:
    author, reviewer = User.objects.create(username="author"), User.objects.create(username="reviewer")
    draft = ReleaseDraft.objects.create(
        place=province, day=AT.date(), as_of=AT, figures={}, sha256="0" * 64, prepared_by=author, prepared_at=AT
    )
    release = Release.objects.create(
        place=province, number=1, day=AT.date(), as_of=AT, signed_at=AT, published_at=AT, draft=draft,
        prepared_by=author, signed_by=reviewer, sha256="0" * 64,
    )  # fmt: skip
    plan = AdoptedPlan.objects.create(
        plan_id="vinh-phuc", place=province, text="", sha256="0" * 64, document="1/QĐ", adopted_from=AT.date()
    )
    message = Message.objects.create(
        plan=plan, place=province, release=release, duty="vp-sms", day=AT.date(), slot=1, theme="level",
        audience="public", author=author, drafted_at=AT, expires_at=LATER,
    )  # fmt: skip
    for language, form, text in (
        ("vi", Form.SHORT, SHORT_VI),
        ("vi", Form.LONG, SHORT_VI + "\nChi tiết trên cổng thông tin."),
        ("en", Form.SHORT, SHORT_EN),
        ("en", Form.LONG, SHORT_EN + "\nMore on the portal."),
    ):
        Variant.objects.create(message=message, language=language, form=form, subject="Cấp độ 3", text=text)
    approve(message, by=reviewer, at=AT)
    return message


@pytest.fixture
def subscribe(communes: list[Place]) -> Callable[..., None]:
    def subscribe(count: int, channel: ChannelKind = ChannelKind.SMS, language: str = "vi") -> None:
        Subscriber.objects.bulk_create(
            Subscriber(
                channel=channel,
                address=f"8490{n:07d}" if channel == ChannelKind.SMS else f"citizen{n}@example.invalid",
                audience="public",
                language=language,
                place=communes[n % len(communes)],
                since=AT,
            )
            for n in range(count)
        )

    return subscribe


@pytest.fixture
def fan_out(message: Message, province: Place) -> Callable[..., Dispatch]:
    def fan_out(channel: ChannelKind = ChannelKind.SMS) -> Dispatch:
        return dispatch(message, channel, audiences=["public"], place=province, at=AT, expires_at=LATER)

    return fan_out


@pytest.fixture
def operator(tmp_path: Path) -> Iterator[SimulatedOperator]:
    with SimulatedOperator(tmp_path / "operator.jsonl") as operator:
        yield operator
