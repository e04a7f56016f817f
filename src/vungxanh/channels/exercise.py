"""In an exercise no socket is opened to anything but a simulator. The check stands in front of every connection."""

from collections.abc import Iterable
from ipaddress import ip_address

from vungxanh.channels.port import Account, Submission


class OutsideExercise(Exception):
    """An exercise was about to reach the real world. Nothing was opened; name a simulator's port instead."""

    code = "outside-exercise"

    def __init__(self, account: Account) -> None:
        super().__init__(
            f"This is an exercise: account “{account.name}” may not connect to {account.host}:{account.port}. "
            "Only simulators on this machine are allowed; start one and give the port it prints."
        )


def refuse_outside(account: Account) -> None:
    """Raises OutsideExercise when an exercise account points anywhere but a registered port on this machine."""
    if account.exercise and not (_is_loopback(account.host) and account.port in account.simulators):
        raise OutsideExercise(account)


def refuse_training(account: Account, submissions: Iterable[Submission]) -> None:
    """Raises OutsideExercise when a training message was given to an account of the real world."""
    if not account.exercise and any(submission.training for submission in submissions):
        raise OutsideExercise(account)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:  # a name: whoever answers for it could be anywhere
        return False
