"""How long a part waits before it is tried again, from the tables of its channel. Every retry ends with its message."""

from vungxanh.channels.email import codes as email
from vungxanh.channels.meaning import Wait
from vungxanh.channels.port import NOT_SENT
from vungxanh.channels.sms import codes as sms

_AT_ONCE = Wait(0.0, 1.0, 0.0)
_UNLISTED = Wait(60.0, 2.0, 1800.0)


def wait_after(channel: str, code: str, tries: int) -> float:
    """Seconds to wait after the far end said `code`, when the part was tried `tries` times (1 is the first try).

    0 for what never reached the wire. For THROTTLED the whole line waits so long, for LATER the part alone.
    """
    if code == NOT_SENT:
        return _AT_ONCE.after(tries)
    wait = email.wait(code) if channel == "email" else sms.wait(code)
    return (wait or _UNLISTED).after(tries)
