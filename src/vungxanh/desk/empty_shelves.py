"""Wagtail's shell asks on every screen where its lists of images and documents are, also where those apps are not
installed. These two addresses answer that there is nothing (404), so that no upload screen has to exist."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path

SHELVES = ("images", "documents")


class EmptyShelf:
    """Just enough of an API endpoint to have an address."""

    class model:  # the router asks for this name
        pass

    @staticmethod
    def get_urlpatterns() -> list[URLPattern]:
        return [path("", nothing, name="listing")]


def nothing(request: HttpRequest) -> HttpResponse:
    raise Http404
