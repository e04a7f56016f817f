"""From the plan to today's obligations: every duty in force, at every place it is counted at, once a period.

A level that changes in the middle of a week or month cuts the period: the old duty is judged on the days it was
in force and the new one asks for its share of what is left. So does a lockdown that begins or is lifted, for the
duties that depend on it. Expanding a day twice changes nothing.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import QuerySet

from vungxanh.agencies.models import Agency
from vungxanh.agencies.read import holders
from vungxanh.clock import VIETNAM
from vungxanh.duties.conditions import Conditions, conditions_of
from vungxanh.duties.models import Obligation
from vungxanh.duties.pace import share
from vungxanh.levels.history import Reign, reigns
from vungxanh.levels.models import AdoptedPlan, Declaration
from vungxanh.levels.read import overlay_of, plan_of
from vungxanh.places.models import Place
from vungxanh.places.models import Tier as PlaceTier
from vungxanh.places.read import line_of
from vungxanh.plan import Area, ConditionState, Due, Duty, Overlay, Tier, Timing, due

SITE = PlaceTier.SITE
A_MOMENT = timedelta(microseconds=1)
NOT_MATERIALISED = (Timing.STANDING_CHECK,)  # a prohibition is checked on drafts; it is never due


@transaction.atomic
def expand_day(adopted: AdoptedPlan, day: date) -> int:
    """Write the obligations of `day` that are not there yet. Returns how many were added. A plan speaks of units; a
    hospital owes figures, not duties of a plan."""
    plan, overlay = plan_of(adopted), overlay_of(adopted)
    places = list(Place.objects.within(adopted.place).on(day).exclude(tier=SITE))
    area_of = _areas(places)
    conditions = conditions_of(adopted, list(area_of.values()), day)
    reigning = _reigns(adopted, places, day)
    who = holders(adopted.place, day)
    known = set(_running(adopted, day).values_list("duty", "place_id", "starts"))
    in_force: set[tuple[str, int, date]] = set()
    new: list[Obligation] = []
    for level, group in _by_level(places, reigning).items():
        place_of = {p.code: p for p in group}
        areas = [area_of[p.pk] for p in group]
        for item in due(plan, level=level, on=day, areas=areas, overlay=overlay, conditions=conditions.holding):
            if item.timing in NOT_MATERIALISED or item.condition is ConditionState.NOT_MET:
                continue
            place = place_of[item.area.code]
            first = max(
                _in_force_since(item.duty, reigning[place.pk], adopted.adopted_from),
                _met_since(item, place, overlay, conditions) or adopted.adopted_from,
            )
            begins, ends = _period(item, adopted, day)
            in_force.add((item.duty.id, place.pk, max(begins, first)))
            if (item.duty.id, place.pk, max(begins, first)) not in known:
                agency = _responsible(item, place, adopted.place, who)
                new.append(_obligation(adopted, item, place, agency, begins, max(begins, first), ends))
    _close_what_is_no_longer_in_force(adopted, in_force, day)
    Obligation.objects.bulk_create(new, ignore_conflicts=True, batch_size=2000)
    return len(new)


def _running(adopted: AdoptedPlan, day: date) -> QuerySet[Obligation]:
    return Obligation.objects.filter(plan=adopted, starts__lte=day, ends__gte=day)


def _areas(places: Sequence[Place]) -> dict[int, Area]:
    code_of = {place.pk: place.code for place in places}
    return {p.pk: Area(p.code, Tier(p.tier), p.name, code_of.get(p.parent_id or 0)) for p in places}


def _reigns(adopted: AdoptedPlan, places: Sequence[Place], day: date) -> dict[int, list[Reign]]:
    """{place id: levels in force up to the day, oldest first}, the place's own or those declared above it."""
    declared: dict[int, list[Declaration]] = defaultdict(list)
    for declaration in Declaration.objects.filter(plan=adopted, valid_from__lte=day).order_by("valid_from", "pk"):
        declared[declaration.place_id].append(declaration)
    by_path = {p.path: p.pk for p in places}
    nothing = [Reign(None, adopted.adopted_from, None)]
    lines = {place.pk: [declared.get(by_path.get(path, 0), []) for path in line_of(place)] for place in places}
    return {pk: reigns(line, day) or nothing for pk, line in lines.items()}


def _by_level(places: Sequence[Place], reigning: dict[int, list[Reign]]) -> dict[str | None, list[Place]]:
    groups: dict[str | None, list[Place]] = defaultdict(list)
    for place in places:
        groups[reigning[place.pk][-1].level].append(place)
    return groups


def _in_force_since(duty: Duty, reigning: Sequence[Reign], adopted_from: date) -> date:
    """The first day of the unbroken run of levels at which the duty is in force."""
    if duty.level == "all":
        return adopted_from
    since = reigning[-1].since
    for reign in reversed(reigning):
        if not duty.in_force_at(reign.level):
            break
        since = reign.since
    return since


def _met_since(item: Due, place: Place, overlay: Overlay | None, conditions: Conditions) -> date | None:
    """The day from which a zone meets the duty's condition; a condition met otherwise cuts no period."""
    if item.condition is not ConditionState.MET or overlay is None or item.duty.condition is None:
        return None
    return conditions.since(overlay.conditions.get(item.duty.condition), place)


def _responsible(item: Due, place: Place, province: Place, who: dict[tuple[str, int], Agency]) -> Agency | None:
    """The performing agency where the plan names one, else the accountable one: at the place, else the province."""
    for agency in (*item.performers, item.agency):
        for where in (place.pk, province.pk):
            if holder := who.get((agency.role, where)):
                return holder
    return None


def _obligation(
    adopted: AdoptedPlan, item: Due, place: Place, agency: Agency | None, begins: date, starts: date, ends: date
) -> Obligation:
    """`begins` to `ends` is the whole period; `starts` is the first day of it at which the duty is in force."""
    number = _number(item)
    if number is not None and starts > begins:
        number = share(number, (ends - starts).days + 1, (ends - begins).days + 1)
    return Obligation(
        plan=adopted,
        duty=item.duty.id,
        place=place,
        agency=agency,
        level=item.level or "",
        timing=item.timing.value,
        modality=item.duty.modality.value,
        starts=starts,
        ends=ends,
        due_at=_last_moment(item, ends),
        min=number,
        target=item.expects.target,
        max=item.expects.max,
    )


def _period(item: Due, adopted: AdoptedPlan, day: date) -> tuple[date, date]:
    """The plan's own period; a week for what the plan gives no number or clock: nobody proves those every day."""
    if item.due_at is None:
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    return item.period.start or adopted.adopted_from, item.period.end or day


def _number(item: Due) -> int | None:
    """What must be reached, or None where the plan gives neither number nor clock, or its condition is unknown."""
    if item.due_at is None or item.condition is ConditionState.UNKNOWN:
        return None
    return item.expects.min or 1


def _last_moment(item: Due, ends: date) -> datetime:
    if item.due_at is None:
        return end_of(ends)
    return (item.due_at - A_MOMENT if item.due_strictly_before else item.due_at).astimezone(VIETNAM)


def end_of(day: date) -> datetime:
    """The last moment of a day in Vietnam."""
    return datetime.combine(day, time.max, VIETNAM)


def _close_what_is_no_longer_in_force(adopted: AdoptedPlan, in_force: set[tuple[str, int, date]], day: date) -> None:
    last = day - timedelta(days=1)
    for obligation in _running(adopted, day).filter(starts__lt=day).select_for_update():
        if (obligation.duty, obligation.place_id, obligation.starts) in in_force:
            continue
        days = (obligation.ends - obligation.starts).days + 1
        if obligation.min is not None:
            obligation.min = share(obligation.min, (last - obligation.starts).days + 1, days)
        obligation.ends, obligation.due_at = last, end_of(last)
        obligation.save(update_fields=["ends", "due_at", "min"])
