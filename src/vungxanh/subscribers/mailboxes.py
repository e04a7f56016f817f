"""Reads an e-mail address: the syntax that mail servers accept in practice, the domain in lower case.

Whether anybody reads it is found out by the first bounce, not here.
"""

import re

from django.utils.translation import gettext as _

from vungxanh.sheets.faults import Fault

LONGEST = 254  # RFC 5321, section 4.5.3.1.3
_LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_MAILBOX = re.compile(rf"(?=[^@]{{1,64}}@)({_ATOM}(?:\.{_ATOM})*)@((?:{_LABEL}\.)+(?:[a-z]{{2,63}}|xn--[a-z0-9-]+))")
_NONE = {"-", "–", "—"}


def read_mailbox(cell: str) -> str | None:
    """The address in `cell`; None when the cell is blank or a dash. Raises Fault."""
    if not cell or cell in _NONE:
        return None
    local, at, domain = cell.rpartition("@")
    address = f"{local}{at}{domain.lower()}"
    if len(address) > LONGEST or not _MAILBOX.fullmatch(address):
        raise Fault("not-an-address", _("“%s” is not an e-mail address.") % cell)
    return address
