"""What may stand behind the ? of an account's address: each option with the field it fills and what it must be."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_SMS_SENDER = re.compile(r"[ -~]{1,11}|\d{1,20}")  # a brand name, or a number
_MAIL_SENDER = re.compile(r"[!-?A-~]+@[A-Za-z0-9.-]+")
_DIGITS = re.compile(r"[0-9]{1,9}")
_LONGEST_NAME = 60


class WrongValue(ValueError):
    """An option's value is not what it must be; says what that is, and not what it was."""


@dataclass(frozen=True, slots=True)
class Option:
    """`read(value, channel)` gives the value of the account's `field`, or raises WrongValue."""

    field: str
    read: Callable[[str, str], Any]
    channels: tuple[str, ...] = ("sms", "email")


def _whole(least: int, most: int) -> Callable[[str, str], int]:
    def read(value: str, channel: str) -> int:
        number = int(value) if _DIGITS.fullmatch(value) else -1
        if not least <= number <= most:
            raise WrongValue(f"must be a whole number from {least} to {most}.")
        return number

    return read


def _number(least: float) -> Callable[[str, str], float]:
    def read(value: str, channel: str) -> float:
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not least <= number < math.inf:
            raise WrongValue(f"must be a number from {least:g} up.")
        return number

    return read


def _one_of(values: dict[str, bool]) -> Callable[[str, str], bool]:
    def read(value: str, channel: str) -> bool:
        if value not in values:
            raise WrongValue(f"must be {' or '.join(values)}.")
        return values[value]

    return read


def _name(value: str, channel: str) -> str:
    if not 0 < len(value) <= _LONGEST_NAME or not value.isprintable():
        raise WrongValue(f"must have 1 to {_LONGEST_NAME} letters.")
    return value


def _sender(value: str, channel: str) -> str:
    if channel == "email" and not _MAIL_SENDER.fullmatch(value):
        raise WrongValue("must be a mail address.")
    if channel == "sms" and not _SMS_SENDER.fullmatch(value):
        raise WrongValue("must be a brand name of at most 11 letters without accents, or a number.")
    return value


OPTIONS = {
    "name": Option("name", _name),
    "sender": Option("sender", _sender),
    "window": Option("window", _whole(1, 10_000)),
    "binds": Option("binds", _whole(1, 100)),
    "tps": Option("tps", _number(0)),
    "weight": Option("weight", _whole(0, 10_000)),
    "price": Option("price", _whole(0, 1_000_000)),
    "quiet": Option("receipt_quiet", _number(0)),
    "repeat": Option("repeat_after_doubt", _one_of({"0": False, "1": True})),
    "answer_within": Option("answer_within", _number(0.1)),
    "bounces": Option("verp", _one_of({"none": False, "verp": True}), ("email",)),
}
