"""Serves an exercise site: the web server, a sender, and the simulators that the sender may reach."""

import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from urllib.error import URLError
from urllib.parse import quote, urlencode
from urllib.request import urlopen

from vungxanh.exercise.mailbox import SimulatedMailbox
from vungxanh.exercise.operator import SimulatedOperator
from vungxanh.exercise.stopping import release_signals
from vungxanh.exercise.wires import journals

WEB_SERVER = (
    "-m", "granian", "vungxanh.wsgi:application", "--interface", "wsgi", "--no-ws",
    "--workers", "1", "--blocking-threads", "4", "--log-level", "warning",
)  # fmt: skip


class NotServed(Exception):
    """The web server ended before it answered. What it said stands above this line."""

    code = "not-served"


@contextmanager
def serving(host: str, port: int, now: datetime) -> Iterator[str]:
    """The address of a site that lives from the moment `now` on, for as long as the `with` lasts. Raises NotServed.

    Two operators with an agreed pace and price: minutes, cost and how they share are there to be seen.
    """
    with ExitStack() as site:
        folder = journals()
        operator = site.enter_context(SimulatedOperator(folder / "operator.jsonl"))
        second = site.enter_context(SimulatedOperator(folder / "operator-2.jsonl"))
        mailbox = site.enter_context(SimulatedMailbox(folder / "mailbox.jsonl"))
        environment = {
            "VUNGXANH_SECRET_KEY": secrets.token_urlsafe(50),
            **os.environ,
            "VUNGXANH_EXERCISE": "1",
            "VUNGXANH_NOW": now.isoformat(),
            "VUNGXANH_NOW_SINCE": datetime.now(UTC).isoformat(),
            "VUNGXANH_SIMULATORS": f"{operator.port},{second.port},{mailbox.port}",
            **operators(operator.port, second.port),
            "VUNGXANH_SMTP_URL": f"smtp://127.0.0.1:{mailbox.port}"
            "?name=simulated%20mailbox&sender=vungxanh@exercise.invalid&repeat=1",
        }
        site.enter_context(_running([sys.executable, "-m", "vungxanh", "send"], environment))
        server = site.enter_context(
            _running([sys.executable, *WEB_SERVER, "--host", host, "--port", str(port)], environment)
        )
        address = f"http://{host}:{port}/"
        _wait_until_it_answers(address, server)
        yield address


def operators(first: int, second: int) -> dict[str, str]:
    """The settings of two accounts, at simulators on these ports, slow enough to be watched."""
    return {
        "VUNGXANH_SMPP_URL": _operator(first, "simulated operator", tps=6, price=350, weight=60),
        "VUNGXANH_SMPP_URL_2": _operator(second, "simulated operator 2", tps=4, price=340, weight=40),
    }


def _operator(port: int, name: str, **agreed: int) -> str:
    options = {"name": name, "sender": "VUNGXANH", "repeat": 1, **agreed}
    return f"smpp://exercise:exercise@127.0.0.1:{port}?{urlencode(options, quote_via=quote)}"


def free_port(host: str, wanted: int) -> int:
    """`wanted`, or the next free one of the ten after it. Raises OSError when all are taken."""
    for port in range(wanted, wanted + 10):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise OSError(f"Ports {wanted} to {wanted + 9} are all in use; choose another with --port.")


@contextmanager
def _running(command: list[str], environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    # Our own commands only. The child must hear the signals that this process holds back.
    process = subprocess.Popen(command, env=environment, preexec_fn=release_signals)  # noqa: S603
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_it_answers(address: str, server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        try:
            with urlopen(address, timeout=30) as page:  # noqa: S310 - our own address
                page.read()
                return
        except (URLError, ConnectionError):
            try:
                server.wait(0.2)
            except subprocess.TimeoutExpired:
                continue
    raise NotServed(f"The web server at {address} ended with code {server.returncode}.")
