"""Jasmin's rate: its HTTP door, RabbitMQ, Redis and one SMPP connector, between the feeder and the simulated operator.

Nothing of it is installed here. What is missing is found by looking, and said instead of a figure.
"""

import re
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from peers import jasmin_services as services
from peers.children import Children
from peers.outcome import Counts, Measured, Receipts, Skipped, Stalled
from peers.run import Peer, measure
from vungxanh.text.parts import split

PEER = "Jasmin"
_UCS2 = "8"
_RECEIPTS = {"dlr": "yes", "dlr-level": "3", "dlr-url": "http://127.0.0.1:9/", "dlr-method": "GET"}
_SET_UP = """\
group -a
gid people
ok
user -a
username exercise
password exercise
gid people
uid exercise
ok
smppccm -a
cid operator
host 127.0.0.1
port {port}
username exercise
password exercise
submit_throughput 0
loglevel 30
logfile {folder}/connector.log
ok
mtrouter -a
type DefaultRoute
connector smppc(operator)
rate 0.0
ok
smppccm -1 operator"""


def rate(
    texts: Sequence[str],
    addresses: Sequence[str],
    operator_port: int,
    *,
    window: int,
    counts: Callable[[], Counts],
    receipts: Receipts = Receipts.PER_MESSAGE,
) -> Measured | Skipped:
    """As `peers.kannel.rate`. `window` is only noted: Jasmin has none to set."""
    if receipts is Receipts.PER_PART:
        return Skipped(PEER, "its HTTP door takes no ready-cut parts, and it asks for the last part's receipt only")
    if lacking := _lacking():
        return Skipped(PEER, "; ".join(lacking))
    try:
        with _running(operator_port) as (children, door):
            peer = Peer(PEER, _version(), children, door, _requests)
            return measure(peer, list(zip(texts, addresses, strict=True)), counts, window=window, receipts=receipts)
    except Stalled as error:
        return Skipped(PEER, f"not measured: {error}")


def _lacking() -> list[str]:
    """Everything that is missing, each with what to do."""
    wanted = {
        "jasmind.py not found: make a virtual environment, pip install jasmin, set JASMIN_HOME to it": (
            services.program("jasmind.py")
        ),
        "RabbitMQ not found: apt install rabbitmq-server": services.RABBIT.exists() and shutil.which("epmd"),
        "Redis not found: apt install redis-server": shutil.which("redis-server"),
        f"{services.SPECIFICATION} not found, which PyPI's package lacks: put it from Jasmin's source archive into a "
        "folder and set RESOURCE_PATH to it": (services.resources() / services.SPECIFICATION).exists(),
    }
    return [words for words, found in wanted.items() if not found]


def _requests(text: str, address: str, receipts: Receipts) -> list[str]:
    fields = {"username": "exercise", "password": "exercise", "from": "VUNGXANH", "to": address, "coding": _UCS2}
    fields["hex-content"] = split(text).text.encode("utf-16-be").hex()
    if receipts is not Receipts.NONE:
        fields |= _RECEIPTS
    return [f"/send?{urlencode(fields)}"]


@contextmanager
def _running(operator_port: int) -> Iterator[tuple[Children, int]]:
    """Jasmin with one connector bound to the operator; the port at which messages are handed in."""
    with tempfile.TemporaryDirectory(prefix="jasmin-") as name, Children(Path(name)) as children:
        folder = Path(name)
        ports = services.start(children, folder)
        _say(ports.console, _SET_UP.format(port=operator_port, folder=folder))
        children.wait_until(
            lambda: "BOUND_TRX" in _say(ports.console, "smppccm -l"), within=30, what="Jasmin was not bound"
        )
        yield children, ports.door


def _say(console: int, commands: str) -> str:
    """Type `commands` at Jasmin's console, each after the answer to the one before; all its answers."""
    heard = b""
    with socket.create_connection(("127.0.0.1", console), 10) as line:
        heard += _hear(line, rb"Session ref: \d+\s+$")  # the greeting is the only answer without a prompt
        for command in commands.splitlines():
            line.sendall(command.encode() + b"\r\n")
            heard += _hear(line, rb"\n(jcli : |> )$")
    return heard.decode("utf-8", "replace")


def _hear(line: socket.socket, end: bytes) -> bytes:
    heard = b""
    while not re.search(end, heard) and (more := line.recv(65_536)):
        heard += more
    return heard


def _version() -> str:
    python = (services.program("jasmind.py") or Path()).with_name("python")
    said = subprocess.run(
        [python, "-c", "from importlib.metadata import version; print(version('jasmin'))"],
        capture_output=True,
        text=True,
    ).stdout.strip()
    return said or "?"
