"""Mails that came back, stored as receipts of the mails they speak of. Heard twice, a bounce changes nothing.

A mail is found by its number, which its Message-ID and its return path carry, and by the tag beside it, where the site
has a key that lasts. The bounced address is not compared: a forwarded mail comes back from an address that we never
wrote to. Nobody is unsubscribed by a bounce.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from vungxanh.channels.email.bounce import read_bounce
from vungxanh.channels.email.identity import read_message_id
from vungxanh.channels.kinds import ChannelKind
from vungxanh.channels.port import ReceiptNotice
from vungxanh.dispatch.mail_tags import fits
from vungxanh.dispatch.models import Answer, Attempt, Receipt
from vungxanh.dispatch.numbers import PLACE_BITS, place_of, recipient_of
from vungxanh.dispatch.record import Noticed, Said, record_answers, record_receipts

_IN_DOUBT = ("", Answer.UNKNOWN)


class Fate(StrEnum):
    """What was done with a mail that came in."""

    STORED = "stored"
    KNOWN = "known"
    NOT_THERE = "not-there"
    STRANGER = "stranger"
    NOTHING_FINAL = "nothing-final"


_SENTENCES = {
    Fate.STORED: _("Mail %(place)s of dispatch %(dispatch)s: %(state)s (%(code)s); stored."),
    Fate.KNOWN: _("Mail %(place)s of dispatch %(dispatch)s: %(state)s (%(code)s); known already."),
    Fate.NOT_THERE: _("Mail %(place)s of dispatch %(dispatch)s is not at a mail server now; nothing was stored."),
    Fate.STRANGER: _("It speaks of a mail that is not ours; nothing was stored."),
    Fate.NOTHING_FINAL: _("It says nothing final of a mail of ours; nothing was stored."),
}


@dataclass(frozen=True, slots=True)
class TakenIn:
    """`attempt` and `notice` are None where the mail speaks of nothing of ours."""

    fate: Fate
    attempt: int | None = None
    notice: ReceiptNotice | None = None

    @property
    def sentence(self) -> str:
        """What was done, for the person at the terminal, without an address."""
        if self.attempt is None or self.notice is None:
            return str(_SENTENCES[self.fate])
        recipient = recipient_of(self.attempt)
        return str(_SENTENCES[self.fate]) % {
            "place": place_of(recipient),
            "dispatch": recipient >> PLACE_BITS,
            "state": Receipt.State(str(self.notice.state)).label,
            "code": self.notice.code,
        }


def take_in(mail: bytes, at: datetime) -> TakenIn:
    """Read one mail and store what it says for good of one of ours. Raises only what the database raises."""
    notice = read_bounce(mail)
    return TakenIn(Fate.NOTHING_FINAL) if notice is None else _store(notice, at)


@transaction.atomic
def _store(notice: ReceiptNotice, at: datetime) -> TakenIn:
    """Whose it is, and whether that mail can have come back at all.

    A bounce proves that the mail server had the mail, so it settles a doubt. A mail that is to be tried again, or was
    refused, is at no server: its number on a bounce is a late copy or a forgery, and must not keep it from going out.
    """
    number, tag = read_message_id(notice.operator_id) or (0, "")
    asked = Attempt.objects.filter(pk=number, line__channel=ChannelKind.EMAIL)
    attempt = asked.values_list("pk", "line_id", "answer", "operator_id").first()
    if attempt is None or attempt[3] not in ("", notice.operator_id):
        return TakenIn(Fate.STRANGER)
    pk, line, answer, known_as = attempt
    if not fits(pk, tag) and not (tag and known_as):  # a tag from before the key was changed is known by heart
        return TakenIn(Fate.STRANGER)
    if answer in _IN_DOUBT:
        record_answers([Said(pk, line, Answer.ACCEPTED, notice.operator_id)], at)
    elif not known_as:
        return TakenIn(Fate.NOT_THERE, pk, notice)
    stored = record_receipts([Noticed(line, replace(notice, address=""))], at)
    return TakenIn(Fate.STORED if stored.new else Fate.KNOWN, pk, notice)
