"""The home screen: the day, the level in force, and what waits for this person, each with one button."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component

from vungxanh.agencies.models import Verb
from vungxanh.desk.duty_lines import ending_today
from vungxanh.desk.order import is_sent_by_us
from vungxanh.desk.page import exercise
from vungxanh.desk.proposals import Reading, waiting_proposal
from vungxanh.desk.report import own_standings
from vungxanh.desk.reports import days, open_drafts
from vungxanh.desk.seat import Seat, take_seat
from vungxanh.desk.standing import Standing, having
from vungxanh.desk.to_redraft import to_redraft
from vungxanh.desk.to_say import unwritten
from vungxanh.desk.words import level_name
from vungxanh.figures.reporters import standing
from vungxanh.levels.read import declaration_on
from vungxanh.messages.articles import is_approved
from vungxanh.messages.models import Article, Message
from vungxanh.places.read import UnknownPlace


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that asks for this person. Without a button it waits for somebody else."""

    icon: str
    title: str
    sentence: str
    url: str
    button: str = ""
    urgent: bool = False


class TodayPanel(Component):  # type: ignore[misc]
    """Takes the place of Wagtail's panels."""

    name = "today"
    template_name = "desk/today.html"
    order = 10

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        try:
            seat = take_seat(self.request)
        except UnknownPlace as missing:
            return {"unready": str(missing), **exercise()}
        declaration = declaration_on(seat.province, seat.day)
        level = seat.plan.level(declaration.level) if declaration and seat.adopted else None
        return {
            "seat": seat,
            "declaration": declaration,
            "level": level,
            "waiting": list(waiting(seat)),
            "may_read": seat.anywhere(Verb.READ),
            "has_rights": any(seat.anywhere(verb) for verb in Verb),
            **exercise(),
        }


def waiting(seat: Seat) -> Iterator[Waiting]:
    """In the order of the loop: figures, level, messages, duties."""
    yield from _figures(seat)
    if seat.adopted is None:
        return
    yield from _level(seat)
    yield from _messages(seat)
    yield from _duties(seat)


def _figures(seat: Seat) -> Iterator[Waiting]:
    if not seat.may(Verb.REPORT_FIGURES) and seat.anywhere(Verb.REPORT_FIGURES):
        yield from _own_places(seat)
    if seat.may(Verb.REPORT_FIGURES):
        yield from _missing_units(seat)
        today = days(seat, seat.day, seat.day)[0]
        if not today.reported:
            url = reverse("desk:figures_enter", args=[seat.day])
            yield Waiting("table", _("Figures to report"), _("Nothing is reported for today yet."), url, _("Report"))
        elif not today.releases and not today.drafts:
            url = reverse("desk:figures_day", args=[seat.day])
            yield Waiting(
                "table",
                _("Figures to prepare"),
                _("Today's reports are in; nothing is prepared to sign."),
                url,
                _("Prepare"),
            )
        elif today.differs and not today.drafts:
            url = reverse("desk:release", args=[today.releases[0].pk])
            yield Waiting(
                "warning",
                _("Figures to correct"),
                _("A report differs from what was released."),
                url,
                _("Correct"),
                True,
            )
    if not seat.may(Verb.SIGN_RELEASE):
        return
    for draft in open_drafts(seat):
        url = reverse("desk:release_draft", args=[draft.pk])
        if draft.prepared_by_id == seat.user.pk:
            yield Waiting(
                "table", _("Waits for a second person"), _("You prepared these figures; somebody else signs."), url
            )
        else:
            said = _("Figures of %(day)s, prepared by %(who)s.")
            who = draft.prepared_by.get_full_name() or draft.prepared_by.get_username()
            yield Waiting(
                "table",
                _("Figures to sign"),
                said % {"day": f"{draft.day:%d/%m/%Y}", "who": who},
                url,
                _("Read and sign"),
                True,
            )


def _own_places(seat: Seat) -> Iterator[Waiting]:
    """What the officer of a commune, district or hospital has to report today."""
    owed = [one for one in own_standings(seat) if not one.is_in]
    if len(owed) == 1:
        said = _("%(place)s: due at %(hour)s.") % {"place": owed[0].place, "hour": f"{owed[0].due:%H:%M}"}
        url = reverse("desk:report", args=[owed[0].place.pk, seat.day])
        yield Waiting("table", _("Figures to report"), said[:1].upper() + said[1:], url, _("Report"), True)
    elif owed:
        said = ngettext("%(number)d unit has not reported", "%(number)d units have not reported", len(owed))
        url = reverse("desk:report_places")
        yield Waiting("table", _("Figures to report"), said % {"number": len(owed)}, url, _("Report"), True)


def _missing_units(seat: Seat) -> Iterator[Waiting]:
    if number := sum(not one.is_in for one in standing(seat.province, seat.day, seat.at)):
        said = ngettext("%(number)d unit has not reported", "%(number)d units have not reported", number)
        url = reverse("desk:figures_day", args=[seat.day])
        sentence = _("Who they are, and what else stands in the way of today's release.")
        yield Waiting("group", said % {"number": number}, sentence, url, _("Look"))


def _level(seat: Seat) -> Iterator[Waiting]:
    if not seat.may(Verb.DECLARE_LEVEL) or (proposal := waiting_proposal(seat)) is None:
        return
    reading = Reading(proposal, seat.plan)
    url = reverse("desk:levels")
    if reading.level is None:
        yield Waiting(
            "order", _("No level fits; a person must decide"), reading.reason, url, _("Look and decide"), True
        )
        return
    said = _("The rule proposes %(level)s. %(reason)s") % {"level": level_name(reading.level), "reason": reading.reason}
    yield Waiting("order", _("A level to decide"), said, url, _("Look and decide"), True)


def _messages(seat: Seat) -> Iterator[Waiting]:
    url = reverse("desk:messages")
    if seat.may(Verb.WRITE_MESSAGE):
        yield from _quoting_old_numbers(seat)
        if number := len(unwritten(seat)):
            title = ngettext("%(number)d message to write", "%(number)d messages to write", number)
            yield Waiting("edit", title % {"number": number}, _("Today's duties ask for them."), url, _("Write"))
        mine = [m for m in having(seat, Standing.RETURNED) if m.author_id == seat.user.pk]
        yield from _many(
            mine, _("Returned to you"), _("A second person asks for a change."), Standing.RETURNED, _("Change")
        )
        ready = [m for m in having(seat, Standing.APPROVED) if is_sent_by_us(seat, m)]
        yield from _many(ready, _("To send"), _("Approved and not sent yet."), Standing.APPROVED, _("Send"))
    if seat.may(Verb.APPROVE_MESSAGE):
        others = [m for m in having(seat, Standing.WAITING) if m.author_id != seat.user.pk]
        yield from _many(others, _("To approve"), _("Somebody waits for your eyes."), Standing.WAITING, _("Read"))
        yield from _articles(seat)


def _articles(seat: Seat) -> Iterator[Waiting]:
    """Guides and good examples that somebody else wrote, or changed after their approval."""
    written = seat.rows(Article.objects.exclude(author=seat.user), Verb.APPROVE_MESSAGE)
    found = [one for one in written if not is_approved(one)]
    if not found:
        return
    title = ngettext("%(n)d guide or example to approve", "%(n)d guides and examples to approve", len(found))
    url = reverse("desk:article", args=[found[0].pk]) if len(found) == 1 else reverse("desk:articles")
    yield Waiting("doc-full", title % {"n": len(found)}, _("Somebody waits for your eyes."), url, _("Read"), True)


def _quoting_old_numbers(seat: Seat) -> Iterator[Waiting]:
    for correction, number in to_redraft(seat):
        title = ngettext("%(n)d message quotes an old number", "%(n)d messages quote an old number", number)
        said = _("Release %(number)s corrected the figures of %(day)s.")
        words = {"number": correction, "day": f"{correction.day:%d/%m/%Y}"}
        url = reverse("desk:release_quoted", args=[correction.pk])
        yield Waiting("warning", title % {"n": number}, said % words, url, _("Write again"), True)


def _many(messages: list[Message], title: str, sentence: str, standing: Standing, button: str) -> Iterator[Waiting]:
    """One message opens itself; several open the list of them."""
    if not messages:
        return
    url = f"{reverse('desk:messages')}?standing={standing}"
    if len(messages) == 1:
        url = reverse("desk:message", args=[messages[0].pk])
    count = ngettext("%(number)d message", "%(number)d messages", len(messages)) % {"number": len(messages)}
    yield Waiting("mail", f"{title}: {count}", sentence, url, button, True)


def _duties(seat: Seat) -> Iterator[Waiting]:
    if not seat.anywhere(Verb.RECORD_EVIDENCE):
        return
    open_today = ending_today(seat)
    number = open_today.count()
    if not number:
        return
    next_due = open_today.order_by("due_at").values_list("due_at", flat=True)[0]
    left = next_due - seat.at
    hours, minutes = divmod(int(left.total_seconds()) // 60, 60)
    title = ngettext("%(number)d duty not done yet", "%(number)d duties not done yet", number) % {"number": number}
    said = _("They end today; the next in %(hours)d h %(minutes)02d min.") % {"hours": hours, "minutes": minutes}
    yield Waiting("tasks", title, said, reverse("desk:duties"), _("Open"))
