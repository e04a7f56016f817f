"""What goes next: stamped with the time and the line, and committed, before the wire is touched.

Urgent lanes first, what is to be tried again before what is new. A dispatch that is paused, stopped, too early, too
late or no longer what was approved is left as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from vungxanh.channels.kinds import ChannelKind
from vungxanh.channels.port import Submission
from vungxanh.dispatch.approved import Approved, Body
from vungxanh.dispatch.letters import give_ways_out
from vungxanh.dispatch.mail_tags import give_tags
from vungxanh.dispatch.models import Answer, Lane
from vungxanh.dispatch.numbers import attempt_number, part_of, recipient_number, reference_of
from vungxanh.dispatch.outbox import Counter, Ready, ready
from vungxanh.dispatch.share import Offer, Share
from vungxanh.dispatch.sql import row as one_row
from vungxanh.dispatch.sql import rows, run
from vungxanh.messages.lock import NotSendable
from vungxanh.renditions.sealed import FileChanged

_MINE = """
select id, position, last from dispatch_bundle
where sender = %(sender)s and dispatch_id = %(dispatch)s and position < last and not id = any(%(done)s)
order by id limit 1 for update skip locked
"""
_FREE = """
select id, position, last from dispatch_bundle
where sender is null and dispatch_id = %(dispatch)s and position < last and not id = any(%(done)s)
order by id limit 1 for update skip locked
"""
_NEXT = """
select recipient.id, recipient.variant_id, subscriber.address,
  subscriber.id is not null and (subscriber.until is null or subscriber.until > %(at)s)
from dispatch_recipient recipient left join subscribers_subscriber subscriber on subscriber.id = recipient.subscriber_id
where recipient.id > %(position)s and recipient.id <= %(last)s order by recipient.id limit %(limit)s
"""
_RETRIES = """
select attempt.id, attempt.bundle_id, attempt.tries, recipient.variant_id, subscriber.address,
  subscriber.id is not null and (subscriber.until is null or subscriber.until > %(at)s)
from dispatch_attempt attempt
join dispatch_bundle bundle on bundle.id = attempt.bundle_id and (bundle.sender is null or bundle.sender = %(sender)s)
join dispatch_recipient recipient on recipient.id = attempt.recipient_id
left join subscribers_subscriber subscriber on subscriber.id = recipient.subscriber_id
where attempt.dispatch_id = %(dispatch)s and attempt.answer = 'later' and attempt.retry_at <= %(due)s
  and not exists (
    select 1 from dispatch_receipt where attempt_id = attempt.id and state = 'delivered')
order by attempt.id limit %(limit)s for update of attempt, bundle skip locked
"""
_INSERT = """
with moved as (
  update dispatch_bundle bundle set position = goes.position, sender = %(sender)s
  from unnest(%(moved)s::bigint[], %(positions)s::bigint[]) as goes (id, position) where bundle.id = goes.id
)
insert into dispatch_attempt (id, recipient_id, dispatch_id, bundle_id, line_id, attempted_at, answer, operator_id,
  code, tries, repeats)
select said.id, said.id >> 8, said.id >> 34, said.bundle, said.line, %(at)s, said.answer, '', '', 1, 0
from unnest(%(ids)s::bigint[], %(bundles)s::bigint[], %(lines)s::bigint[], %(answers)s::text[])
  as said (id, bundle, line, answer)
"""
_AGAIN = """
update dispatch_attempt attempt
set answer = '', attempted_at = %(at)s, retry_at = null, line_id = said.line, tries = tries + 1
from unnest(%(ids)s::bigint[], %(lines)s::bigint[]) as said (id, line) where attempt.id = said.id
"""
_WITHDRAW = """
update dispatch_attempt set answer = 'withdrawn', answered_at = %(at)s, retry_at = null where id = any(%(ids)s)
"""
_HOLD = (
    "update dispatch_bundle set sender = %(sender)s where id = any(%(bundles)s) and sender is distinct from %(sender)s"
)


@dataclass(frozen=True, slots=True)
class Stamped:
    """A part that this sender, and no other, may send now."""

    submission: Submission
    line: str
    bundle: int
    tries: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A text or file that is not the approved one, and the versions of the rows in which that was found; blank for a
    file, which may be put back without any row being touched."""

    versions: str
    changed: NotSendable


@dataclass(slots=True)
class Stamping:
    """What one turn gave. `refused`: dispatches of which something is not the approved one; `restored`: those whose
    approved text or file is back. `spread`: one waits for its minute."""

    parts: list[Stamped] = field(default_factory=list)
    refused: dict[int, Refused] = field(default_factory=dict)
    restored: list[int] = field(default_factory=list)
    spread: bool = False


class Stamper:
    """Stamps for one turn. Use it inside a transaction, once."""

    def __init__(self, counter: Counter, share: Share, approved: Approved, at: datetime, due: datetime) -> None:
        self._counter, self._share, self._approved, self._at, self._due = counter, share, approved, at, due
        self._lines = {room.name: room.line for room in counter.rooms}
        self._room = {room.name: room.room for room in counter.rooms}
        self._bulk = {room.name: room.room_for_bulk for room in counter.rooms}
        self._used: set[str] = set()
        self._new: list[tuple[int, int, int | None, str]] = []
        self._again: list[tuple[int, int]] = []
        self._withdrawn: list[int] = []
        self._positions: dict[int, int] = {}
        self._hold: set[int] = set()
        self.result = Stamping()

    def stamp(self) -> Stamping:
        counter = self._counter
        for dispatch in ready(counter, self._at, self._due):
            if not self._has_room(dispatch):
                continue
            try:
                bodies = self._approved.bodies(
                    dispatch.id, counter.channel, dispatch.message, dispatch.sha256, dispatch.versions
                )
            except NotSendable as changed:
                versions = "" if isinstance(changed, FileChanged) else dispatch.versions
                self.result.refused[dispatch.id] = Refused(versions, changed)
                continue
            if dispatch.id in counter.refused:
                self.result.restored.append(dispatch.id)
            if dispatch.retries:
                self._retry(dispatch, bodies)
            self._continue(dispatch, bodies)
        self._write()
        if counter.channel == ChannelKind.EMAIL:
            letters = [part.submission for part in self.result.parts]
            give_ways_out(letters)
            give_tags(letters)
        return self.result

    def _offers(self, dispatch: Ready) -> list[Offer]:
        """The lines that may carry it, with the room that its lane may use."""
        left = self._bulk if dispatch.lane == Lane.BULK else self._room
        return [
            Offer(
                room.name, room.weight, room.health, max(0, left[room.name]), room.idle and room.name not in self._used
            )
            for room in self._counter.rooms
            if room.simulator or not dispatch.training
        ]

    def _has_room(self, dispatch: Ready) -> bool:
        return any(offer.room or offer.idle for offer in self._offers(dispatch))

    def _retry(self, dispatch: Ready, bodies: dict[int, Sequence[Body]]) -> None:
        limit = sum(offer.room for offer in self._offers(dispatch))
        values = {
            "dispatch": dispatch.id, "sender": self._counter.sender, "at": self._at, "due": self._due,
            "limit": max(limit, 1),
        }  # fmt: skip
        for attempt, bundle, tries, variant, address, wanted in rows(_RETRIES, **values):
            if not wanted:
                self._withdrawn.append(attempt)
                continue
            line = self._choose(dispatch, 1)
            if line is None:
                return
            self._again.append((attempt, self._lines[line]))
            self._hold.add(bundle)
            part = part_of(attempt)
            self._add(dispatch, attempt, address, bodies[variant][part - 1], line, bundle, tries + 1)

    def _continue(self, dispatch: Ready, bodies: dict[int, Sequence[Body]]) -> None:
        longest = max((len(parts) for parts in bodies.values()), default=1)
        until = dispatch.last_place(self._at)
        while self._has_room(dispatch):
            values = {"dispatch": dispatch.id, "sender": self._counter.sender, "done": list(self._positions)}
            bundle = one_row(_MINE, **values) or one_row(_FREE, **values)
            if bundle is None:
                return
            pk, position, last = bundle
            if until is not None:
                end = min(last, recipient_number(dispatch.id, until))
                self.result.spread |= end < last
                if position >= end:
                    return  # bundles are in order: those after it wait for their minute too
            else:
                end = last
            limit = max(1, sum(offer.room for offer in self._offers(dispatch)) // longest)
            if not self._take(dispatch, bodies, pk, position, end, limit):
                return
            if self._positions[pk] < last:
                return

    def _take(
        self, dispatch: Ready, bodies: dict[int, Sequence[Body]], bundle: int, position: int, end: int, limit: int
    ) -> bool:
        """Stamp the next recipients of a bundle. False when no line has room for the next one."""
        values = {"position": position, "last": end, "limit": limit, "at": self._at}
        reached = position
        full = False
        count = 0
        for recipient, variant, address, wanted in rows(_NEXT, **values):
            count += 1
            parts = bodies[variant]
            line = self._choose(dispatch, len(parts)) if wanted else None
            if wanted and line is None:
                full = True
                break
            reached = recipient
            for part, body in enumerate(parts, 1):
                attempt = attempt_number(recipient, part)
                if line is None:
                    self._new.append((attempt, bundle, None, Answer.WITHDRAWN.value))
                else:
                    self._new.append((attempt, bundle, self._lines[line], ""))
                    self._add(dispatch, attempt, address, body, line, bundle, 1)
        if not full and count < limit:
            reached = end  # the numbers up to the end of the bundle have no recipients
        if reached > position:
            self._positions[bundle] = reached
        return reached > position and not full

    def _choose(self, dispatch: Ready, parts: int) -> str | None:
        line = self._share.choose(self._offers(dispatch), parts)
        if line is not None:
            self._used.add(line)
            self._room[line] -= parts
            self._bulk[line] -= parts
        return line

    def _add(self, dispatch: Ready, attempt: int, address: str, body: Body, line: str, bundle: int, tries: int) -> None:
        submission = Submission(
            attempt, address, reference_of(dispatch.id, part_of(attempt)), body, self._at,
            dispatch.expires_at - self._at, dispatch.training,
        )  # fmt: skip
        self.result.parts.append(Stamped(submission, line, bundle, tries))

    def _write(self) -> None:
        sender, at = self._counter.sender, self._at
        if self._positions:
            ids, bundles, lines, answers = (
                (list(column) for column in zip(*self._new, strict=True)) if self._new else [[]] * 4
            )
            run(
                _INSERT, at=at, ids=ids, bundles=bundles, lines=lines, answers=answers, sender=sender,
                moved=list(self._positions), positions=list(self._positions.values()),
            )  # fmt: skip
        if self._again:
            ids, lines = (list(column) for column in zip(*self._again, strict=True))
            run(_AGAIN, at=at, ids=ids, lines=lines)
        if self._withdrawn:
            run(_WITHDRAW, at=at, ids=self._withdrawn)
        if self._hold:
            run(_HOLD, sender=sender, bundles=list(self._hold))
