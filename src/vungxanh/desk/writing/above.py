"""Where the writing desk stands in the house: the trail above its screens, and how a message is called there."""

from django.urls import reverse
from django.utils.translation import gettext as _

from vungxanh.desk.page import Step
from vungxanh.desk.words import THEMES
from vungxanh.messages.models import Message


def above() -> Step:
    return (_("Public messages"), reverse("desk:messages"))


def named(message: Message) -> str:
    return f"{THEMES.get(message.theme, message.theme)} · {message.day:%d/%m}"


def trail_to(message: Message) -> list[Step]:
    return [above(), (named(message), reverse("desk:message", args=[message.pk]))]
