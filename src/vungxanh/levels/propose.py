"""From a release to proposals: the plan's rule for the province and for each place below that has figures in it.

What the rule read and how it got to its answer is kept beside each, for the person who decides. Nothing is declared.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from vungxanh.figures.models import Release, ReleasedFigure
from vungxanh.levels.models import AdoptedPlan, Declaration, Proposal
from vungxanh.levels.read import levels_on, overlay_of, plan_of, rule_of
from vungxanh.levels.released import constants_of, joined, measures_of, patience, series_of_places
from vungxanh.places.models import Place
from vungxanh.plan import LevelProposal, Rule, Tier, propose_level

MOST_OF_A_REASON = 500
AT_ONCE = 500
History = Sequence[tuple[date, str | None]]


def propose(adopted: AdoptedPlan, release: Release, *, at: datetime) -> Proposal:
    """The proposal for the release's own place; those for the places below are made with it.

    A place below has one when the release has figures of it and the plan has a rule for its tier. Proposing twice for
    one release gives the first proposals again. When no level fits, or an input is missing, a proposal carries no
    level and says why; a person decides.
    """
    own = Proposal.objects.filter(plan=adopted, release=release, place=release.place_id)
    if known := own.first():
        return known
    Proposal.objects.bulk_create(_proposals(adopted, release, at), ignore_conflicts=True, batch_size=AT_ONCE)
    return own.get()


def _proposals(adopted: AdoptedPlan, release: Release, at: datetime) -> list[Proposal]:
    named = Place.objects.filter(pk__in=ReleasedFigure.objects.filter(release=release).values("place"))
    places = {place.pk: place for place in named} | {release.place_id: release.place}
    declared = levels_on(places.values(), release.day)
    made: list[Proposal] = []
    for rule, group in _by_rule(adopted, places.values(), release).items():
        made += _weighed(adopted, release, rule, group, declared, at)
    return made


def _by_rule(adopted: AdoptedPlan, places: Collection[Place], release: Release) -> dict[Rule | None, list[Place]]:
    groups: dict[Rule | None, list[Place]] = defaultdict(list)
    for place in places:
        rule = rule_of(adopted, place.tier)
        if rule is not None or place.pk == release.place_id:
            groups[rule].append(place)
    return groups


def _weighed(
    adopted: AdoptedPlan,
    release: Release,
    rule: Rule | None,
    places: Sequence[Place],
    declared: Mapping[int, Declaration],
    at: datetime,
) -> list[Proposal]:
    plan, overlay = plan_of(adopted), overlay_of(adopted)
    constants = overlay.constants if overlay else ()
    measures = measures_of(rule, (*plan.levels.inputs, *(overlay.inputs if overlay else ()))) if rule else []
    ids = [place.pk for place in places]
    series = series_of_places(release, ids, rule, measures) if rule and measures else {}
    history = _history(adopted, release, ids, patience(rule) if rule else 0)
    made = []
    for place in places:
        current = declared[place.pk].level if place.pk in declared else ""
        answer = propose_level(
            plan,
            overlay,
            series=joined(series.get(place.pk, {}), constants_of(place.code, constants)),
            on=release.day,
            current=current or None,
            history=history.get(place.pk, ()),
            tier=Tier(place.tier),
        )
        made.append(_proposal(adopted, release, place, current, answer, at))
    return made


def _proposal(
    adopted: AdoptedPlan, release: Release, place: Place, current: str, answer: LevelProposal, at: datetime
) -> Proposal:
    return Proposal(
        plan=adopted,
        place=place,
        release=release,
        day=release.day,
        level=answer.level or "",
        current=current,
        reason=answer.reason[:MOST_OF_A_REASON],
        inputs=[
            {"id": i.id, "value": None if i.value is None else str(i.value), "text": i.text, "missing": i.missing}
            for i in answer.inputs
        ],
        steps=list(answer.steps),
        rule_at=answer.rule_at,
        proposed_at=at,
    )


def _history(adopted: AdoptedPlan, release: Release, places: Collection[int], days: int) -> dict[int, History]:
    """What was proposed on the earlier days that a patient rule looks at; it is asked where the figures are silent."""
    if not days:
        return {}
    first = release.day - timedelta(days=days)
    earlier = Proposal.objects.filter(plan=adopted, place__in=places, day__gte=first, day__lt=release.day)
    told: dict[int, list[tuple[date, str | None]]] = defaultdict(list)
    for pk, day, level in earlier.order_by("day", "pk").values_list("place_id", "day", "level"):
        told[pk].append((day, level or None))
    return dict(told)
