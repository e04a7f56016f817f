"""Kannel's rate: bearerbox and smsbox between an HTTP feeder and the simulated operator.

Kannel comes from the system (`apt install kannel`); without it, or when it does not get through, there is no figure but
the reason.
"""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote_from_bytes, urlencode
from urllib.request import urlopen

from peers.children import Children, free_ports
from peers.kannel_configuration import PASSWORD, QUIET, Ports, configuration
from peers.outcome import Counts, Measured, Receipts, Skipped, Stalled
from peers.run import Peer, measure
from vungxanh.text.parts import ESM_PLAIN, encode, split

PEER = "Kannel"
_FOLDERS = "/usr/sbin:/usr/local/sbin:/usr/lib/kannel"
_DOOR = "/cgi-bin/sendsms"
_EVERYTHING = 31  # dlr-mask: delivered, not delivered, queued, accepted and refused by the operator


def rate(
    texts: Sequence[str],
    addresses: Sequence[str],
    operator_port: int,
    *,
    window: int,
    counts: Callable[[], Counts],
    receipts: Receipts = Receipts.PER_MESSAGE,
) -> Measured | Skipped:
    """Send `texts[n]` to `addresses[n]` and measure until the operator has counted every part and receipt.

    `counts` is what the operator at `operator_port` has seen so far (`OperatorProcess.counts`). An operator that sends
    receipts nobody asked for is waited for all the same. With Receipts.NONE it must send none within the run.
    """
    missing = [box for box in ("bearerbox", "smsbox") if _find(box) is None]
    if missing:
        return Skipped(PEER, f"{' and '.join(missing)} not found; apt install kannel")
    try:
        with _running(operator_port, window) as (children, door):
            peer = Peer(PEER, _version(), children, door, _requests)
            return measure(peer, list(zip(texts, addresses, strict=True)), counts, window=window, receipts=receipts)
    except Stalled as error:
        return Skipped(PEER, f"not measured: {error}")


def _requests(text: str, address: str, receipts: Receipts) -> list[str]:
    fields = {"username": "exercise", "password": PASSWORD, "from": "VUNGXANH", "to": address}
    fields |= {"coding": "2", "charset": "UTF-8"}
    if receipts is not Receipts.NONE:
        fields["dlr-mask"] = str(_EVERYTHING)
    if receipts is not Receipts.PER_PART:
        return [f"{_DOOR}?{urlencode({**fields, 'text': text})}"]
    parts = split(text)
    asked = []
    for part, words in zip(encode(parts, int(address) % 256), parts.parts, strict=True):
        header = b"" if part.esm_class == ESM_PLAIN else part.octets[: part.octets[0] + 1]
        asked.append(f"{_DOOR}?{urlencode({**fields, 'text': words.text})}&udh={quote_from_bytes(header)}")
    return asked


@contextmanager
def _running(operator_port: int, window: int) -> Iterator[tuple[Children, int]]:
    """Both boxes, bound to the operator; the port at which messages are handed in."""
    with tempfile.TemporaryDirectory(prefix="kannel-") as name, Children(Path(name)) as children:
        folder = Path(name)
        admin, boxes, door = free_ports(3)
        ports = Ports(admin, boxes, door, operator_port)
        (folder / "spool").mkdir()
        (folder / "kannel.conf").write_text(configuration(folder, ports, window))
        children.start([_find("bearerbox") or "bearerbox", "-v", str(QUIET), folder / "kannel.conf"])
        children.wait_until(lambda: "(online" in _status(ports.admin), within=20, what="bearerbox was not bound")
        children.start([_find("smsbox") or "smsbox", "-v", str(QUIET), folder / "kannel.conf"])
        children.wait_until(lambda: "smsbox" in _status(ports.admin), within=20, what="smsbox was not connected")
        yield children, ports.door


def _status(admin: int) -> str:
    try:
        with urlopen(f"http://127.0.0.1:{admin}/status.txt?password={PASSWORD}", timeout=2) as page:
            return str(page.read(), "utf-8", "replace")
    except (URLError, ConnectionError, TimeoutError):
        return ""


def _find(box: str) -> str | None:
    return shutil.which(box) or shutil.which(box, path=_FOLDERS)


def _version() -> str:
    said = subprocess.run([_find("bearerbox") or "bearerbox", "--version"], capture_output=True, text=True).stdout
    found = re.search(r"version `([^']+)'", said)
    return found[1] if found else "?"
