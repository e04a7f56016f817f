"""Which link speaks for which channel. A new channel is one line here and a folder of its own."""

from collections.abc import Callable

from vungxanh.channels.email.link import MailLink
from vungxanh.channels.port import Account, Heard, Link
from vungxanh.channels.sms.link import SmsLink

_LINKS: dict[str, Callable[[Account, Heard], Link]] = {"sms": SmsLink, "email": MailLink}


def link_for(account: Account, heard: Heard) -> Link:
    """A link of the account's channel, not yet open, that tells `heard` what it hears."""
    return _LINKS[account.channel](account, heard)
