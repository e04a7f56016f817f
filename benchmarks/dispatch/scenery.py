"""A province of any size with one approved message of three SMS parts, in a database of its own."""

import os
from datetime import UTC, date, datetime, timedelta

TEXT = "Vĩnh Phúc, ngày 01/12: cấp độ dịch 3. Người dân hạn chế ra ngoài, thực hiện 5K, khai báo y tế. " * 2
PARTS = 3
AT = datetime(2021, 12, 1, 10, tzinfo=UTC)
EXPIRES = AT + timedelta(hours=6)
NAME = "vungxanh_bench_dispatch"

_COMMUNES = """
insert into places_place (code, tier, name, kind, path, folded, parent_id, valid_from)
select lpad(n::text, 5, '0'), 'commune', 'Xã ' || n, 'xã', '38/' || lpad(n::text, 5, '0'), 'xa ' || n, %s, '2004-01-01'
from generate_series(1, %s) n
"""
_SUBSCRIBERS = """
insert into subscribers_subscriber (channel, address, audience, language, place_id, since)
select 'sms', (84900000000 + n)::text, %(audience)s, 'vi', place.id, %(at)s
from generate_series(%(first)s::int, %(last)s::int) n
join lateral (select %(base)s + n %% %(communes)s as id) place on true
"""


def open_database() -> None:
    """A fresh database on the private server; DATABASE_URL decides otherwise."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vungxanh.settings")
    os.environ["VUNGXANH_EXERCISE"] = "1"
    from vungxanh import database

    database.ensure_running(NAME)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def empty() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "truncate places_place, agencies_user, dispatch_dispatch, dispatch_recipient, dispatch_attempt, "
            "dispatch_receipt, dispatch_stray, dispatch_line, subscribers_subscriber restart identity cascade"
        )


def province(communes: int = 559):
    """A new, empty province with its communes."""
    from django.db import connection

    from vungxanh.places.models import Place, Tier

    empty()
    place = Place.objects.create(
        code="38", tier=Tier.PROVINCE, name="Thanh Hóa", kind="tỉnh", path="38", folded="", valid_from=date(2004, 1, 1)
    )
    with connection.cursor() as cursor:
        cursor.execute(_COMMUNES, [place.pk, communes])
    return place


def subscribe(place, count: int, *, first: int = 0, audience: str = "public") -> None:
    """`count` phones spread evenly over the communes of `place`."""
    from django.db import connection

    from vungxanh.places.models import Place

    below = Place.objects.filter(parent=place).order_by("pk")
    values = {
        "first": first, "last": first + count - 1, "base": below[0].pk, "communes": below.count(), "at": AT,
        "audience": audience,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_SUBSCRIBERS, values)
        cursor.execute("analyze subscribers_subscriber")


def message(place, text: str = TEXT):
    """One more approved message of the province."""
    from vungxanh.agencies.models import User
    from vungxanh.figures.models import Release, ReleaseDraft
    from vungxanh.levels.models import AdoptedPlan
    from vungxanh.messages.models import Form, Message, Variant
    from vungxanh.messages.review import approve

    author, _ = User.objects.get_or_create(username="author")
    reviewer, _ = User.objects.get_or_create(username="reviewer")
    draft, _ = ReleaseDraft.objects.get_or_create(
        place=place, day=AT.date(),
        defaults={"as_of": AT, "figures": {}, "sha256": "", "prepared_by": author, "prepared_at": AT},
    )  # fmt: skip
    release, _ = Release.objects.get_or_create(
        place=place, number=1,
        defaults={
            "day": AT.date(), "as_of": AT, "signed_at": AT, "published_at": AT, "draft": draft, "prepared_by": author,
            "signed_by": reviewer, "sha256": "",
        },
    )  # fmt: skip
    plan, _ = AdoptedPlan.objects.get_or_create(
        plan_id="p", place=place, defaults={"text": "", "sha256": "", "document": "", "adopted_from": AT.date()}
    )
    made = Message.objects.create(
        plan=plan, place=place, release=release, duty="d", day=AT.date(), slot=Message.objects.count() + 1, theme="t",
        audience="public", author=author, drafted_at=AT, expires_at=EXPIRES,
    )  # fmt: skip
    for form in Form:
        Variant.objects.create(message=made, language="vi", form=form, text=text)
    approve(made, by=reviewer, at=AT)
    return made


def outgoing(place, recipients: int, **order):
    """A message of the province in the outbox, for so many new phones, every recipient written."""
    from vungxanh.channels.kinds import ChannelKind
    from vungxanh.dispatch.fan_out import address_more, dispatch

    subscribe(place, recipients)
    made = dispatch(
        message(place), ChannelKind.SMS, audiences=["public"], place=place, at=AT, expires_at=EXPIRES, **order
    )
    while address_more(AT) is not None:
        pass
    return made
