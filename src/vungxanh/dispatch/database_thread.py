"""A thread with a database session of its own, called from the sender's event loop. Work is done in the order given."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

from django.db import connection

from vungxanh.dispatch.fan_out import WAKE

P = ParamSpec("P")
T = TypeVar("T")


class DatabaseThread:
    """`await thread(function, …)` runs `function` there. The session, and every lock it holds, ends with the `with`."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "database")

    def __call__(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Awaitable[T]:
        return asyncio.get_running_loop().run_in_executor(self._thread, partial(work, *args, **kwargs))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._thread.submit(hang_up)
        self._thread.shutdown()


def hang_up() -> None:
    """End the database session of the thread that calls this."""
    connection.close()


def wait_for_call(seconds: float) -> bool:
    """Wait until fan-out says that there is something to send. False when nobody called in that time."""
    with connection.cursor() as cursor:
        cursor.execute(f"listen {WAKE}")
    assert connection.connection is not None
    return any(True for _ in connection.connection.notifies(timeout=seconds, stop_after=1))
