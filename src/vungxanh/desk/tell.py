"""Says what happened on the next screen, in Wagtail's message bar."""

from django.http import HttpRequest
from wagtail.admin import messages


def tell(request: HttpRequest, *sentences: str, good: bool = False) -> None:
    """Each sentence as one line: green when `good`, else to be noticed."""
    for sentence in sentences:
        (messages.success if good else messages.warning)(request, sentence)


def refuse(request: HttpRequest, *sentences: str) -> None:
    """Nothing was done, and why."""
    for sentence in sentences:
        messages.error(request, sentence)
