"""Small pieces that every screen shares: a level with its shape, a state in words, a bar with its numbers."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django import template
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from vungxanh.clock import VIETNAM
from vungxanh.desk import words
from vungxanh.desk.reports import Cell
from vungxanh.dispatch.models import Step
from vungxanh.duties.compliance import Tally
from vungxanh.duties.models import State as DutyState
from vungxanh.figures.models import Indicator, Reporter
from vungxanh.figures.reporters import Standing, State
from vungxanh.levels.history import Stay
from vungxanh.levels.shown import zone_name
from vungxanh.places.models import Tier
from vungxanh.plan import Duty, Level
from vungxanh.text.numbers import number as written

register = template.Library()
MINUTE, HOUR, DAY = 60, 3600, 24


@register.inclusion_tag("desk/_level.html")
def level(shown: Level | None, large: bool = False) -> dict[str, Any]:
    if shown is None:
        return {"name": _("no level declared"), "tone": "none", "sign": "?", "large": large}
    sign = str(shown.order) if shown.order else ""
    return {"name": words.level_name(shown), "tone": words.level_tone(shown), "sign": sign, "large": large}


@register.inclusion_tag("desk/_level.html")
def zone_sign(stay: Stay) -> dict[str, Any]:
    return zone_choice(stay.grave, zone_name(stay))


@register.inclusion_tag("desk/_level.html")
def zone_choice(grave: int, name: str) -> dict[str, Any]:
    """A zone by its shape and colour, as levels have them; the words always stand beside."""
    return {"name": name, "tone": grave, "sign": "\u00a0" if grave else "", "large": False}


@register.inclusion_tag("desk/_state.html")
def state(key: str) -> dict[str, Any]:
    return {"words": DutyState(key).label, "tone": words.TONES[DutyState(key)]}


@register.inclusion_tag("desk/_bar.html")
def bar(done: int, least: int, tone: str = "") -> dict[str, Any]:
    share = 100 if not least else min(100, 100 * done // least)
    return {"done": done, "least": least, "share": share, "tone": tone or ("good" if done >= least else "busy")}


@register.simple_tag
def sign(state: str) -> str:
    return words.TONES[DutyState(state)]


@register.filter
def of(tally: Tally, state: str) -> int:
    return tally.of(state)


@register.filter
def timing(key: str) -> str:
    return str(words.TIMINGS.get(key, key))  # type: ignore[call-overload]


@register.filter
def kind(key: str) -> str:
    return str(words.KINDS.get(key, key))  # type: ignore[call-overload]


@register.filter
def modality(key: str) -> str:
    return str(words.MODALITIES.get(key, key))  # type: ignore[call-overload]


@register.filter
def theme(key: str) -> str:
    return str(words.THEMES.get(key, key))


@register.filter
def many(value: int) -> str:
    """A number as the language of the screen writes it: "3.600.000", "3,600,000"."""
    return written(value, "en" if get_language() == "en" else "vi")


@register.filter
def quantity(value: str) -> str:
    """What a level's rule read, which may be a rate: "3.368", "12,5"."""
    return written(Decimal(value), "en" if get_language() == "en" else "vi")


@register.filter
def known(value: int | None) -> str:
    """The same, and a dash for what was not reported."""
    return "–" if value is None else many(value)


@register.filter
def ago(seconds: int) -> str:
    """How long ago somebody was seen: seconds below two minutes, then minutes, then hours."""
    if seconds < 2 * MINUTE:
        return ngettext("%(n)d second ago", "%(n)d seconds ago", seconds) % {"n": seconds}
    if seconds < 2 * HOUR:
        return _("%(n)d minutes ago") % {"n": seconds // MINUTE}
    return _("%(n)d hours ago") % {"n": seconds // HOUR}


@register.filter
def lasting(minutes: int) -> str:
    """ "12 minutes"; from two hours on "23 h 21 min", from two days on "3 days 4 h"."""
    if minutes < 2 * MINUTE:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    hours, rest = divmod(minutes, MINUTE)
    if hours < 2 * DAY:
        return _("%(hours)d h %(minutes)02d min") % {"hours": hours, "minutes": rest}
    return _("%(days)d days %(hours)d h") % {"days": hours // DAY, "hours": hours % DAY}


@register.filter
def in_minutes(wait: timedelta) -> int:
    return int(wait.total_seconds()) // MINUTE


@register.filter
def less(whole: int, part: int) -> int:
    return whole - part


@register.filter
def step_words(step: Step) -> str:
    return str(words.STEPS.get(step.kind) or step.get_kind_display())


@register.filter
def line_name(name: str) -> str:
    """An account's name; those of an exercise are said in the language of the screen."""
    return str(words.LINES.get(name, name))


@register.filter
def called(shown: Level) -> str:
    return words.level_name(shown)


@register.filter
def indicator(shown: Indicator) -> str:
    """An indicator's name in the language of the screen."""
    return words.indicator_name(shown)


@register.filter
def change(cell: Cell) -> str:
    """ "+12", "−3", "±0" against the day before; blank where there is nothing to compare with."""
    if cell.reported is None or cell.before is None:
        return ""
    difference = cell.reported - cell.before
    sign = "±" if not difference else "+" if difference > 0 else "−"
    return sign + many(abs(difference))


@register.filter
def standing_tone(state: State) -> str:
    return words.STANDING_TONES[state]


@register.filter
def in_order(counted: Mapping[State, int]) -> list[tuple[State, int]]:
    """What is missing first, what is there last; states in which nobody is are left out."""
    return [(state, counted[state]) for state in words.STANDING_TONES if counted.get(state)]


@register.filter
def asked_words(shown: Indicator) -> str:
    """ "Province, Commune": whose form asks for it, the larger ones first."""
    return ", ".join(str(tier.label) for tier in Tier if tier in shown.asked_of)


@register.filter
def owing(units: Sequence[Any]) -> int:
    return sum(unit.reporter is not None for unit in units)


@register.filter
def standing_words(one: Standing) -> str:
    """ "missing", "silent for 4 days"; said here and not in the template, which may have six hundred lines of it."""
    if one.silent_days > 1:
        return ngettext("silent for %(n)d day", "silent for %(n)d days", one.silent_days) % {"n": one.silent_days}
    return str(one.state.label)


@register.filter
def hour_words(one: Standing) -> str:
    """When it was reported, or when it is due."""
    if one.sheet is not None:
        return f"{one.sheet.first_at.astimezone(VIETNAM):%H:%M}"
    return _("due %(at)s") % {"at": f"{one.due:%H:%M}"}


@register.filter
def reminded_words(at: datetime | None) -> str:
    return " · " + _("reminded %(at)s") % {"at": f"{at.astimezone(VIETNAM):%H:%M}"} if at else ""


@register.filter
def owes_words(reporter: Reporter) -> str:
    said = _("by %(at)s, since %(since)s") % {"at": f"{reporter.due:%H:%M}", "since": f"{reporter.valid_from:%d/%m/%Y}"}
    if reporter.valid_to is None:
        return said
    return f"{said} {_('until %(last)s') % {'last': f'{reporter.valid_to:%d/%m/%Y}'}}"


@register.filter
def at_key(found: Mapping[int, Any], key: int) -> Any:
    return found.get(key)


@register.filter
def time_left(until: datetime, now: datetime) -> str:
    """ "6 h 47 min"; days where there are any."""
    minutes = max(0, int((until - now).total_seconds()) // 60)
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    if days:
        return _("%(days)d days %(hours)d h") % {"days": days, "hours": hours}
    return _("%(hours)d h %(minutes)02d min") % {"hours": hours, "minutes": rest}


@register.filter
def share(tally: Tally) -> str:
    """ "87 %" done in time, among what could be judged; a dash where nothing could."""
    return "–" if tally.on_time_share is None else f"{100 * tally.on_time_share:.0f} %"


@register.filter
def cadence(duty: Duty) -> str:
    """What the system understood of the plan's words: "at least 4, at most 6 a day, by 17:00"."""
    parsed = duty.cadence
    if parsed is None:
        return _("before %(day)s") % {"day": f"{duty.deadline:%d/%m/%Y}"} if duty.deadline else ""
    numbers = ((_("at least %s"), parsed.min), (_("target %s"), parsed.target), (_("at most %s"), parsed.max))
    said = [words_ % written(value, "vi") for words_, value in numbers if value is not None]
    period = str(words.PERIODS[parsed.every])
    said = [f"{', '.join(said)} {period}" if said else period]
    if parsed.by:
        said.append(_("by %(hour)s") % {"hour": f"{parsed.by:%H:%M}"})
    if parsed.before:
        moment = f"{parsed.before:%H:%M}" if hasattr(parsed.before, "hour") else f"{parsed.before:%d/%m/%Y}"
        said.append(_("before %(day)s") % {"day": moment})
    if parsed.within is not None:
        minutes = int(parsed.within.total_seconds() // 60)
        said.append(_("within %(minutes)d minutes") % {"minutes": minutes} if minutes else _("at once"))
    if duty.deadline:
        said.append(_("before %(day)s") % {"day": f"{duty.deadline:%d/%m/%Y}"})
    return ", ".join(said)


@register.filter
def audience_name(key: str, names: Mapping[str, str]) -> str:
    return names.get(key, key)
