"""The theme that was chosen for a day, and the order in which the desk offers themes because of it."""

from collections.abc import Sequence
from datetime import date

from vungxanh.levels.models import AdoptedPlan
from vungxanh.messages.models import DayTheme, MessageTemplate

SITUATION = "dien-bien-ngay"  # the day's first message is the situation, whatever else is chosen


def theme_of(adopted: AdoptedPlan, day: date) -> DayTheme | None:
    """The choice that holds on the day: the one made last."""
    return DayTheme.objects.filter(plan=adopted, first__lte=day, last__gte=day).first()


def in_order(themes: Sequence[str], chosen: str | None) -> tuple[str, ...]:
    """`themes` with the chosen one right after the situation. Pure."""
    if not chosen or chosen == SITUATION:
        return tuple(themes)
    others = [theme for theme in themes if theme not in (chosen, SITUATION)]
    first = [SITUATION] if SITUATION in themes else []
    return (*first, chosen, *others)


def themes_with_words() -> list[str]:
    """Themes that there is a template for."""
    return sorted(set(MessageTemplate.objects.values_list("theme", flat=True)))
