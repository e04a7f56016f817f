"""The theme that was chosen for a day, and the order in which themes are offered because of it."""

from collections.abc import Iterable, Sequence
from datetime import date

from vungxanh.levels.models import AdoptedPlan
from vungxanh.messages.models import DayTheme, MessageTemplate

# What the four plans call the day's situation; the day's first message tells it, whatever else is chosen.
SITUATIONS = ("dien-bien-ngay", "dien-bien-suc-khoe")
# What people ask for every day comes before the rest of a plan's themes: what to do, whom to call, what not to believe.
EVERY_DAY = (*SITUATIONS, "thong-diep", "duong-day-nong", "dau-moi-ho-tro", "tin-gia")


def theme_of(adopted: AdoptedPlan, day: date) -> DayTheme | None:
    """The choice that holds on the day: the one made last."""
    return DayTheme.objects.filter(plan=adopted, first__lte=day, last__gte=day).first()


def by_day(themes: Iterable[str]) -> tuple[str, ...]:
    """`themes` with what is asked for every day first; the rest as the plan has them. Pure."""
    given = tuple(themes)
    first = [theme for theme in EVERY_DAY if theme in given]
    return (*first, *(theme for theme in given if theme not in first))


def in_order(themes: Sequence[str], chosen: str | None) -> tuple[str, ...]:
    """`themes` with the chosen one right after the situation. Pure."""
    if not chosen or chosen in SITUATIONS:
        return tuple(themes)
    first = [theme for theme in themes if theme in SITUATIONS]
    return (*first, chosen, *(theme for theme in themes if theme != chosen and theme not in first))


def themes_with_words() -> set[str]:
    """Themes that there is a template for."""
    return set(MessageTemplate.objects.values_list("theme", flat=True))
