"""What a replay shows: the same dictionary for the screen, for `--json` and for comparing two replays.

`summary` depends on the plan, the figures and the days only. `run` tells how this run went: seconds, slowest steps,
attempts that had to be repeated after a doubt; it differs from run to run.
"""

from typing import Any

from django.db.models import Count, Max, Sum

from vungxanh.channels.kinds import ChannelKind
from vungxanh.dispatch.models import Attempt, Dispatch, Receipt, Recipient
from vungxanh.duties.compliance import compliance, ending
from vungxanh.duties.expand import A_MOMENT, end_of
from vungxanh.duties.models import Evidence
from vungxanh.exercise.models import Replay, Step
from vungxanh.figures.models import Release
from vungxanh.levels.models import Declaration, Proposal
from vungxanh.messages.models import Message

NO_LEVEL_FITS = "no level fits"


def summarise(replay: Replay) -> dict[str, Any]:
    """{"summary": …, "run": …}; dates are ISO text, counts are whole numbers, `seconds` are seconds."""
    plan = replay.plan
    midnight = end_of(replay.last_day) + A_MOMENT
    account = compliance(ending(plan, replay.first_day, replay.last_day), midnight)
    return {
        "summary": {
            "plan": plan.plan_id,
            "from": replay.first_day.isoformat(),
            "to": replay.last_day.isoformat(),
            "releases": Release.objects.filter(place=plan.place, draft__place=plan.place).count(),
            "proposals": _proposals(replay),
            "declarations": _declarations(replay),
            "obligations": {"total": account.total.total, **dict(sorted(account.total.states.items()))},
            "evidence": Evidence.objects.filter(obligation__plan=plan).count(),
            "messages": _messages(replay),
            "sms_parts": Attempt.objects.filter(
                dispatch__message__plan=plan, dispatch__channel=ChannelKind.SMS
            ).count(),
            "receipts": _receipts(replay),
        },
        "run": _run(replay),
    }


def _proposals(replay: Replay) -> list[dict[str, str | None]]:
    """Only the days on which the rule's answer changed: a level, or that none fits."""
    changes: list[dict[str, str | None]] = []
    said: str | None = None
    for proposal in Proposal.objects.filter(plan=replay.plan).order_by("day", "pk"):
        answer = proposal.level or NO_LEVEL_FITS
        if said is None:
            said = proposal.current
        if answer != said:
            changes.append(
                {
                    "date": proposal.day.isoformat(),
                    "level": proposal.level or None,
                    "says": answer,
                    "value": proposal.inputs[0]["value"] if proposal.inputs else None,
                    "reason": proposal.reason,
                }
            )
        said = answer
    return changes


def _declarations(replay: Replay) -> list[dict[str, str]]:
    return [
        {"from": d.valid_from.isoformat(), "level": d.level, "document": d.document, "place": d.place.code}
        for d in Declaration.objects.filter(plan=replay.plan).select_related("place").order_by("valid_from", "pk")
    ]


def _messages(replay: Replay) -> dict[str, Any]:
    recipients = Recipient.objects.filter(dispatch__message__plan=replay.plan)
    return {
        "approved": Message.objects.filter(plan=replay.plan, reviews__verdict="approved").count(),
        "dispatches": _by(Dispatch.objects.filter(message__plan=replay.plan), "channel"),
        "recipients": _by(recipients, "dispatch__channel"),
    }


def _receipts(replay: Replay) -> dict[str, Any]:
    attempts = Attempt.objects.filter(dispatch__message__plan=replay.plan)
    return {
        "answers": {
            channel: _by(attempts.filter(dispatch__channel=channel), "answer", blank="unknown")
            for channel in (ChannelKind.SMS.value, ChannelKind.EMAIL.value)
        },
        "sms": _by(Receipt.objects.filter(attempt__dispatch__message__plan=replay.plan), "state"),
    }


def _by(rows: Any, field: str, blank: str = "") -> dict[str, int]:
    counted = rows.order_by(field).values_list(field).annotate(n=Count("*"))
    return {value or blank: n for value, n in counted}


def _run(replay: Replay) -> dict[str, Any]:
    steps = Step.objects.filter(replay=replay)
    slowest = (steps.values("name").annotate(spent=Sum("seconds"), worst=Max("seconds"))).order_by("-spent")
    repeated = Attempt.objects.filter(dispatch__message__plan=replay.plan).aggregate(n=Sum("repeats"))["n"]
    return {
        "days_played": steps.values("day").distinct().count(),
        "slowest_steps": [
            {"step": s["name"], "seconds": round(s["spent"], 2), "worst_day": round(s["worst"], 2)} for s in slowest[:3]
        ],
        "seconds_in_steps": round(sum(s["spent"] for s in slowest), 1),
        "repeated_after_doubt": repeated or 0,
    }
