"""Approved and sent messages only. A message whose text is no longer the approved text is not shown at all."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from vungxanh.dispatch.models import Dispatch
from vungxanh.figures.models import Release
from vungxanh.messages.lock import fingerprint
from vungxanh.messages.models import Form, Message, Review, Variant
from vungxanh.places.models import Place


def published(place: Place, at: datetime) -> QuerySet[Message]:
    """Messages that a second person approved and that had left by that moment, newest first.

    What waits for its hour, or quotes a release that does, has not left.
    """
    approved = Review.objects.filter(message=OuterRef("pk"), verdict=Review.Verdict.APPROVED, reviewed_at__lte=at)
    left = Dispatch.objects.filter(
        Q(send_from__isnull=True) | Q(send_from__lte=at), message=OuterRef("pk"), created_at__lte=at
    )
    return (
        Message.objects.filter(Exists(approved), Exists(left), place=place, release__published_at__lte=at)
        .filter(Q(correction__isnull=True) | Q(correction__published_at__lte=at))
        .select_related("release", "place", "correction")
        .prefetch_related("variants", "dispatches")
        .order_by("-drafted_at", "-pk")
    )


def correction_of(message: Message, at: datetime) -> Release | None:
    """The latest release that corrected the figures which this message quotes, or None. The words stay as sent."""
    later = Release.objects.filter(place=message.place, day=message.day, published_at__lte=at)
    return later.filter(number__gt=message.release.number).order_by("number").last()


def successor_of(message: Message, at: datetime) -> Message | None:
    """The published message that was written instead of this one, after a correction; the last one of several."""
    found, last = published(message.place, at), None
    while (following := found.filter(replaces=last or message).first()) is not None:
        last = following
    return last


def intact(message: Message) -> bool:
    """True when the text is, to the code point, what was approved and sent."""
    return any(dispatch.sha256 == fingerprint(message) for dispatch in message.dispatches.all())


def variant_in(message: Message, language: str, form: Form = Form.LONG) -> Variant | None:
    """The variant in a language and form; else the Vietnamese one, which every message has; else any of that form."""
    variants = [v for v in message.variants.all() if v.form == form]
    for wanted in (language, "vi"):
        if found := next((v for v in variants if v.language == wanted), None):
            return found
    return variants[0] if variants else None
