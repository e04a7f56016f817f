"""Accounts from the environment: VUNGXANH_SMPP_URL and VUNGXANH_SMTP_URL, and further ones with _2 to _9.

Each is scheme://user:password@host:port?option=value; smpps and smtps speak TLS. In an exercise VUNGXANH_SIMULATORS
lists the ports that the simulators printed. No account is used while one of them cannot be read.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from vungxanh.channels.account_options import OPTIONS, WrongValue
from vungxanh.channels.email.account import MailAccount
from vungxanh.channels.port import Account


@dataclass(frozen=True, slots=True)
class _Scheme:
    channel: str
    port: int
    tls: bool
    account: Callable[..., Account]


_SCHEMES = {
    "smpp": _Scheme("sms", 2775, False, Account),
    "smpps": _Scheme("sms", 3550, True, Account),
    "smtp": _Scheme("email", 25, False, MailAccount),
    "smtps": _Scheme("email", 465, True, MailAccount),
}
_SIMULATORS = "VUNGXANH_SIMULATORS"
_VARIABLES = {
    f"{variable}{suffix}": schemes
    for variable, schemes in (("VUNGXANH_SMPP_URL", ("smpp", "smpps")), ("VUNGXANH_SMTP_URL", ("smtp", "smtps")))
    for suffix in ("", *(f"_{number}" for number in range(2, 10)))
}


class BadAccount(ValueError):
    """Accounts that cannot be read, with every problem of every one. Nothing is shown of an address, which has a
    password in it. The sender does not start with some of its accounts."""

    code = "bad-account"

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problems))


def account_from_url(
    url: str, *, exercise: bool, simulators: frozenset[int] = frozenset(), named: str = "account"
) -> Account:
    """The account that `url` describes. Raises BadAccount, naming `named` and never the password."""
    account, problems = _read(url, named, tuple(_SCHEMES), exercise=exercise, simulators=simulators)
    if account is None or problems:
        raise BadAccount(problems)
    return account


def accounts_from(environment: Mapping[str, str], *, exercise: bool) -> list[Account]:
    """Every account that the environment names; none is fine. Raises BadAccount with every problem at once."""
    problems: list[str] = []
    accounts: dict[str, Account] = {}  # by variable
    simulators = _simulators(environment.get(_SIMULATORS, ""), problems)
    for variable, schemes in _VARIABLES.items():
        if url := environment.get(variable):
            account, wrong = _read(url, variable, schemes, exercise=exercise, simulators=simulators)
            problems += wrong
            if account is not None:
                accounts[variable] = account
    problems += _shared_names(accounts)
    if problems:
        raise BadAccount(problems)
    return list(accounts.values())


def _read(
    url: str, named: str, schemes: Sequence[str], *, exercise: bool, simulators: frozenset[int]
) -> tuple[Account | None, list[str]]:
    """The account, and whatever is wrong with its address. None when not even a host can be read."""
    address = _split(url)
    if address is None or address.scheme not in schemes or not address.hostname or address.fragment:
        return None, [
            f"{named} must look like {schemes[0]}://user:password@host:port?sender=NAME. "
            "In a user name or password write @ as %40, : as %3A, / as %2F, ? as %3F and # as %23."
        ]
    scheme = _SCHEMES[address.scheme]
    host, port = address.hostname, address.port or scheme.port
    fields: dict[str, Any] = {"name": f"{address.scheme}:{host}:{port}"}
    problems = [f"{named}: {problem}" for problem in _take_options(address.query, scheme.channel, fields)]
    account = scheme.account(
        channel=scheme.channel,
        host=host,
        port=port,
        user=unquote(address.username or ""),
        password=unquote(address.password or ""),
        tls=scheme.tls,
        receipts=scheme.channel == "sms",
        exercise=exercise,
        simulators=simulators,
        **fields,
    )
    return account, problems


def _split(url: str) -> SplitResult | None:
    try:
        address = urlsplit(url)
        address.port  # noqa: B018 - it is read here, where a port that is no number can still be said to be wrong
    except ValueError:
        return None
    return address


def _take_options(query: str, channel: str, fields: dict[str, Any]) -> Iterator[str]:
    """Write the options into `fields`; says what is wrong with them, without repeating what may be half a password."""
    known = {name: option for name, option in OPTIONS.items() if channel in option.channels}
    seen: set[str] = set()
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name not in known:
            yield f"an option is not known; there are {', '.join(known)}."
        elif name in seen:
            yield f"the option {name} is there twice."
        else:
            seen.add(name)
            try:
                fields[known[name].field] = known[name].read(value, channel)
            except WrongValue as wrong:
                yield f"the option {name} {wrong}"


def _simulators(ports: str, problems: list[str]) -> frozenset[int]:
    try:
        return frozenset(int(port) for port in ports.split(",") if port.strip())
    except ValueError:
        problems.append(f"{_SIMULATORS} must be ports with commas between them, as in 2775,2525.")
        return frozenset()


def _shared_names(accounts: Mapping[str, Account]) -> Iterator[str]:
    first: dict[str, str] = {}
    for variable, account in accounts.items():
        if account.name in first:
            yield (
                f"{variable} has the same name as {first[account.name]}, and what was sent over which could not be "
                "told apart. Give one of them another name with the option name."
            )
        first.setdefault(account.name, variable)
