"""From one approved message to a row per recipient, inside PostgreSQL. Doing it twice changes nothing.

Recipients are written place by place, a slice in a transaction: what is written may already be sent, and what a
killed process left is written by the next one. Only the approved text gets this far.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from vungxanh import clock
from vungxanh.channels.kinds import ChannelKind
from vungxanh.dispatch.models import Dispatch, Lane
from vungxanh.dispatch.numbers import MOST_RECIPIENTS, PLACE_BITS
from vungxanh.messages.lock import ChangedSinceApproval
from vungxanh.messages.models import Form, Message, Variant
from vungxanh.places.models import Place
from vungxanh.renditions.sealed import require_sealed
from vungxanh.text.parts import split

WAKE = "vungxanh_dispatch"  # the PostgreSQL channel on which senders are woken
FALLBACK_LANGUAGE = "vi"
FORM_OF = {ChannelKind.SMS: Form.SHORT, ChannelKind.EMAIL: Form.LONG, ChannelKind.WEB: Form.LONG}
PLAIN_FORMS = (Form.PLAIN, Form.SHORT)  # of an SMS without accents, the wanted one first
BUNDLE = 1_000  # recipients that one sender holds at a time
AT_ONCE = 20_000  # recipients that dispatch() writes itself; senders write the rest
_PLACES = 16  # in a slice

_SLICE = """
select path from places_place
where (path = %(path)s or path like %(path)s || '/%%') and path > %(from)s
order by path fetch first %(places)s rows with ties
"""
_RECIPIENTS = """
insert into dispatch_recipient (id, dispatch_id, subscriber_id, variant_id)
select %(base)s + row_number() over (order by subscriber.id), %(dispatch)s, subscriber.id, coalesce(own.id, fallback.id)
from subscribers_subscriber subscriber
left join public_messages_variant own on own.id = any(%(variants)s) and own.language = subscriber.language
left join public_messages_variant fallback on fallback.id = any(%(variants)s) and fallback.language = %(fallback)s
where subscriber.place_id in (select id from places_place where path = any(%(paths)s))
  and subscriber.channel = %(channel)s and subscriber.audience = any(%(audiences)s)
  and subscriber.since <= %(at)s and (subscriber.until is null or subscriber.until > %(at)s)
  and coalesce(own.id, fallback.id) is not null
on conflict (dispatch_id, subscriber_id) do nothing
"""
_LAST = (
    "select coalesce(max(last), %(dispatch)s::bigint << %(bits)s) from dispatch_bundle where dispatch_id = %(dispatch)s"
)
_BUNDLES = """
insert into dispatch_bundle (dispatch_id, first, last, position, recipients)
select %(dispatch)s, min(id), max(id), min(id) - 1, count(*)
from dispatch_recipient where id > %(base)s and id <= %(end)s
group by (id - %(base)s - 1) / %(bundle)s order by 2
"""
_WAITING = """
insert into dispatch_tally as tally (dispatch_id, line, state, shard, parts)
select %(dispatch)s, 0, 'waiting', 0, sum(cut.parts)
from dispatch_recipient recipient
join unnest(%(variants)s::bigint[], %(parts)s::int[]) as cut (variant_id, parts) using (variant_id)
where recipient.id > %(base)s and recipient.id <= %(end)s having count(*) > 0
on conflict (dispatch_id, state, line, shard) do update set parts = tally.parts + excluded.parts
"""


def dispatch(
    message: Message,
    channel: ChannelKind,
    *,
    audiences: Sequence[str],
    place: Place,
    lane: Lane = Lane.NORMAL,
    at: datetime,
    expires_at: datetime,
    send_from: datetime | None = None,
    spread_minutes: int = 0,
    training: bool = False,
    plain: bool = False,
) -> Dispatch:
    """Put `message` into the outbox for every subscriber of `audiences` in `place` and below it, as of `at`.

    SMS takes the short form (`plain`: the one without accents, in a language that has it), other channels the long
    one; a subscriber whose language is missing gets Vietnamese.
    A message goes once over a channel: calling again adds only who was not yet a recipient. Of a large audience the
    first part is written here and the rest by the senders. What quotes a release under embargo waits for its hour.
    Whatever an exercise site orders is `training` for good: no site that opens its database later sends it for real.
    Raises NotApproved, ChangedSinceApproval, FileChanged.
    """
    training = training or clock.is_exercise()
    if message.source.published_at > at:
        send_from = max(send_from or at, message.source.published_at)
    outgoing = _open(
        message, channel, list(audiences), place,
        lane=lane, created_at=at, expires_at=expires_at, send_from=send_from, spread_minutes=spread_minutes,
        training=training, plain=plain and channel == ChannelKind.SMS,
    )  # fmt: skip
    written = 0
    while outgoing.addressed_at is None and written < AT_ONCE:
        written += address_slice(outgoing.pk, at)
        outgoing.refresh_from_db(fields=["addressed_at", "addressed_to"])
    return outgoing


@transaction.atomic
def _open(message: Message, channel: ChannelKind, audiences: list[str], place: Place, **order: Any) -> Dispatch:
    sha256 = require_sealed(message)
    to_nobody = {"addressed_at": order["created_at"]} if channel == ChannelKind.WEB else {}  # a page has readers
    outgoing, new = Dispatch.objects.get_or_create(
        message=message,
        channel=channel,
        defaults={"audiences": audiences, "place": place, "sha256": sha256, **order, **to_nobody},
    )
    if outgoing.sha256 != sha256:
        raise ChangedSinceApproval(message)
    if not new:
        outgoing.training = outgoing.training or order["training"]
        if channel != ChannelKind.WEB:
            outgoing.addressed_at, outgoing.addressed_to = None, ""
        outgoing.save(update_fields=["training", "addressed_at", "addressed_to"])
    return outgoing


@transaction.atomic
def address_slice(dispatch_id: int, at: datetime) -> int:
    """Write the recipients of the next few places. Returns how many; `addressed_at` is set when none is left.

    Does nothing while another process is at it.
    """
    waiting = Dispatch.objects.select_for_update(skip_locked=True).filter(pk=dispatch_id, addressed_at__isnull=True)
    outgoing = waiting.select_related("place", "message").first()
    if outgoing is None or outgoing.fallback_of_id is not None:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_SLICE, {"path": outgoing.place.path, "from": outgoing.addressed_to, "places": _PLACES})
        paths = [path for (path,) in cursor.fetchall()]
    if not paths:
        outgoing.addressed_at = at
        outgoing.save(update_fields=["addressed_at"])
        return 0
    order = {"paths": paths, "channel": outgoing.channel, "audiences": outgoing.audiences, "at": outgoing.created_at}
    written = write_recipients(outgoing, _RECIPIENTS, order)
    outgoing.addressed_to = paths[-1]
    if len(paths) < _PLACES:
        outgoing.addressed_at = at
    outgoing.save(update_fields=["addressed_to", "addressed_at"])
    return written


@dataclass(frozen=True, slots=True)
class Cut:
    """The variants a dispatch uses, one a language, and how many parts each has."""

    variants: tuple[int, ...]
    parts: tuple[int, ...]


def chosen(variants: Iterable[Variant], channel: str, *, plain: bool) -> dict[str, Variant]:
    """The variant of each language that goes over `channel`: the first of its forms that the language has."""
    by_sms = channel == ChannelKind.SMS
    forms = PLAIN_FORMS if plain and by_sms else (FORM_OF[ChannelKind(channel)],)
    offered = [variant for form in forms for variant in variants if variant.form == form]
    return {variant.language: variant for variant in reversed(offered)}


def cut_of(outgoing: Dispatch) -> Cut:
    variants = list(Variant.objects.filter(message_id=outgoing.message_id).order_by("pk"))
    texts = {one.pk: one.text for one in chosen(variants, outgoing.channel, plain=outgoing.plain).values()}
    by_sms = outgoing.channel == ChannelKind.SMS
    cut = {pk: len(split(text).parts) if by_sms else 1 for pk, text in sorted(texts.items())}
    return Cut(tuple(cut), tuple(cut.values()))


def write_recipients(outgoing: Dispatch, statement: str, order: dict[str, Any]) -> int:
    """Run `statement` (an INSERT into dispatch_recipient numbered from `base`), then its bundles and its tally."""
    cut = cut_of(outgoing)
    values = order | {
        "dispatch": outgoing.pk, "fallback": FALLBACK_LANGUAGE, "bits": PLACE_BITS, "bundle": BUNDLE,
        "variants": list(cut.variants), "parts": list(cut.parts),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_LAST, values)
        values["base"] = cursor.fetchone()[0]
        values["end"] = (outgoing.pk << PLACE_BITS) | MOST_RECIPIENTS
        cursor.execute(statement, values)
        written = cursor.rowcount
        if written:
            cursor.execute(_BUNDLES, values)
            cursor.execute(_WAITING, values)
            cursor.execute(f"notify {WAKE}")
    return int(written)


def address_more(at: datetime) -> int | None:
    """Write one slice of the most urgent dispatch that still has places to write. None when there is none."""
    waiting = Dispatch.objects.filter(addressed_at__isnull=True, fallback_of__isnull=True, stopped_at__isnull=True)
    first = waiting.order_by("lane", "pk").values_list("pk", flat=True).first()
    return None if first is None else address_slice(first, at)
