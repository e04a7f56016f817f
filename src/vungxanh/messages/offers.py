"""Which ready words fit: a theme, a level and whom they are for. What is written for an audience comes before what is
written for everybody, and what names the level stands in place of what fits every level."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from vungxanh.messages.blanks import named
from vungxanh.messages.bound import FACTS
from vungxanh.messages.models import MessageTemplate


class NoTemplate(Exception):
    """No template fits the theme and level. An editor writes one, or the duty is done without this system."""

    code = "no-template"

    def __init__(self, theme: str, level: str) -> None:
        super().__init__(
            _("There is no template for theme “%(theme)s” at level “%(level)s”; an administrator writes one first.")
            % {"theme": theme, "level": level or "–"}
        )


@dataclass(frozen=True, slots=True)
class Offer:
    """`facts`: keys of the facts that its words need besides the figures. `own`: written for the audience asked for."""

    template: MessageTemplate
    own: bool
    facts: tuple[str, ...]


def offers(themes: Sequence[str], level: str, audience: str) -> list[Offer]:
    """What can be said to the audience at the level, in the order of `themes`. One query.

    Every template written for the audience itself, then the one for everybody; none where a theme has no words.
    """
    fitting = list(MessageTemplate.objects.filter(Q(levels=[]) | Q(levels__contains=[level]), theme__in=themes))
    return [
        Offer(one, one.audience == audience, _facts(one))
        for theme in themes
        for one in _of_one_theme([each for each in fitting if each.theme == theme], audience)
    ]


def template_for(theme: str, level: str, audience: str = "") -> MessageTemplate:
    """The first of the offers. Raises NoTemplate."""
    found = offers([theme], level, audience)
    if not found:
        raise NoTemplate(theme, level)
    return found[0].template


def spoken_to(audiences: Iterable[str]) -> str:
    """The first of the audiences that ready words are written for; the first one where there are none; "" for none."""
    asked = tuple(audiences)
    known = set(MessageTemplate.objects.filter(audience__in=asked).values_list("audience", flat=True))
    return next((one for one in asked if one in known), (*asked, "")[0])


def _of_one_theme(fitting: list[MessageTemplate], audience: str) -> Iterator[MessageTemplate]:
    own = _closest(one for one in fitting if one.audience == audience)
    yield from own
    yield from (one for one in _closest(fitting)[:1] if one not in own)


def _closest(templates: Iterable[MessageTemplate]) -> list[MessageTemplate]:
    """Those that name the level; where none does, those for every level. By their keys."""
    found = sorted(templates, key=lambda one: one.key)
    return [one for one in found if one.levels] or found


def _facts(template: MessageTemplate) -> tuple[str, ...]:
    words = f"{template.subject_vi} {template.long_vi} {template.short_vi}"
    return tuple(sorted({*named(words)} & FACTS.keys()))
