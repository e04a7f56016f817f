"""Finds units by code and day. A code means nothing without a day: the same code may be another unit later."""

from datetime import date

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext as _

from .models import Place, PlaceQuerySet, Tier


class UnknownPlace(ObjectDoesNotExist):
    """No such unit on that day."""


def province(code: str, on: date) -> Place:
    """The province with this GSO code on this day. Raises UnknownPlace, naming its successors when it had ended."""
    found = Place.objects.on(on).filter(tier=Tier.PROVINCE, code=code).first()
    if found is None:
        raise UnknownPlace(_why_not(code, on))
    return found


def communes(place: Place, on: date) -> PlaceQuerySet:
    """The communes of `place` on this day, itself included when it is one; none after its last day."""
    return Place.objects.on(on).within(place).filter(tier=Tier.COMMUNE)


def _why_not(code: str, on: date) -> str:
    ended = Place.objects.filter(tier=Tier.PROVINCE, code=code, valid_to__lt=on).order_by("-valid_to").first()
    if ended is None:
        return _("No province with the GSO code %(code)s is loaded for %(day)s. Run: vungxanh places load") % {
            "code": code,
            "day": on.isoformat(),
        }
    return _("%(place)s ended on %(day)s; it was followed by %(successors)s.") % {
        "place": ended.full_name,
        "day": ended.valid_to,
        "successors": ", ".join(f"{heir.full_name} ({heir.code})" for heir in ended.successors.all()) or "?",
    }


def line_of(place: Place) -> list[str]:
    """The paths of the place and of all above it, nearest first."""
    codes = place.path.split("/")
    return ["/".join(codes[:n]) for n in range(len(codes), 0, -1)]
