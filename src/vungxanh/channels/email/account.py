"""A mail account that may ask for a return address of its own for each mail (VERP), so that a bounce names its mail."""

from dataclasses import dataclass

from vungxanh.channels.port import Account


@dataclass(frozen=True, slots=True)
class MailAccount(Account):
    """`verp`: the mail server keeps `sender+…@domain` addresses for us; ask its administrator before."""

    verp: bool = False
