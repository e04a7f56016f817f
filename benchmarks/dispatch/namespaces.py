"""Hosts on this machine: network namespaces, each with one cable to a common one. All gone when the `with` ends."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

MIDDLE = "10.213.255.1"  # the common namespace, as every host sees it; used inside the namespaces only
_NET = "10.213"


@dataclass(frozen=True, slots=True)
class Host:
    """`gate`: the near end of its cable, in the common namespace."""

    name: str
    gate: str

    @property
    def inside(self) -> list[str]:
        """The command that runs another one on this host."""
        return ["ip", "netns", "exec", self.name]

    def unplug(self) -> None:
        """Nothing comes or goes any more, and nobody is told."""
        _ip("-n", self.name, "link", "set", "cable", "down")

    def plug_in(self) -> None:
        _ip("-n", self.name, "link", "set", "cable", "up")
        _ip("-n", self.name, "route", "replace", "default", "via", self.gate)


def not_allowed() -> str:
    """Why there can be no namespaces here; blank where there can."""
    if shutil.which("ip") is None:
        return "no command ip: apt install iproute2"
    name = f"vungxanh-{os.getpid()}-try"
    tried = subprocess.run(["ip", "netns", "add", name], capture_output=True, text=True)
    if tried.returncode:
        return f"no network namespaces here: {tried.stderr.strip() or 'refused'}"
    subprocess.run(["ip", "netns", "del", name], check=False)
    return ""


@contextmanager
def hosts(names: tuple[str, ...]) -> Iterator[tuple[Host, list[Host]]]:
    """The common namespace, and a host for each of `names`."""
    prefix = f"vungxanh-{os.getpid()}"
    middle = Host(f"{prefix}-middle", MIDDLE)
    made = [Host(f"{prefix}-{name}", f"{_NET}.{n}.1") for n, name in enumerate(names)]
    try:
        _ip("netns", "add", middle.name)
        _ip("-n", middle.name, "link", "set", "lo", "up")
        _ip("-n", middle.name, "addr", "add", f"{MIDDLE}/32", "dev", "lo")
        for n, host in enumerate(made):
            _ip("netns", "add", host.name)
            _ip("-n", host.name, "link", "set", "lo", "up")
            _ip("-n", middle.name, "link", "add", f"cable{n}", "type", "veth", "peer", "cable", "netns", host.name)
            _ip("-n", middle.name, "addr", "add", f"{_NET}.{n}.1/24", "dev", f"cable{n}")
            _ip("-n", middle.name, "link", "set", f"cable{n}", "up")
            _ip("-n", host.name, "addr", "add", f"{_NET}.{n}.2/24", "dev", "cable")
            host.plug_in()
        yield middle, made
    finally:
        for host in (*made, middle):
            subprocess.run(["ip", "netns", "del", host.name], check=False, stderr=subprocess.DEVNULL)


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)
