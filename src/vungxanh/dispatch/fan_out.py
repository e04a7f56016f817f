"""From one approved message to a row per recipient and per part, inside PostgreSQL. Doing it twice changes nothing.

Only the approved text gets this far: `messages.lock` refuses everything else before a row is written.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from vungxanh.dispatch.models import ChannelKind, Dispatch, Lane
from vungxanh.messages.lock import ChangedSinceApproval, require_approved
from vungxanh.messages.models import Form, Message, Variant
from vungxanh.places.models import Place
from vungxanh.text.parts import split

WAKE = "vungxanh_dispatch"  # the PostgreSQL channel on which senders are woken
FALLBACK_LANGUAGE = "vi"
FORM_OF = {ChannelKind.SMS: Form.SHORT, ChannelKind.EMAIL: Form.LONG, ChannelKind.WEB: Form.LONG}

_RECIPIENTS = """
insert into dispatch_recipient (dispatch_id, subscriber_id, variant_id, address)
select %(dispatch)s, subscriber.id, coalesce(own.id, fallback.id), subscriber.address
from dispatch_subscriber subscriber
join places_place place on place.id = subscriber.place_id
left join public_messages_variant own
  on own.message_id = %(message)s and own.form = %(form)s and own.language = subscriber.language
left join public_messages_variant fallback
  on fallback.message_id = %(message)s and fallback.form = %(form)s and fallback.language = %(fallback)s
where subscriber.channel = %(channel)s
  and subscriber.audience = any(%(audiences)s)
  and (place.path = %(path)s or place.path like %(path)s || '/%%')
  and subscriber.since <= %(at)s and (subscriber.until is null or subscriber.until > %(at)s)
  and coalesce(own.id, fallback.id) is not null
order by subscriber.id
on conflict do nothing
"""

# The reference is one recipient's own over 256 dispatches: dispatch number in the high octet, part in the low one.
_ATTEMPTS = """
insert into dispatch_attempt
  (recipient_id, dispatch_id, part, reference, answer, operator_id, code, repeats)
select recipient.id, recipient.dispatch_id, part, (recipient.dispatch_id %% 256) * 256 + part, '', '', '', 0
from dispatch_recipient recipient
join unnest(%(variants)s::bigint[], %(parts)s::int[]) as cut (variant_id, parts) using (variant_id)
cross join lateral generate_series(1, cut.parts) as part
where recipient.dispatch_id = %(dispatch)s
order by recipient.id, part
on conflict do nothing
"""


@transaction.atomic
def dispatch(
    message: Message,
    channel: ChannelKind,
    *,
    audiences: Sequence[str],
    place: Place,
    lane: Lane = Lane.NORMAL,
    at: datetime,
    expires_at: datetime,
) -> Dispatch:
    """Put `message` into the outbox for every subscriber of `audiences` in `place` and below it, as of `at`.

    SMS takes the short form, other channels the long one; a subscriber whose language is missing gets Vietnamese.
    A message goes once over a channel: calling again adds only who was not yet a recipient. Raises NotApproved or
    ChangedSinceApproval.
    """
    sha256 = require_approved(message)
    outgoing, _ = Dispatch.objects.get_or_create(
        message=message,
        channel=channel,
        defaults={"lane": lane, "sha256": sha256, "created_at": at, "expires_at": expires_at},
    )
    if outgoing.sha256 != sha256:
        raise ChangedSinceApproval(message)
    if channel != ChannelKind.WEB:  # a page has readers, not recipients
        _address(outgoing, list(audiences), place)
    return outgoing


def _address(outgoing: Dispatch, audiences: list[str], place: Place) -> None:
    """Write the recipients and their parts, and wake the senders."""
    channel, message = outgoing.channel, outgoing.message
    form = FORM_OF[ChannelKind(channel)]
    parts = {
        pk: len(split(text).parts) if channel == ChannelKind.SMS else 1
        for pk, text in Variant.objects.filter(message=message, form=form).values_list("pk", "text")
    }
    values: dict[str, Any] = {
        "dispatch": outgoing.pk,
        "message": message.pk,
        "form": form,
        "fallback": FALLBACK_LANGUAGE,
        "channel": channel,
        "audiences": audiences,
        "path": place.path,
        "at": outgoing.created_at,
        "variants": list(parts),
        "parts": list(parts.values()),
    }
    with connection.cursor() as cursor:
        cursor.execute(_RECIPIENTS, values)
        cursor.execute(_ATTEMPTS, values)
        cursor.execute(f"notify {WAKE}")
