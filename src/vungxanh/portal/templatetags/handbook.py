"""Where the province's handbook is, on the pages that offer it."""

from django import template
from django.urls import reverse

from vungxanh.places.models import Place
from vungxanh.portal.templatetags.portal import language
from vungxanh.renditions.handbook import MAKERS, handbook

register = template.Library()


@register.simple_tag
def handbook_files(place: Place | str) -> list[tuple[str, str]]:
    """(PDF or EPUB, address) in the page's language; none while no guide is approved in it. One query.

    `place`: "" on a page of a site that knows no place yet.
    """
    if not isinstance(place, Place) or handbook(place, language()) is None:
        return []
    return [(suffix.upper(), reverse("portal:handbook", args=[language(), suffix])) for suffix in MAKERS]
