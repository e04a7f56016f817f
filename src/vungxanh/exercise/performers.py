"""People outside this system, simulated: stations that play, editors who post, committees that meet.

What each does with a duty on a day follows from a hash of the two, so a replay always ends the same. A few do
less than asked, a few are late, a few do nothing, and now and then a duty is waived with a reason.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum

from vungxanh.agencies.models import User
from vungxanh.clock import VIETNAM
from vungxanh.duties.models import Evidence, EvidenceKind, Obligation, Waiver
from vungxanh.plan import Plan


class Conduct(Enum):
    """What a performer does with an obligation, and how often out of a thousand."""

    IN_TIME = 930
    SHORT = 30
    LATE = 20
    NOTHING = 15
    WAIVED = 5


STANDING_SHOWN = 200  # out of a thousand standing duties, those that send a proof although no number asks for it
PROOF_OF_KIND = {
    "broadcast": EvidenceKind.PLAY_LOG,
    "social": EvidenceKind.LINK,
    "coordinate": EvidenceKind.MINUTES,
    "publish": EvidenceKind.PAGE,
}
NOON = time(12)
WAIVER = "Diễn tập: mất điện cả ngày"


@dataclass(frozen=True, slots=True)
class Performance:
    evidence: list[Evidence]
    waivers: list[Waiver]


def conduct(obligation: Obligation) -> Conduct:
    """Always the same for the same duty, place and day."""
    name = f"{obligation.duty}/{obligation.place.code}/{obligation.ends}"
    drawn = int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") % 1000
    if obligation.min is None:
        return Conduct.IN_TIME if drawn < STANDING_SHOWN else Conduct.NOTHING
    for kind in Conduct:
        if drawn < kind.value:
            return kind
        drawn -= kind.value
    return Conduct.NOTHING


def perform(obligations: Iterable[Obligation], plan: Plan, day: date, *, by: User, at: datetime) -> Performance:
    """What performers do on `day` with the obligations that end then, and what yesterday's late ones send in."""
    kinds = {duty.id: duty.kind.value for duty in plan.duties}
    done = Performance([], [])
    for obligation in obligations:
        how = conduct(obligation)
        if (how is Conduct.LATE) == (obligation.ends == day):
            continue
        if how is Conduct.WAIVED:
            done.waivers.append(
                Waiver(obligation=obligation, reason=WAIVER, waived_by=by, waived_at=min(at, obligation.due_at))
            )
        elif evidence := _evidence(obligation, kinds[obligation.duty], how, by, at):
            done.evidence.append(evidence)
    return done


def _evidence(obligation: Obligation, kind: str, how: Conduct, by: User, at: datetime) -> Evidence | None:
    number = obligation.min or 1
    count = {Conduct.SHORT: number - 1, Conduct.NOTHING: 0}.get(how, number)
    if count < 1:
        return None
    in_time = min(datetime.combine(obligation.ends, NOON, VIETNAM), obligation.due_at)
    return Evidence(
        obligation=obligation,
        kind=PROOF_OF_KIND.get(kind, EvidenceKind.MINUTES),
        reference=f"exercise/{obligation.place.code}/{obligation.ends}",
        count=count,
        at=at if how is Conduct.LATE else in_time,
        recorded_by=by,
        recorded_at=at,
    )
