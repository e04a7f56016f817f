"""Whom one channel does not reach is told over the next, as the audience's chain says. Nobody is told twice by it.

Not reached: refused, not delivered or expired at the operator. A doubt is no failure: whoever may have the message is
not told again by itself. A message that goes over the next channel anyway needs no fallback there.
"""

import logging
from datetime import datetime

from django.db import transaction

from vungxanh import clock
from vungxanh.dispatch.fan_out import write_recipients
from vungxanh.dispatch.models import Dispatch, Fallback
from vungxanh.messages.lock import NotSendable, require_approved

log = logging.getLogger(__name__)

_ADDRESSES = """
from subscribers_subscriber subscriber
join places_place place on place.id = subscriber.place_id
  and (place.path = %(path)s or place.path like %(path)s || '/%%')
left join public_messages_variant own on own.id = any(%(variants)s) and own.language = subscriber.language
left join public_messages_variant fallback on fallback.id = any(%(variants)s) and fallback.language = %(fallback)s
where subscriber.channel = %(channel)s and subscriber.audience = any(%(audiences)s)
  and subscriber.since <= %(at)s and (subscriber.until is null or subscriber.until > %(at)s)
  and coalesce(own.id, fallback.id) is not null
"""
_INSERT = """
insert into dispatch_recipient (id, dispatch_id, subscriber_id, variant_id)
select %(base)s + row_number() over (order by subscriber.id), %(dispatch)s, subscriber.id, coalesce(own.id, fallback.id)
"""
_NO_OTHER_ADDRESS = """
  and not exists (
    select 1 from subscribers_subscriber first
    join dispatch_recipient told on told.dispatch_id = %(parent)s and told.subscriber_id = first.id
    where first.person = subscriber.person)
"""
_NOT_REACHED = """
  and exists (
    select 1 from subscribers_subscriber first
    join dispatch_recipient told on told.dispatch_id = %(parent)s and told.subscriber_id = first.id
    join dispatch_attempt part on part.id between told.id << 8 and (told.id << 8 | 255)
    where first.person = subscriber.person
      and (part.answer = 'rejected' or exists (
        select 1 from dispatch_receipt said where said.attempt_id = part.id and said.repeat = part.repeats))
      and not exists (
        select 1 from dispatch_receipt said where said.attempt_id = part.id and said.state = 'delivered'))
"""
_ONCE = "on conflict (dispatch_id, subscriber_id) do nothing"
WITHOUT = _INSERT + _ADDRESSES + _NO_OTHER_ADDRESS + _ONCE
AFTER = _INSERT + _ADDRESSES + _NOT_REACHED + _ONCE


def fall_back(at: datetime) -> int:
    """Follow every chain as far as it is due at `at`. Returns how many recipients were added.

    A text that is no longer the approved one goes nowhere: the log names the dispatch.
    """
    written = 0
    for rule in Fallback.objects.all():
        running = Dispatch.objects.filter(channel=rule.channel, audiences__contains=[rule.audience])
        for parent in running.filter(expires_at__gt=at, stopped_at__isnull=True, addressed_at__isnull=False):
            try:
                written += _follow(rule, parent.pk, at)
            except NotSendable as refused:
                log.error("Dispatch %d does not fall back: %s", parent.pk, refused)
    return written


@transaction.atomic
def _follow(rule: Fallback, parent_id: int, at: datetime) -> int:
    parent = Dispatch.objects.select_for_update().select_related("message", "place").get(pk=parent_id)
    following, new = Dispatch.objects.get_or_create(
        message=parent.message,
        channel=rule.then,
        defaults={
            "lane": parent.lane, "sha256": require_approved(parent.message), "audiences": [rule.audience],
            "place": parent.place, "training": parent.training or clock.is_exercise(), "created_at": at,
            "expires_at": parent.expires_at, "fallback_of": parent, "addressed_at": at,
        },
    )  # fmt: skip
    if following.fallback_of_id != parent.pk:
        return 0
    order = {
        "path": parent.place.path, "channel": rule.then, "audiences": [rule.audience], "at": at, "parent": parent.pk,
    }  # fmt: skip
    written = write_recipients(following, WITHOUT, order) if new else 0
    if at >= parent.created_at + rule.after:
        written += write_recipients(following, AFTER, order)
    return written
