"""An approved message leaves over every wire that its duty names."""

from datetime import datetime

from vungxanh.channels.kinds import ChannelKind
from vungxanh.dispatch.fan_out import dispatch
from vungxanh.dispatch.models import Dispatch, Lane
from vungxanh.duties.speak import wires_of
from vungxanh.levels.models import AdoptedPlan
from vungxanh.levels.read import plan_of
from vungxanh.messages.models import Message
from vungxanh.subscribers.audiences import PRESS

LISTENERS = {ChannelKind.EMAIL: PRESS}  # e-mail goes to the press; other wires to the message's audience
LANES = {ChannelKind.SMS: Lane.BULK}


def deliver(adopted: AdoptedPlan, message: Message, *, at: datetime) -> list[Dispatch]:
    """Put the message in the outbox, once per wire. Doing it again adds nothing.

    Raises what `messages.lock.require_approved` raises when the text is not the approved text.
    """
    plan = plan_of(adopted)
    return [
        dispatch(
            message,
            wire,
            audiences=[LISTENERS.get(wire, message.audience)],
            place=message.place,
            lane=LANES.get(wire, Lane.NORMAL),
            at=at,
            expires_at=message.expires_at,
        )
        for wire in wires_of(plan, plan.duty(message.duty))
    ]
