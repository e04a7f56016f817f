"""Turns a plan's list of agencies into dated rows: who holds which role, where, from when, by which document.

A role of the district or commune tier gets one agency per unit. Loading again adds nothing. What ends with the
units of 2021 ends on their last day; what is known of the time after comes from `reform_2025.yaml`.
"""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from django.db import transaction

from vungxanh.places.models import Place

from .local_names import local_name
from .models import Agency, RoleHolding
from .reform import carry_over


class PlanAgency(Protocol):
    """An agency as a plan names it: `name` as printed, `role` a province-neutral key."""

    @property
    def name(self) -> str: ...
    @property
    def role(self) -> str: ...


class NamesAgencies(Protocol):
    """The part of a `plan.Plan` that this room needs."""

    @property
    def agencies(self) -> Iterable[PlanAgency]: ...


def load_agencies(province: Place, plan: NamesAgencies, *, valid_from: date, document: str) -> None:
    """Store the holders of every role of `plan` in `province` from `valid_from`, to the province's last day.

    The reform's holders follow when the successor province is loaded.
    """
    with transaction.atomic():
        places = {tier: list(Place.objects.within(province).filter(tier=tier)) for tier in ("district", "commune")}
        held = [
            (agency.role, name, place)
            for agency in plan.agencies
            for name, place in _at_each_place(agency, province, places)
        ]
        known = _store(province, {(name, place.pk) for _, name, place in held})
        RoleHolding.objects.bulk_create(
            [
                RoleHolding(
                    role=role,
                    agency_id=known[name, place.pk],
                    province=province,
                    valid_from=valid_from,
                    valid_to=province.valid_to,
                    document=document,
                )
                for role, name, place in held
            ],
            ignore_conflicts=True,
        )
        carry_over(province)


def _at_each_place(agency: PlanAgency, province: Place, places: dict[str, list[Place]]) -> Iterable[tuple[str, Place]]:
    local = local_name(agency.role)
    if local is None:
        return [(agency.name, province)]
    return [(local.at(place, agency.name), place) for place in places[local.tier]]


def _store(province: Place, wanted: set[tuple[str, int]]) -> dict[tuple[str, int], int]:
    """Agency ids by (name, place id), creating those not there yet."""
    Agency.objects.bulk_create(
        [Agency(name=name, province=province, place_id=place) for name, place in sorted(wanted)],
        ignore_conflicts=True,
    )
    rows = Agency.objects.filter(province=province).values_list("name", "place_id", "pk")
    return {(name, place): pk for name, place, pk in rows}
