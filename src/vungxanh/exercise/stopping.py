"""Waits for Ctrl+C or SIGTERM, so that whoever waits can still close what it opened.

The signals are held back in every thread first: a signal that a thread takes by itself ends the process at once
and leaves its children running.
"""

import signal

STOP = {signal.SIGINT, signal.SIGTERM}


def hold_signals() -> None:
    """From now on only `wait_to_be_stopped` receives them. Children started after this must call `release_signals`."""
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP)


def release_signals() -> None:
    """In a child, right after it was started: the child ends on a signal, as every program does."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP)


def wait_to_be_stopped() -> None:
    """Returns when one of the signals comes. Call `hold_signals` before any thread is started."""
    signal.sigwait(STOP)
