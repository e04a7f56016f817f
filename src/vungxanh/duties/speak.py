"""Which messages today's duties ask for, what about, for whom, and which of them this system carries itself.

The plan names channels; a channel's kind says whether a wire of ours reaches it. Everything else is said by people
(at a loudspeaker, on a social page) and proved by evidence that they record: they are given one text a day and say it
as often as the plan asks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from vungxanh.agencies.models import User
from vungxanh.channels.kinds import ChannelKind
from vungxanh.duties.expand import end_of
from vungxanh.duties.models import Obligation
from vungxanh.duties.pace import still_to_do
from vungxanh.figures.models import Release
from vungxanh.levels.models import AdoptedPlan
from vungxanh.messages.draft import draft_message
from vungxanh.messages.models import Message, MessageTemplate
from vungxanh.messages.offers import template_for
from vungxanh.messages.themes import by_day
from vungxanh.plan import Duty, Kind, Plan, Scope

WIRES: dict[str, tuple[ChannelKind, ...]] = {
    "sms": (ChannelKind.SMS,),
    "press-release": (ChannelKind.EMAIL, ChannelKind.WEB),
    "bulletin": (ChannelKind.EMAIL, ChannelKind.WEB),
    "web": (ChannelKind.WEB,),
    "map": (ChannelKind.WEB,),
}
SAYING = (Kind.PUBLISH, Kind.BROADCAST, Kind.SMS, Kind.SOCIAL, Kind.PRINT)


@dataclass(frozen=True, slots=True)
class Speech:
    """One message that a duty asks for today, in force at `level`."""

    duty: Duty
    level: str
    slot: int
    theme: str


def wires_of(plan: Plan, duty: Duty) -> tuple[ChannelKind, ...]:
    """The wires that carry this duty, without repetition; empty when people do it."""
    kinds = {channel.id: channel.kind for channel in plan.channels}
    reached = [wire for id in duty.channel for wire in WIRES.get(kinds[id], ())]
    only_ours = all(kinds[id] in WIRES for id in duty.channel)
    return tuple(dict.fromkeys(reached)) if only_ours else ()


def says_something(duty: Duty) -> bool:
    """Whether it is done by saying something to people; a duty that is declined is not done at all."""
    return duty.kind in SAYING and not duty.declined


def said_by_people(plan: Plan, duty: Duty) -> bool:
    """Whether it is done by people who say something: no wire of ours carries it."""
    return says_something(duty) and not wires_of(plan, duty)


def themes_of(plan: Plan, audiences: Iterable[str]) -> tuple[str, ...]:
    """What is said to these audiences, what is asked for every day first.

    An audience without themes of its own is the whole public or the press: it is told every theme of the plan that is
    not declined.
    """
    offered = [theme.id for theme in plan.themes if theme.scope is Scope.IN]
    asked = [plan.audience(id).themes or offered for id in audiences] or [offered]
    return by_day(theme for theme in offered if any(theme in themes for themes in asked))


def speeches_due(obligations: Iterable[Obligation], plan: Plan, day: date) -> list[Speech]:
    """What this system is to say today. `obligations` carry `done_all` (see duties.state.with_state)."""
    carried = {duty.id: duty for duty in plan.duties if wires_of(plan, duty)}
    speeches = []
    for obligation in obligations:
        if obligation.min is None or obligation.duty not in carried:
            continue
        duty, done = carried[obligation.duty], obligation.done_all  # type: ignore[attr-defined]  # from with_state
        number = still_to_do(obligation.min, done, obligation.starts, obligation.ends, day)
        themes = themes_of(plan, duty.audience)
        speeches += [_speech(duty, obligation.level, slot, themes) for slot in range(1, number + 1)]
    return speeches


def told_by_people(running: Iterable[tuple[str, str]], plan: Plan) -> list[Speech]:
    """The texts that today's stations and pages need: one for each of these duties that no wire of ours carries.

    `running`: (duty, level in force where it is done).
    """
    told = {duty.id: duty for duty in plan.duties if said_by_people(plan, duty)}
    return [_speech(told[id], level, 1, themes_of(plan, told[id].audience)) for id, level in running if id in told]


def _speech(duty: Duty, level: str, slot: int, themes: Sequence[str]) -> Speech:
    return Speech(duty, level, slot, themes[(slot - 1) % len(themes)])


def draft_speech(adopted: AdoptedPlan, speech: Speech, release: Release, *, by: User, at: datetime) -> Message:
    """The draft for one speech, from the words that fit it best. It is not sent after the day is over.

    Raises NoTemplate.
    """
    only = speech.duty.audience[0] if len(speech.duty.audience) == 1 else ""
    template = template_for(speech.theme, speech.level, only)
    return draft_message(
        adopted,
        release,
        duty_id=speech.duty.id,
        slot=speech.slot,
        template=template,
        level=speech.level,
        by=by,
        at=at,
        expires_at=end_of(release.day),
        audience=audience_of(speech.duty, template),
    )


def audience_of(duty: Duty, template: MessageTemplate) -> str:
    """Whom the words are for; where the duty does not speak to them, whom the duty speaks to."""
    fits = not duty.audience or template.audience in duty.audience
    return template.audience if fits else duty.audience[0]
