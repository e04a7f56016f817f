"""A line's health in plain words, from the code that is stored beside it. An unknown code is shown as it came."""

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from vungxanh.dispatch.health import Reason

_WORDS = {
    Reason.WELL: _("It answers as it should"),
    Reason.NOT_CONNECTED: _("Not connected yet"),
    Reason.LOST: _("The connection was lost; the sender reconnects by itself"),
    Reason.BIND_REFUSED: _("The operator refuses the account; check its name, password and allowed connections"),
    Reason.UNANSWERED: _("%(parts)s of %(of)s parts unanswered in the last minute"),
    Reason.SYSTEM_ERRORS: _("%(parts)s of %(of)s parts answered with a system error in the last minute"),
    Reason.RECOVERING: _("It answers again; its share grows every minute"),
    Reason.THROTTLED: _("The operator asks for a slower pace; nothing is lost, the parts wait"),
}


def words(code: str) -> str:
    """What `Health.code` means: "unanswered:5:40" → "5 of 40 parts unanswered in the last minute"."""
    reason, *numbers = code.split(":")
    if reason not in _WORDS:
        return code
    parts, of = [*numbers, "0", "0"][:2]
    return _WORDS[Reason(reason)] % {name: _written(value) for name, value in (("parts", parts), ("of", of))}


def _written(number: str) -> str:
    return str(number_format(number, force_grouping=True))
