"""Accounts from the environment: VUNGXANH_SMPP_URL and VUNGXANH_SMTP_URL, as scheme://user:password@host:port?sender=…

Query options: sender, window, quiet (seconds), repeat=1. The schemes smpps and smtps speak TLS.
In an exercise VUNGXANH_SIMULATORS lists the ports that the simulators printed.
"""

from collections.abc import Mapping
from urllib.parse import parse_qsl, unquote, urlsplit

from vungxanh.channels.port import Account

_SCHEMES = {
    "smpp": ("sms", 2775, False),
    "smpps": ("sms", 3550, True),
    "smtp": ("email", 25, False),
    "smtps": ("email", 465, True),
}
_VARIABLES = ("VUNGXANH_SMPP_URL", "VUNGXANH_SMTP_URL")


class BadAccount(ValueError):
    """An account's address cannot be read. The sender does not start with half of its accounts."""

    code = "bad-account"

    def __init__(self, variable: str) -> None:
        super().__init__(f"{variable} must look like smpp://user:password@host:port?sender=NAME (or smtp://…).")


def account_from_url(
    url: str, *, exercise: bool, simulators: frozenset[int] = frozenset(), named: str = "account"
) -> Account:
    """The account that `url` describes. Raises BadAccount, naming `named` and never the password."""
    try:
        parts = urlsplit(url)
        channel, usual_port, tls = _SCHEMES[parts.scheme]
        options = dict(parse_qsl(parts.query))
        port = parts.port or usual_port
        window = int(options.get("window", 50))
        quiet = float(options.get("quiet", 0.5))
    except (KeyError, ValueError) as problem:
        raise BadAccount(named) from problem
    if not parts.hostname or window < 1:
        raise BadAccount(named)
    return Account(
        name=f"{parts.scheme}:{parts.hostname}:{port}",
        channel=channel,
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        sender=options.get("sender", ""),
        tls=tls,
        window=window,
        receipts=channel == "sms",
        receipt_quiet=quiet,
        repeat_after_doubt=options.get("repeat") == "1",
        exercise=exercise,
        simulators=simulators,
    )


def accounts_from(environment: Mapping[str, str], *, exercise: bool) -> list[Account]:
    """Every account that the environment names; none is fine. Raises BadAccount."""
    try:
        ports = frozenset(int(port) for port in environment.get("VUNGXANH_SIMULATORS", "").split(",") if port)
    except ValueError as problem:
        raise BadAccount("VUNGXANH_SIMULATORS") from problem
    return [
        account_from_url(environment[variable], exercise=exercise, simulators=ports, named=variable)
        for variable in _VARIABLES
        if environment.get(variable)
    ]
