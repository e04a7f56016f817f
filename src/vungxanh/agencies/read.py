"""Who holds a role on a day. A role may be held by several agencies at one place; then `holders` gives the first
named by the plan, and `holders_of` gives them all."""

from datetime import date

from django.db.models import QuerySet

from vungxanh.places.models import Place

from .models import Agency, RoleHolding


def holders(province: Place, on: date) -> dict[tuple[str, int], Agency]:
    """{(role, place id): agency} for the whole province, in one query."""
    found: dict[tuple[str, int], Agency] = {}
    for holding in RoleHolding.objects.on(on).filter(province=province).select_related("agency").order_by("pk"):
        found.setdefault((holding.role, holding.agency.place_id), holding.agency)
    return found


def holders_of(role: str, place: Place, on: date) -> QuerySet[Agency]:
    """Every agency that holds `role` at `place` on this day, as the plan lists them."""
    holdings = RoleHolding.objects.on(on).filter(role=role, agency__place=place)
    return Agency.objects.filter(holdings__in=holdings).order_by("holdings__pk").distinct()
