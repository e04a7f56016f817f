"""What Jasmin needs around it, private to one run: RabbitMQ with its port mapper, Redis, and Jasmin's own daemons.

What we learned of Jasmin 0.11.1, which installs from PyPI and runs on Python 3.11:
- Jasmin's connector takes one message at a time from its queue (prefetch 1, fixed in its source) and the next one only
  after the answer: there is no window to set. The parts of one long message leave together.
- PyPI's package lacks the AMQP specification that its daemons read at the start; Jasmin's source archive has it.
- `submit_throughput` is 1 message/s unless set; 0 is no limit.
- Receipts are looked up by a daemon of their own, as Jasmin recommends. No receipt is handed on to an application: that
  daemon is not started, so those notes stay in RabbitMQ, which is in Jasmin's favour.
"""

import os
import shutil
import socket
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from peers.children import Children, free_ports

RABBIT = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")  # Debian's wrapper on PATH insists on the system's own node
SPECIFICATION = "amqp0-9-1.xml"
_WARNING = "WARNING"  # Jasmin writes a line for every message below this level


@dataclass(frozen=True, slots=True)
class Ports:
    mapper: int
    rabbit: int
    rabbit_nodes: int
    redis: int
    console: int
    door: int
    smpp: int
    router: int
    clients: int
    smpp_control: int


def program(name: str) -> Path | None:
    """A program of Jasmin: from the virtual environment in JASMIN_HOME, or from PATH."""
    home = os.environ.get("JASMIN_HOME")
    found = shutil.which(name, path=f"{home}/bin") if home else shutil.which(name)
    return Path(found) if found else None


def resources() -> Path:
    """The folder in which Jasmin's daemons look for the AMQP specification."""
    return Path(os.environ.get("RESOURCE_PATH") or "/etc/jasmin/resource")


def start(children: Children, folder: Path) -> Ports:
    """Everything up and answering, Jasmin without any connector yet. Raises Stalled."""
    ports = Ports(*free_ports(10))
    children.start([shutil.which("epmd") or "epmd", "-port", str(ports.mapper), "-address", "127.0.0.1"])
    children.start([RABBIT], env=_rabbit(folder, ports))
    redis = ["redis-server", "--port", str(ports.redis), "--bind", "127.0.0.1", "--dir", str(folder), "--save", ""]
    children.start(redis)
    children.wait_until(lambda: answers(ports.redis), within=10, what="Redis did not answer")
    children.wait_until(lambda: answers(ports.rabbit), within=90, what="RabbitMQ did not answer")
    (folder / "jasmin.cfg").write_text(_configuration(folder, ports))
    (folder / "store").mkdir()
    jasmin = {
        "CONFIG_PATH": str(folder), "RESOURCE_PATH": str(resources()), "STORE_PATH": f"{folder}/store",
        "LOG_PATH": f"{folder}/log",
    }  # fmt: skip
    for name in ("jasmind.py", "dlrlookupd.py"):
        children.start([program(name) or name, "-c", folder / "jasmin.cfg"], env=jasmin)
    for port in (ports.console, ports.door):
        children.wait_until(partial(answers, port), within=60, what="Jasmin did not answer")
    return ports


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def _rabbit(folder: Path, ports: Ports) -> dict[str, str]:
    (folder / "rabbit.conf").write_text(f"listeners.tcp.1 = 127.0.0.1:{ports.rabbit}\n")
    (folder / "plugins").write_text("[].\n")
    return {
        "HOME": str(folder),
        "ERL_EPMD_PORT": str(ports.mapper),
        "RABBITMQ_NODENAME": "peer@localhost",
        "RABBITMQ_DIST_PORT": str(ports.rabbit_nodes),
        "RABBITMQ_CONFIG_FILE": str(folder / "rabbit.conf"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
        "RABBITMQ_MNESIA_BASE": str(folder / "mnesia"),
        "RABBITMQ_LOG_BASE": str(folder / "rabbit-log"),
        "RABBITMQ_PID_FILE": str(folder / "rabbit.pid"),
    }


def _configuration(folder: Path, ports: Ports) -> str:
    listening = {
        "smpp-server": ports.smpp, "smpp-server-pb": ports.smpp_control, "client-management": ports.clients,
        "router": ports.router, "http-api": ports.door, "jcli": ports.console,
    }  # fmt: skip
    sections = {name: {"bind": "127.0.0.1", "port": port} for name, port in listening.items()}
    sections["jcli"]["authentication"] = "False"
    sections["http-api"]["access_log"] = f"{folder}/access.log"
    sections |= {"amqp-broker": {"port": ports.rabbit}, "redis-client": {"port": ports.redis}}
    for name in (*listening, "amqp-broker", "redis-client", "service-smppclient", "sm-listener", "dlr"):
        sections.setdefault(name, {}).update(log_level=_WARNING, log_file=f"{folder}/{name}.log")
    return "\n".join(
        f"[{name}]\n" + "".join(f"{key} = {value}\n" for key, value in values.items())
        for name, values in sections.items()
    )
