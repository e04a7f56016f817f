"""Which plan a province runs, and which level is in force where on a day."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from vungxanh.levels.models import AdoptedPlan, Declaration
from vungxanh.places.models import Place
from vungxanh.plan import Overlay, Plan, load_overlay, load_plan


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
    """The declaration in force for `place`: its own, or the nearest one above it. None: nothing was declared."""
    codes = place.path.split("/")
    above = Place.objects.filter(code__in=codes, valid_from=place.valid_from).values_list("pk", flat=True)
    in_force = (
        Declaration.objects.filter(place__in=list(above), valid_from__lte=day)
        .select_related("place", "plan")
        .order_by("-valid_from", "-pk")
    )
    return max(in_force, key=lambda d: (len(d.place.path), d.valid_from, d.pk), default=None)


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
