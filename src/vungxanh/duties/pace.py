"""How much of a period's number is still to be done today, so that a week's messages are spread over the week."""

from datetime import date
from math import ceil


def share(number: int, days_in_force: int, days_in_period: int) -> int:
    """The part of a number that falls on a period cut short by a change of level: rounded up, at least one."""
    return max(1, ceil(number * days_in_force / days_in_period))


def still_to_do(number: int, done: int, starts: date, ends: date, day: date) -> int:
    """How many to do on `day`, when `done` are done: evenly spread, the first one on the first day.

    Three a week fall on the first, third and fifth day; six a day all fall on the day.
    """
    days = (ends - starts).days + 1
    elapsed = (min(day, ends) - starts).days + 1
    return max(0, ceil(number * elapsed / days) - done)
