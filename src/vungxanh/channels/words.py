"""An operator's code in plain words, for the person at the desk."""

from vungxanh.channels.email import codes as email
from vungxanh.channels.sms import codes as sms


def words_for(channel: str, code: str) -> str:
    """What `code` of `channel` ("sms" or "email") means. An unknown code is shown as it came."""
    return email.words(code) if channel == "email" else sms.words(code)
