"""The register's lines, one a unit, hundreds of them: written at once, as a template takes five times as long."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.template.defaultfilters import capfirst
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from vungxanh.desk.templatetags.desk import owes_words
from vungxanh.figures.models import Reporter
from vungxanh.places.models import Place


@dataclass(frozen=True, slots=True)
class Unit:
    """A place that could owe figures, and the row that says it does."""

    place: Place
    reporter: Reporter | None


def lines(units: Iterable[Unit], *, may_keep: bool, ticked: Collection[int]) -> SafeString:
    """What each owes: whoever keeps the register changes it there, and ticks who owes nothing yet."""
    change = reverse("desk:reporter_edit", args=[0]).rsplit("/0/", 1)  # one address, with each row put in
    said = (_keeper(unit, change, unit.place.pk in ticked) if may_keep else _reader(unit) for unit in units)
    return format_html_join("\n", '<li class="vx-row">{}</li>', ((line,) for line in said))


def _keeper(unit: Unit, change: list[str], ticked: bool) -> SafeString:
    name = capfirst(unit.place.full_name)
    if unit.reporter:
        before, after = change
        link = '<a class="vx-row__title" href="{}/{}/{}">{}</a><span class="vx-soft">{}</span>'
        return format_html(link, before, unit.reporter.pk, after, name, owes_words(unit.reporter))
    choice = '<label class="vx-choice"><input type="checkbox" name="place" value="{}"{}> {}</label>'
    return format_html(choice, unit.place.pk, mark_safe(" checked") if ticked else "", name)


def _reader(unit: Unit) -> SafeString:
    name = capfirst(unit.place.full_name)
    if unit.reporter:
        row = '<span class="vx-row__title">{}</span><span class="vx-soft">{}</span>'
        return format_html(row, name, owes_words(unit.reporter))
    return format_html('<span>{}</span><span class="vx-soft">{}</span>', name, _("owes nothing"))
