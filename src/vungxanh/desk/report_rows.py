"""The lines of reporting units, hundreds on a screen: written at once, as a template takes five times as long."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.template.defaultfilters import capfirst
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from vungxanh.desk.templatetags.desk import hour_words, reminded_words, standing_tone, standing_words
from vungxanh.figures.reporters import Standing

_SIDE = (
    '<span class="vx-duty__side"><span class="vx-state vx-state--{}">{}</span><span class="vx-soft">{}{}</span></span>'
)
_ROW = f'<li class="vx-row"><span class="vx-row__title">{{}}</span>{_SIDE}</li>'
_LINK = f'<li class="vx-row"><a class="vx-row__title" href="{{}}/{{}}/{{}}">{{}}</a>{_SIDE}</li>'

Said = tuple[str, str, str, str, str]


def rows(standings: Iterable[Standing], reminded: Mapping[int, datetime] | None = None) -> SafeString:
    """Each unit with where it stands, its hour, and when its people were last reminded ({place id: moment})."""
    return format_html_join("", _ROW, (_said(one, reminded or {}) for one in standings))


def links(standings: Iterable[Standing], day: date, reminded: Mapping[int, datetime] | None = None) -> SafeString:
    """The same, each leading to the unit's form of the day."""
    before, after = reverse("desk:report", args=[0, day]).rsplit("/0/", 1)  # one address, with each place put in
    said = ((before, one.place.pk, after, *_said(one, reminded or {})) for one in standings)
    return format_html_join("", _LINK, said)


def _said(one: Standing, reminded: Mapping[int, datetime]) -> Said:
    words, tone = standing_words(one), standing_tone(one.state)
    return capfirst(one.place.full_name), tone, words, hour_words(one), reminded_words(reminded.get(one.place.pk))
