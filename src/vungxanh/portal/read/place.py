"""Which province this site speaks for."""

from datetime import date

from django.conf import settings

from vungxanh.places.models import Place, Tier


def province_shown(on: date) -> Place | None:
    """The province of this site as it was on that day, else as it last was. None while no places are loaded."""
    provinces = Place.objects.filter(code=settings.VUNGXANH_PROVINCE, tier=Tier.PROVINCE).order_by("-valid_from")
    return provinces.on(on).first() or provinces.filter(valid_from__lte=on).first() or provinces.first()
