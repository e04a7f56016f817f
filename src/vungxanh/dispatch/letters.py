"""Gives each mail its own way out: the https address by which its reader stops being told with one click (RFC 8058).

Every mail has one, to the press and to agencies as well: each subscriber is told because of an agreement, and whoever
agreed may end it. Without a public address that works (settings.PUBLIC_URL) a mail offers the way by mail only.
"""

from collections.abc import Iterable
from dataclasses import replace

from django.conf import settings

from vungxanh.channels.port import MailBody, Submission
from vungxanh.dispatch.numbers import recipient_of
from vungxanh.dispatch.sql import rows
from vungxanh.subscribers.unsubscribe import address_for

LEAVE = "/huy-dang-ky/{token}/"  # the portal's page, which is a room above; a test holds them together

_WHO = "select id, subscriber_id from dispatch_recipient where id = any(%(recipients)s)"


def give_ways_out(letters: Iterable[Submission]) -> None:
    """Write each subscriber's own address into the mail that goes to them. One question for all of them."""
    by_recipient = {recipient_of(letter.key): letter for letter in letters} if settings.PUBLIC_URL else {}
    if not by_recipient:
        return
    for recipient, subscriber in rows(_WHO, recipients=list(by_recipient)):
        letter = by_recipient[recipient]
        letter.body = replace(letter.body, unsubscribe=way_out(letter.body, subscriber))


def way_out(body: MailBody, subscriber: int) -> str:
    """The address of the page on which `subscriber` leaves, in the language of the mail where the portal speaks it."""
    foreign = body.language in dict(settings.LANGUAGES) and body.language != settings.LANGUAGE_CODE
    prefix = f"/{body.language}" if foreign else ""
    return settings.PUBLIC_URL + prefix + LEAVE.format(token=address_for(subscriber))
