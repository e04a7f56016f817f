"""Which dispatches may leave now: approved once, not paused, not stopped, not too early, not too late.

What quotes a release or correction under embargo waits for its hour, whatever the dispatch itself says.

Rows of texts and files come with their versions, so that the proof of approval (approved.py) need not be made again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from vungxanh.dispatch.sql import rows

_DISPATCHES = """
select id, lane, message_id, sha256, expires_at, training, spread_minutes,
  greatest(coalesce(send_from, created_at), published_at), recipients,
  retries, (
    select concat_ws(' ', message.xmin, release.xmin, coalesce(correction.xmin::text, '-'), place.xmin, (
      select string_agg(concat_ws(':', id, xmin), ',' order by id)
      from public_messages_variant where message_id = message.id), coalesce((
      select string_agg(concat_ws(':', id, xmin), ',' order by id)
      from public_messages_rendition where message_id = message.id), '-'), (
      select string_agg(concat_ws(':', id, xmin), ',' order by id) from public_messages_recording
      where variant_id in (select id from public_messages_variant where message_id = message.id)))
    from public_messages_message message
    join figures_release release on release.id = message.release_id
    join places_place place on place.id = message.place_id
    left join figures_release correction on correction.id = message.correction_id
    where message.id = dispatch.message_id) as versions
from dispatch_dispatch dispatch
cross join lateral (
  select release.published_at from public_messages_message message
  join figures_release release on release.id = coalesce(message.correction_id, message.release_id)
  where message.id = dispatch.message_id
) quoted
cross join lateral (
  select exists (
    select 1 from dispatch_bundle where dispatch_id = dispatch.id and position < last
      and (sender is null or sender = %(sender)s)) as waiting,
    exists (
      select 1 from dispatch_attempt attempt join dispatch_bundle bundle on bundle.id = attempt.bundle_id
      where attempt.dispatch_id = dispatch.id and attempt.answer = 'later' and attempt.retry_at <= %(due)s
        and (bundle.sender is null or bundle.sender = %(sender)s)) as retries,
    case when spread_minutes > 0 then
      (select sum(recipients) from dispatch_bundle where dispatch_id = dispatch.id) end as recipients
) has
where channel = %(channel)s and expires_at > %(at)s and paused_at is null and stopped_at is null
  and (send_from is null or send_from <= %(at)s) and published_at <= %(at)s
  and (waiting or retries)
order by lane, id
"""


@dataclass(frozen=True, slots=True)
class Room:
    """How many parts a line can take now. `room_for_bulk` leaves the last fifth of its window to the other lanes."""

    name: str
    line: int  # its row
    weight: int
    health: int
    room: int
    room_for_bulk: int
    idle: bool
    simulator: bool


@dataclass(frozen=True, slots=True)
class Counter:
    """What a sender brings to a turn: its number and the room of its lines.

    `refused`: dispatches that are known as changed, with the versions of the rows in which that was found. They are
    looked at again when one of those rows has a newer version: the approved text may be back. Blank, where a file on
    the disk is another: they are looked at in each turn.
    """

    channel: str
    sender: int
    rooms: Sequence[Room]
    refused: Mapping[int, str] = field(default_factory=dict)


class Ready:
    """A dispatch of which something may leave now."""

    def __init__(self, row: tuple[Any, ...]) -> None:
        (self.id, self.lane, self.message, self.sha256, self.expires_at, self.training, self.spread, self.start,
         self.recipients, self.retries, self.versions) = row  # fmt: skip

    def last_place(self, at: datetime) -> int | None:
        """The last place whose turn has come, where the dispatch is spread over some minutes."""
        if not self.spread:
            return None
        elapsed = (at - self.start) / timedelta(minutes=self.spread)
        return ceil(min(1.0, max(0.0, float(elapsed))) * int(self.recipients or 0))


def ready(counter: Counter, at: datetime, due: datetime) -> list[Ready]:
    """Urgent lanes first. What is to be tried again counts from `due` on."""
    found = map(Ready, rows(_DISPATCHES, at=at, due=due, channel=counter.channel, sender=counter.sender))
    return [one for one in found if counter.refused.get(one.id) != one.versions]
