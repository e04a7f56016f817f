"""Sets the stage for a replay: places, agencies, indicators, templates, the cast, and the plan adopted on day one."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction

from vungxanh.agencies.load import load_agencies
from vungxanh.agencies.models import User
from vungxanh.clock import VIETNAM
from vungxanh.exercise.cast import engage, subscribe
from vungxanh.exercise.facts import record_facts
from vungxanh.exercise.models import Replay
from vungxanh.exercise.units import name_units
from vungxanh.figures.indicators import load_indicators
from vungxanh.levels.adopt import adopt
from vungxanh.levels.declare import declare
from vungxanh.levels.models import AdoptedPlan
from vungxanh.levels.read import overlay_of, plan_of
from vungxanh.messages.load import load_desk
from vungxanh.places.load import load_places
from vungxanh.places.models import Place
from vungxanh.places.read import province
from vungxanh.plan import load_plan
from vungxanh.text.fold import fold

MORNING = time(6)


@dataclass(frozen=True, slots=True)
class Scene:
    replay: Replay
    adopted: AdoptedPlan
    province: Place
    people: dict[str, User]


class OtherProvince(Exception):
    """A plan is replayed in the province it was written for. Name that province's code with --province."""

    code = "other-province"

    def __init__(self, written_for: str, place: str) -> None:
        super().__init__(f"The plan was written for {written_for}, not for {place}; name its code with --province.")


@transaction.atomic
def set_scene(plan_text: str, overlay_text: str, province_code: str, first: date, last: date) -> Scene:
    """Everything a replay needs, once. Setting the same scene again changes nothing.

    The overlay's opening level, if it has one, is declared by the committee on its first day.
    """
    if not Place.objects.filter(code=province_code).exists():
        load_places([province_code])
    load_indicators()
    load_desk()
    place = province(province_code, first)
    at = datetime.combine(first, MORNING, VIETNAM)
    written_for = load_plan(plan_text.encode(), "plan").header.province
    if fold(written_for) != fold(place.name):
        raise OtherProvince(written_for, place.name)
    adopted = adopt(place, plan_text, overlay_text, document=f"Diễn tập {first.year}", adopted_from=first)
    load_agencies(place, plan_of(adopted), valid_from=first, document=plan_of(adopted).header.title)
    people = engage(place, first)
    subscribe(place, first, at)
    name_units(place, first)
    record_facts(place, first, by=people["info"], at=at)
    overlay = overlay_of(adopted)
    if overlay and overlay.opening:
        declare(
            adopted,
            place,
            overlay.opening.level,
            document=document_number(0, first),
            valid_from=max(first, overlay.opening.since),
            by=people["committee"],
            at=at,
        )
    replay, _ = Replay.objects.get_or_create(plan=adopted, first_day=first, last_day=last)
    return Scene(replay, adopted, place, people)


def document_number(n: int, day: date) -> str:
    """The number of a declaration in an exercise, marked so that nobody takes it for a real one."""
    return f"DT-{n:02d}/{day.year}/QĐ-BCĐ (diễn tập)"
