"""Waiting for what a send comes to, while its database and its processes go and come back."""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from benchmarks.dispatch.kept import Kept
from django.db import connection

from vungxanh.dispatch.exchange import DOWN

PATIENCE = 300.0  # seconds after which a send counts as stuck
Answer = TypeVar("Answer")


def asked(question: Callable[[], Answer]) -> Answer:
    """Its answer, as soon as the database gives one. Raises one of DOWN when that takes too long."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return question()
        except DOWN:
            with suppress(*DOWN):
                connection.close()
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def until(met: Callable[[], bool], *kept: Kept, each: float = 0.005, within: float = PATIENCE) -> float:
    """Wait, and start again what has ended meanwhile. Returns the seconds it took. Raises TimeoutError."""
    begin = time.monotonic()
    while not met():
        if time.monotonic() > begin + within:
            raise TimeoutError(f"it did not happen within {within:.0f} s")
        for one in kept:
            one.keep()
        time.sleep(each)
    return time.monotonic() - begin
