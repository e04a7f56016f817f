"""What a mail server's reply means (RFC 5321, section 4.2): 4xx is "later", 5xx is "no".

A bounce says it with an enhanced code (RFC 3463): class, subject, detail.
"""

from django.utils.translation import gettext_lazy as _

from vungxanh.channels.meaning import Wait
from vungxanh.channels.port import NOT_SENT, Outcome

_BUSY = Wait(first=60.0, growth=2.0, longest=1800.0)
_WORDS = {
    NOT_SENT: _("The line broke before this was sent; it is sent again."),
    "421": _("The mail server is closing the line for now; it is tried again."),
    "450": _("The mailbox is busy; it is tried again."),
    "451": _("The mail server has an internal error; it is tried again."),
    "452": _("The mail server has no room now; it is tried again."),
    "535": _("The mail server refuses our user name or password."),
    "550": _("The mailbox does not exist."),
    "551": _("The mailbox has moved."),
    "552": _("The mailbox is full or the mail is too large."),
    "553": _("The mail address is not valid."),
    "554": _("The mail server refuses the mail."),
}
_ENHANCED = {  # by subject and detail, else by subject alone
    "1.1": _("The mailbox does not exist."),
    "1.2": _("The domain of this mail address does not exist."),
    "1": _("The mail address is not valid."),
    "2.1": _("The mailbox is closed."),
    "2.2": _("The mailbox is full."),
    "2": _("The mailbox does not take the mail."),
    "3": _("The recipient's mail system does not take the mail."),
    "4.7": _("The mail could not be delivered in time."),
    "4": _("The recipient's mail server could not be reached."),
    "6": _("The recipient's mail system cannot read the mail."),
    "7": _("The recipient's mail system refuses the mail by its rules."),
}


def outcome_of(reply: int) -> Outcome:
    """What a reply to MAIL, RCPT or the end of DATA means for the mail."""
    if 200 <= reply < 300:
        return Outcome.ACCEPTED
    return Outcome.LATER if 400 <= reply < 500 else Outcome.REJECTED


def wait(code: str) -> Wait | None:
    """How long to wait after a reply; None where trying again does not help."""
    return _BUSY if code.startswith("4") else None


def words(code: str) -> str:
    """Plain words for a reply ("550") or the enhanced code of a bounce ("5.1.1")."""
    if code.startswith("2"):
        return str(_("Delivered to the mailbox."))
    _class, _dot, rest = code.partition(".")
    for known in (_WORDS.get(code), _ENHANCED.get(rest), _ENHANCED.get(rest.partition(".")[0])):
        if known is not None:
            return str(known)
    return str(_("The mail server answered with code %(code)s.")) % {"code": code}
