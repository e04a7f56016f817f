"""What sending a message would mean, before anybody presses: people, parts, minutes and đồng on each wire.

What is not known (a line's rate, a price) is said to be unknown. Nothing is cached: the people are those of now.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil

from django.db import connection

from vungxanh.channels.kinds import ChannelKind
from vungxanh.clock import is_exercise
from vungxanh.desk.lines_now import DOWN, LineNow, lines_now, somebody_sends, to_reckon_with
from vungxanh.desk.live import running
from vungxanh.desk.sending import sendings_of
from vungxanh.desk.sms_view import LANGUAGES
from vungxanh.dispatch.estimate import Estimate, Group, Speed, estimate, shorter
from vungxanh.dispatch.fan_out import FALLBACK_LANGUAGE, chosen
from vungxanh.dispatch.models import Lane
from vungxanh.messages.models import Form, Message, Variant
from vungxanh.text.parts import TooManyParts, split

# Who would be told, by channel and language: the same condition as in dispatch/fan_out.py.
_PEOPLE = """
select channel, language, count(*) from subscribers_subscriber
where place_id = any(array(select id from places_place where path = %s or path like %s || '/%%'))
  and since <= %s and (until is null or until > %s) and ({wires})
group by channel, language
"""


@dataclass(frozen=True, slots=True)
class Told:
    """The people who get one variant, and its parts."""

    language: str
    recipients: int
    parts: int

    @property
    def total(self) -> int:
        return self.recipients * self.parts


@dataclass(frozen=True, slots=True)
class Prospect:
    """One wire. `ahead`: parts of other messages that would go first. `less`: with every text one part shorter.

    `plain`: in the form without accents. `beside`: the same wire in the other writing, where the message has both.
    `alive`: the lines reckoned with are those that live, not those of the last day. `least`: minutes of the spread.
    """

    wire: ChannelKind
    told: Sequence[Told]
    whole: Estimate
    less: Estimate | None
    ahead: int
    rate: float
    plain: bool = False
    alive: bool = True
    least: int = 0
    beside: "Prospect | None" = None

    @property
    def both(self) -> "list[Prospect]":
        """With accents first, whichever is chosen."""
        return sorted([self, *([self.beside] if self.beside else [])], key=lambda one: one.plain)

    @property
    def is_page(self) -> bool:
        return self.wire == ChannelKind.WEB

    @property
    def seconds(self) -> int | None:
        """Until the last part has left, with what goes first."""
        if self.whole.seconds is None or (self.ahead and not self.rate):
            return None
        return self.whole.seconds + (ceil(self.ahead / self.rate) if self.ahead else 0)

    @property
    def minutes(self) -> int | None:
        return None if self.seconds is None else ceil(self.seconds / 60)

    @property
    def minutes_less(self) -> int | None:
        """How many minutes one part less would save."""
        if self.less is None or self.less.minutes is None or self.whole.minutes is None:
            return None
        return self.whole.minutes - self.less.minutes

    @property
    def cost_less(self) -> int | None:
        """How many đồng one part less would save."""
        if self.less is None or self.less.cost is None or self.whole.cost is None:
            return None
        return self.whole.cost - self.less.cost

    def too_late(self, start: datetime, until: datetime) -> bool:
        """True when it is known that it cannot all leave before `until`."""
        return start >= until or (self.seconds is not None and start + timedelta(seconds=self.seconds) > until)


def prospects(
    message: Message,
    audiences: Mapping[ChannelKind, str],
    at: datetime,
    *,
    lanes: Mapping[ChannelKind, Lane],
    spread_minutes: int = 0,
    plain: bool = False,
) -> list[Prospect]:
    """One per wire of `audiences`; an SMS that has a form without accents shows both writings.

    Counting the people is one query, whatever the number of wires.
    """
    people = _people(message, audiences, at)
    lines = lines_now(at)
    running_now = sendings_of(list(running(at).filter(paused_at=None)), at) if people else ()
    found = []
    for wire in audiences:
        own = to_reckon_with(
            [line for line in lines if line.line.channel == wire and (is_exercise() or not line.line.simulator)]
        )
        ahead = sum(
            sending.counts.waiting
            for sending in running_now
            if sending.dispatch.channel == wire
            and sending.dispatch.lane <= lanes[wire]
            and sending.dispatch.message_id != message.pk
        )
        both = _writings(message, wire, wanted=plain)
        first, *other = (
            _prospect(wire, _told(message, wire, people, plain=one), own, ahead, spread_minutes, plain=one)
            for one in both
        )
        found.append(replace(first, beside=other[0] if other else None))
    return found


def _writings(message: Message, wire: ChannelKind, *, wanted: bool) -> list[bool]:
    """Without accents or with: the wanted one first, and both only where there are two."""
    has_both = wire == ChannelKind.SMS and any(variant.form == Form.PLAIN for variant in message.variants.all())
    return [wanted, not wanted] if has_both else [False]


def _prospect(
    wire: ChannelKind, told: Sequence[Told], lines: Sequence[LineNow], ahead: int, spread_minutes: int, *, plain: bool
) -> Prospect:
    groups = [Group(one.recipients, one.parts) for one in told]
    speeds = _speeds(lines)
    return Prospect(
        wire,
        told,
        estimate(groups, speeds, spread_minutes),
        shorter(groups, speeds, spread_minutes) if wire == ChannelKind.SMS else None,
        ahead,
        sum(speed.rate or 0 for speed in speeds),
        plain=plain,
        alive=somebody_sends(lines) or not lines,
        least=spread_minutes,
    )


def _speeds(lines: Sequence[LineNow]) -> list[Speed]:
    """What each line may carry, or carries now; what it asks for a part."""
    return [Speed(one.line.name, _rate(one), one.line.price) for one in lines]


def _rate(now: LineNow) -> float | None:
    """As agreed; while the operator slows it down, as measured; nothing while it is down."""
    if now.health == DOWN:
        return None
    return (now.rate if now.throttled else now.line.tps or now.rate) or None


def _people(message: Message, audiences: Mapping[ChannelKind, str], at: datetime) -> dict[tuple[str, str], int]:
    wires = [wire for wire in audiences if wire != ChannelKind.WEB]
    if not wires:
        return {}
    # Written out, not joined: so PostgreSQL scans millions of rows on every core it has.
    wanted = " or ".join(["(channel = %s and audience = %s)"] * len(wires))
    given = [word for wire in wires for word in (str(wire), audiences[wire])]
    path = message.place.path
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE.format(wires=wanted), [path, path, at, at, *given])
        return {(channel, language): number for channel, language, number in cursor.fetchall()}


def _told(message: Message, wire: ChannelKind, people: Mapping[tuple[str, str], int], *, plain: bool) -> list[Told]:
    """By variant: who has no variant in their language gets the Vietnamese one."""
    variants = chosen(message.variants.all(), wire, plain=plain)
    recipients = dict.fromkeys(variants, 0)
    for (channel, language), number in people.items():
        gets = language if language in variants else FALLBACK_LANGUAGE
        if channel == wire and gets in variants:
            recipients[gets] += number
    ordered = sorted(variants, key=lambda language: (language != FALLBACK_LANGUAGE, language))
    return [Told(str(LANGUAGES.get(one, one)), recipients[one], _parts(wire, variants[one])) for one in ordered]


def _parts(wire: ChannelKind, variant: Variant) -> int:
    if wire != ChannelKind.SMS:
        return 1
    try:
        return len(split(variant.text).parts)
    except TooManyParts:
        return 0  # the page says beside the text that it cannot be sent
