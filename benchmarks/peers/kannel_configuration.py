"""Kannel's configuration for one run, everything on the loopback and in one folder.

What we learned, each time choosing in Kannel's favour:
- The spool is one file for each message and each receipt, written without fsync: a power cut may lose some. It lies in
  the temporary folder; on a disk it is the limit (TMPDIR on a memory disk measures Kannel without it).
- `dlr-storage`, whose receipt is whose: `internal` is memory, lost at a restart. Debian's 1.4.5 also has `spool`, a
  file for each (with `dlr-spool`), and was a quarter slower with it.
- A `dlr-url` would make smsbox tell an application of every receipt over HTTP. There is none.
- When Kannel cuts a long text it asks for the receipt of the first part only.
- `max-pending-submits` is the window (10 unless said). `throughput` unset is no limit.
- bearerbox keeps 100 messages on their way to smsbox unless `smsbox-max-pending` says more.
"""

from dataclasses import dataclass
from pathlib import Path

PASSWORD = "exercise"
QUIET = 4  # only panics, in the files and (option -v) on the screen: else the log is what would be measured


@dataclass(frozen=True, slots=True)
class Ports:
    admin: int
    boxes: int
    door: int  # where messages are handed in over HTTP
    operator: int


def configuration(folder: Path, ports: Ports, window: int) -> str:
    return f"""
group = core
admin-port = {ports.admin}
admin-interface = 127.0.0.1
admin-password = {PASSWORD}
status-password = {PASSWORD}
smsbox-port = {ports.boxes}
smsbox-interface = 127.0.0.1
box-allow-ip = 127.0.0.1
box-deny-ip = "*.*.*.*"
log-file = "{folder}/bearerbox.log"
log-level = {QUIET}
store-type = spool
store-location = "{folder}/spool"
dlr-storage = internal
smsbox-max-pending = 5000

group = smsc
smsc = smpp
smsc-id = operator
host = 127.0.0.1
port = {ports.operator}
transceiver-mode = true
smsc-username = exercise
smsc-password = {PASSWORD}
system-type = ""
interface-version = 34
max-pending-submits = {window}
log-level = {QUIET}

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = {ports.door}
sendsms-interface = 127.0.0.1
log-file = "{folder}/smsbox.log"
log-level = {QUIET}

group = sendsms-user
username = exercise
password = {PASSWORD}
user-allow-ip = 127.0.0.1
concatenation = true
max-messages = 255
"""
