"""Tells the people of a reporting unit, before the hour, that its figures are not in: each once an hour, by e-mail.

A row says that a reminder goes out before it goes, and is taken back when the mail server refuses: killed in between,
somebody is told an hour later, never twice. Nothing is sent once the hour has come; then the missing are listed.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.charset import QP, Charset
from smtplib import SMTPException

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vungxanh.agencies.models import Membership, User, Verb
from vungxanh.places.models import Place

from .models import Reminder
from .reporters import Standing, hour_of, standing

LEAD = timedelta(hours=1)  # nobody is reminded earlier than this before the figures are due
AGAIN_AFTER = timedelta(hours=1)
SEVEN_BITS = Charset("utf-8")  # every mail server takes it
SEVEN_BITS.body_encoding = QP

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Line:
    """Where reminders leave by: an open connection to a mail server, and who they come from."""

    connection: BaseEmailBackend
    sender: str
    form: str  # the address at which figures are reported


@dataclass(frozen=True, slots=True)
class Reminded:
    """`told`: mails the server took; `refused`: mails it did not take; `unreachable`: places with nobody to tell."""

    told: int
    refused: int
    unreachable: Sequence[Place]


def missing(province: Place, day: date, at: datetime) -> list[Standing]:
    """Who owes figures of `day` and has not sent them, in the order of the places."""
    return [one for one in standing(province, day, at) if not one.is_in]


def people_of(places: Iterable[Place], day: date) -> dict[int, list[User]]:
    """{place id: who may report its figures as a member there, and has an e-mail address}. One query."""
    found: dict[int, list[User]] = defaultdict(list)
    members = Membership.objects.on(day).filter(
        place__in=[place.pk for place in places],
        may__contains=[Verb.REPORT_FIGURES],
        user__is_active=True,
    )
    for membership in members.exclude(user__email="").select_related("user").order_by("user_id"):
        if membership.user not in found[membership.place_id]:
            found[membership.place_id].append(membership.user)
    return dict(found)


def remind(province: Place, at: datetime, line: Line) -> Reminded:
    """Tell whoever has not reported today and is due within the hour or over it. Nothing is sent after the hour."""
    day = at.date()
    if at >= hour_of(day):
        return Reminded(0, 0, [])
    late = [one for one in missing(province, day, at) if one.due - LEAD <= at]
    people = people_of([one.place for one in late], day)
    told = refused = 0
    for user, standings in _claimed(province, late, people, at).items():
        try:
            line.connection.send_messages([_letter(user, standings, line)])
            told += 1
        except (SMTPException, OSError) as problem:
            Reminder.objects.filter(place__in=[s.place for s in standings], day=day, user=user, at=at).delete()
            log.warning("A reminder was not taken by the mail server: %s", type(problem).__name__)
            refused += 1
    return Reminded(told, refused, [one.place for one in late if one.place.pk not in people])


@transaction.atomic
def _claimed(
    province: Place, late: Sequence[Standing], people: dict[int, list[User]], at: datetime
) -> dict[User, list[Standing]]:
    """Whom to tell about what now. The rows that say so are written here, one reminding at a time."""
    Place.objects.select_for_update(no_key=True).get(pk=province.pk)
    lately = set(
        Reminder.objects.filter(place__in=people, day=at.date(), at__gt=at - AGAIN_AFTER).values_list(
            "place_id", "user_id"
        )
    )
    found: dict[User, list[Standing]] = defaultdict(list)
    for one in late:
        for user in people.get(one.place.pk, []):
            if (one.place.pk, user.pk) not in lately:
                found[user].append(one)
    Reminder.objects.bulk_create(
        Reminder(place=one.place, day=at.date(), user=user, at=at) for user, ones in found.items() for one in ones
    )
    return found


def _letter(user: User, standings: Sequence[Standing], line: Line) -> EmailMessage:
    day = f"{standings[0].due:%d/%m/%Y}"
    if len(standings) == 1:
        subject = _("Figures of %(day)s: %(place)s has not reported yet") % {"day": day, "place": standings[0].place}
    else:
        said = ngettext(
            "Figures of %(day)s: %(number)d unit has not reported yet",
            "Figures of %(day)s: %(number)d units have not reported yet",
            len(standings),
        )
        subject = said % {"day": day, "number": len(standings)}
    owed = [_("%(place)s: due at %(hour)s") % {"place": s.place, "hour": f"{s.due:%H:%M}"} for s in standings]
    text = "\n".join([_("The figures of %s are not in yet.") % day, "", *owed, "", _("Report here:"), line.form])
    letter = EmailMessage(subject, text, line.sender, [user.email])
    letter.encoding = SEVEN_BITS
    return letter
