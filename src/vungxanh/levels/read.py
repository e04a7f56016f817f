"""Which plan a province runs, and which level is in force where on a day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from django.db.models import Q

from vungxanh.levels.history import Reign, reigns
from vungxanh.levels.models import AdoptedPlan, Declaration
from vungxanh.places.models import Place
from vungxanh.places.read import line_of
from vungxanh.plan import Local, Overlay, Plan, Rule, Tier, load_overlay, load_plan, rule_for


def adopted_plan(place: Place, on: date) -> AdoptedPlan | None:
    """The plan that `place` had adopted latest on that day."""
    return AdoptedPlan.objects.filter(place=place, adopted_from__lte=on).order_by("-adopted_from", "-pk").first()


def plan_of(adopted: AdoptedPlan) -> Plan:
    return _plan(adopted.sha256, adopted.plan_id, adopted.text)


def overlay_of(adopted: AdoptedPlan) -> Overlay | None:
    if not adopted.overlay_text:
        return None
    return _overlay(adopted.sha256, plan_of(adopted), adopted.overlay_text)


def declarations(adopted: AdoptedPlan, place: Place, until: date) -> Sequence[Declaration]:
    """What was declared for `place` itself, oldest first, in force by `until`."""
    return list(
        Declaration.objects.filter(plan=adopted, place=place, valid_from__lte=until).order_by("valid_from", "pk")
    )


def declaration_on(place: Place, day: date) -> Declaration | None:
    """The declaration in force for `place`: its own, or the nearest one above it. None: nothing is in force."""
    codes = place.path.split("/")
    above = Place.objects.filter(code__in=codes, valid_from=place.valid_from).values_list("pk", flat=True)
    in_force = (
        Declaration.objects.filter(_covers(day), place__in=list(above))
        .select_related("place", "plan")
        .order_by("-valid_from", "-pk")
    )
    return max(in_force, key=lambda d: (len(d.place.path), d.valid_from, d.pk), default=None)


def levels_on(places: Iterable[Place], day: date) -> dict[int, Declaration]:
    """{place id: declaration in force} for places of one province and time; absent where nothing is. One query."""
    places = list(places)
    paths = {path for place in places for path in line_of(place)}
    valid_from = {place.valid_from for place in places}
    latest = (
        Declaration.objects.filter(_covers(day), place__path__in=paths, place__valid_from__in=valid_from)
        .select_related("place")
        .order_by("place_id", "-valid_from", "-pk")
        .distinct("place_id")
    )
    declared = {d.place.path: d for d in latest}
    nearest = {place.pk: next((declared[p] for p in line_of(place) if p in declared), None) for place in places}
    return {pk: declaration for pk, declaration in nearest.items() if declaration is not None}


def reigns_of(place: Place, upto: date) -> list[Reign]:
    """What was in force at `place` up to that day, oldest first, declared there or above. One query."""
    line = line_of(place)
    above = Declaration.objects.filter(place__path__in=line, place__valid_from=place.valid_from, valid_from__lte=upto)
    made: dict[str, list[Declaration]] = defaultdict(list)
    for declaration in above.select_related("place", "plan", "declared_by").order_by("valid_from", "pk"):
        made[declaration.place.path].append(declaration)
    return reigns([made[path] for path in line], upto)


def rule_of(adopted: AdoptedPlan, tier: str) -> Rule | None:
    """The adopted rule that is meant for places of this tier. None: none is, as for a site."""
    return rule_for(plan_of(adopted), overlay_of(adopted), Tier(tier)) if tier in set(Tier) else None


def rule_as_written(adopted: AdoptedPlan, rule_at: str) -> str:
    """The lines of the plan or overlay that a proposal's rule stands in, with nothing changed; "" when not known."""
    file, _, line = rule_at.rpartition(":")
    overlay = overlay_of(adopted)
    text = adopted.overlay_text if overlay and _rule_in(overlay.rule, overlay.local, line) else adopted.text
    lines = text.splitlines()
    if not file or not line.isdecimal() or not 0 < int(line) <= len(lines):
        return ""
    first = int(line) - 1
    while first > 0 and not lines[first].lstrip().startswith(("rule:", "items:")):
        first -= 1
    indent = len(lines[first]) - len(lines[first].lstrip())
    last = first + 1
    while last < len(lines) and (not lines[last].strip() or len(lines[last]) - len(lines[last].lstrip()) > indent):
        last += 1
    return "\n".join(row[indent:] for row in lines[first:last]).rstrip()


def _rule_in(rule: Rule | None, local: Local | None, line: str) -> bool:
    return line in {str(written.line) for written in (rule, local.rule if local else None) if written}


def _covers(day: date) -> Q:
    return Q(valid_to__isnull=True, valid_from__lte=day) | Q(valid_to__gte=day, valid_from__lte=day)


@lru_cache(maxsize=32)
def _plan(sha256: str, plan_id: str, text: str) -> Plan:
    return load_plan(text.encode(), f"{plan_id}.yaml")


def wave_start(adopted: AdoptedPlan) -> date | None:
    """The day from which the adopting province counts its wave, when its overlay counts since a day."""
    overlay = overlay_of(adopted)
    return next((m.since for m in overlay.inputs if m.since), None) if overlay else None


@lru_cache(maxsize=32)
def _overlay(sha256: str, plan: Plan, text: str) -> Overlay:
    return load_overlay(text.encode(), plan, f"{plan.id}.yaml")
