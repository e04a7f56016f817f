"""Several people at one moment, each on a connection of their own. For tests with real transactions."""

from collections.abc import Callable
from threading import Barrier, Thread

from django.db import connection


def together(*acts: Callable[[], object]) -> list[object]:
    """What each gave, or the error it ended with; all begin at once, each on a connection of its own."""
    start, ends = Barrier(len(acts)), [None] * len(acts)

    def run(n: int, act: Callable[[], object]) -> None:
        try:
            start.wait(20)
            ends[n] = act()  # type: ignore[call-overload]
        except Exception as error:
            ends[n] = error  # type: ignore[call-overload]
        finally:
            connection.close()

    threads = [Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return ends
