"""What a mail server's reply means (RFC 5321, section 4.2): 4xx is "later", 5xx is "no"."""

from django.utils.translation import gettext_lazy as _

from vungxanh.channels.port import Outcome

_WORDS = {
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


def outcome_of(reply: int) -> Outcome:
    """What a reply to MAIL, RCPT or the end of DATA means for the mail."""
    if 200 <= reply < 300:
        return Outcome.ACCEPTED
    return Outcome.LATER if 400 <= reply < 500 else Outcome.REJECTED


def words(code: str) -> str:
    """Plain words for a reply code."""
    if code in _WORDS:
        return str(_WORDS[code])
    return str(_("The mail server answered with code %(code)s.")) % {"code": code}
