"""Words and signs for the public pages: days, hours and figures as the page's language writes them."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from vungxanh import clock
from vungxanh.figures.models import Indicator
from vungxanh.pictures import emblem as signs
from vungxanh.portal import words
from vungxanh.portal.read.levels import LevelShown
from vungxanh.text import numbers

register = template.Library()

ROOMS = (
    ("portal:home", gettext_lazy("Today")),
    ("portal:figures", gettext_lazy("Figures")),
    ("portal:map", gettext_lazy("Map")),
    ("portal:messages", gettext_lazy("Messages")),
    ("portal:plan", gettext_lazy("The plan")),
    ("portal:account", pgettext_lazy("of what was done", "Account")),
    ("portal:about", gettext_lazy("About")),
)


def language() -> numbers.Language:
    return "en" if get_language() == "en" else "vi"


@register.filter
def day(value: date | None) -> str:
    return numbers.day(value, language()) if value else ""


@register.filter
def short_day(value: date) -> str:
    """ "5/1" in Vietnamese, "5 Jan" in English: for axes and narrow tables."""
    return f"{value.day} {value:%b}" if language() == "en" else f"{value.day}/{value.month}"


@register.filter
def month(value: date) -> str:
    return f"{value:%B %Y}" if language() == "en" else f"Tháng {value.month}/{value.year}"


@register.filter
def moment(value: datetime | None) -> str:
    return numbers.moment(value.astimezone(clock.VIETNAM), language()) if value else ""


@register.filter
def figure(value: int | None) -> str:
    """A figure, or the words "not reported". A missing report is never shown as zero."""
    return _("not reported") if value is None else numbers.number(value, language())


@register.filter
def quantity(value: str | None) -> str:
    """What a level's rule read, which may be a rate: "3.368", "12,5"."""
    return "—" if value is None else numbers.number(Decimal(value), language())


@register.filter
def parted(breakdown: str) -> str:
    """How the parts of a whole are told from one another; a province's own word says nothing to the public."""
    return str(words.PARTED.get(breakdown, ""))


@register.filter
def indicator(one: Indicator) -> str:
    return one.name


@register.filter
def sign(level: LevelShown) -> SafeString:
    return signs.emblem(level.order, level.sign)


@register.filter
def zone_sign(rank: int) -> SafeString:
    """The shape of a zone; its words always stand beside it."""
    return signs.emblem(rank, "\u00a0" if rank else "")


@register.filter
def level_class(level: LevelShown | None) -> str:
    return f"lv-{signs.rank(level.order)}" if level else ""


@register.filter
def verbatim_lang(level: LevelShown) -> SafeString:
    """lang="vi" where the plan's own Vietnamese label is printed on an English page."""
    return format_html(' lang="vi"') if language() == "en" and level.name == level.label else SafeString("")


@register.simple_tag(takes_context=True)
def same_page_in(context: template.Context, code: str) -> str:
    """The address of this page in the other language, query included."""
    request: HttpRequest | None = context.get("request")
    return translate_url(request.get_full_path(), code) if request else "/"


@register.simple_tag
def is_exercise() -> bool:
    return clock.is_exercise()


@register.filter
def theme_name(key: str) -> str:
    return words.theme(key)


@register.simple_tag
def rooms() -> tuple[tuple[str, object], ...]:
    """The pages of the navigation: (address name, label)."""
    return ROOMS
