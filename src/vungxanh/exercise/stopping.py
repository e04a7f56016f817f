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
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP)


def wait_to_be_stopped() -> None:
    signal.sigwait(STOP)
