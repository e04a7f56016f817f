"""Which link speaks for which channel. A new channel is one line here and a folder of its own."""

from collections.abc import Callable

from vungxanh.channels.email.link import MailLink
from vungxanh.channels.port import Account, Link
from vungxanh.channels.sms.link import SmsLink

_LINKS: dict[str, Callable[[Account], Link]] = {"sms": SmsLink, "email": MailLink}


def link_for(account: Account) -> Link:
    """A link of the account's channel, not yet open."""
    return _LINKS[account.channel](account)
