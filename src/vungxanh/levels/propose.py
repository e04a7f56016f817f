"""From a release to a proposal: the plan's rule, its inputs and its steps, kept for the person who decides."""

from datetime import date, datetime

from vungxanh.figures.models import Release
from vungxanh.figures.read import released_series
from vungxanh.levels.models import AdoptedPlan, Proposal
from vungxanh.levels.read import declaration_on, overlay_of, plan_of
from vungxanh.plan import propose_level


def propose(adopted: AdoptedPlan, release: Release, *, at: datetime) -> Proposal:
    """What the rule makes of this release. Proposing twice for one release gives the first proposal again.

    When no level fits, or an input is missing, the proposal carries no level and says why; a person decides.
    """
    if known := Proposal.objects.filter(plan=adopted, place=release.place, release=release).first():
        return known
    in_force = declaration_on(release.place, release.day)
    current = in_force.level if in_force else ""
    plan, overlay = plan_of(adopted), overlay_of(adopted)
    measures = (*plan.levels.inputs, *(overlay.inputs if overlay else ()))
    answer = propose_level(
        plan,
        overlay,
        series={m.indicator: released_series(release.place, m.indicator, release.day) for m in measures},
        on=release.day,
        current=current or None,
        history=_history(adopted, release),
    )
    return Proposal.objects.create(
        plan=adopted,
        place=release.place,
        release=release,
        day=release.day,
        level=answer.level or "",
        current=current,
        reason=answer.reason,
        inputs=[
            {"id": i.id, "value": None if i.value is None else str(i.value), "text": i.text, "missing": i.missing}
            for i in answer.inputs
        ],
        steps=list(answer.steps),
        proposed_at=at,
    )


def _history(adopted: AdoptedPlan, release: Release) -> list[tuple[date, str | None]]:
    earlier = Proposal.objects.filter(plan=adopted, place=release.place, day__lt=release.day).order_by("day", "pk")
    return [(day, level or None) for day, level in earlier.values_list("day", "level")]
