"""Which of today's obligations this system can carry itself, over which channels, and how many messages they ask for.

The plan names channels; a channel's kind says whether a wire of ours reaches it. Everything else is done by
people (a loudspeaker, a press conference) and proved by evidence that they record.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from vungxanh.agencies.models import User
from vungxanh.channels.kinds import ChannelKind
from vungxanh.duties.expand import end_of
from vungxanh.duties.models import Obligation
from vungxanh.duties.pace import still_to_do
from vungxanh.figures.models import Release
from vungxanh.levels.models import AdoptedPlan
from vungxanh.messages.draft import draft_message, template_for
from vungxanh.messages.models import Message
from vungxanh.plan import Duty, Plan

WIRES: dict[str, tuple[ChannelKind, ...]] = {
    "sms": (ChannelKind.SMS,),
    "press-release": (ChannelKind.EMAIL, ChannelKind.WEB),
    "bulletin": (ChannelKind.EMAIL, ChannelKind.WEB),
    "web": (ChannelKind.WEB,),
    "map": (ChannelKind.WEB,),
}
THEMES = ("dien-bien-ngay", "thong-diep", "duong-day-nong", "tin-gia")  # the day's first message is the situation


@dataclass(frozen=True, slots=True)
class Speech:
    """One message that an obligation asks for today."""

    obligation: Obligation
    slot: int
    theme: str


def wires_of(plan: Plan, duty: Duty) -> tuple[ChannelKind, ...]:
    """The wires that carry this duty, without repetition; empty when people do it."""
    kinds = {channel.id: channel.kind for channel in plan.channels}
    reached = [wire for id in duty.channel for wire in WIRES.get(kinds[id], ())]
    only_ours = all(kinds[id] in WIRES for id in duty.channel)
    return tuple(dict.fromkeys(reached)) if only_ours else ()


def speeches_due(obligations: Iterable[Obligation], plan: Plan, day: date) -> list[Speech]:
    """What is to be said today. `obligations` carry `done_all` (see duties.state.with_state)."""
    carried = {duty.id for duty in plan.duties if wires_of(plan, duty)}
    speeches = []
    for obligation in obligations:
        if obligation.min is None or obligation.duty not in carried:
            continue
        done: int = obligation.done_all  # type: ignore[attr-defined]  # annotated by with_state
        number = still_to_do(obligation.min, done, obligation.starts, obligation.ends, day)
        speeches += [Speech(obligation, slot, THEMES[(slot - 1) % len(THEMES)]) for slot in range(1, number + 1)]
    return speeches


def draft_speech(adopted: AdoptedPlan, speech: Speech, release: Release, *, by: User, at: datetime) -> Message:
    """The draft for one speech, from the template of its theme and level. It is not sent after the day is over."""
    obligation = speech.obligation
    return draft_message(
        adopted,
        release,
        duty_id=obligation.duty,
        slot=speech.slot,
        template=template_for(speech.theme, obligation.level),
        level=obligation.level,
        by=by,
        at=at,
        expires_at=end_of(release.day),
    )
