"""What this site is, what it deliberately does not do, its licence, and how accessible it is."""

from django.http import HttpRequest, HttpResponse

from vungxanh.portal.pages import as_of, page, public
from vungxanh.portal.read.place import province_shown


@public
def about(request: HttpRequest) -> HttpResponse:
    return page(request, "about", "about", {"province": province_shown(as_of().date())})
