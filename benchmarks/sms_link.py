"""Microseconds of processor time a part (submit, answer, receipt, acknowledgement) costs the SMS link and the operator.

No database. The simulated operator is a process of its own; both have their processor time measured.
Usage: python benchmarks/sms_link.py [--parts 60000] [--window 50] [--operator-ms 0]
"""

import argparse
import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vungxanh.settings")

from vungxanh.channels.port import Answered, ReceiptNotice, Submission
from vungxanh.channels.sms.link import SmsLink
from vungxanh.exercise.operator import SimulatedOperator
from vungxanh.text.parts import encode, split

TEXT = "Vĩnh Phúc, ngày 01/12: cấp độ dịch 3. Người dân hạn chế ra ngoài, thực hiện 5K, khai báo y tế. " * 2


class Counting:
    """Acknowledges what it heard at the end of each read, as a sender does after storing it."""

    def __init__(self, parts: int) -> None:
        self.link: SmsLink
        self.parts, self.answers, self.receipts = parts, 0, 0
        self.tokens: list[int] = []
        self.done = asyncio.Event()

    def answered(self, answer: Answered) -> None:
        self.answers += 1

    def noticed(self, notice: ReceiptNotice) -> None:
        if not self.tokens:
            asyncio.get_running_loop().call_soon(self.acknowledge)
        assert notice.token is not None
        self.tokens.append(notice.token)
        self.receipts += 1
        if self.receipts == self.parts:
            self.done.set()

    def acknowledge(self) -> None:
        self.link.acknowledge(self.tokens)
        self.tokens = []

    def lost(self, reason: str) -> None:
        raise AssertionError(reason)


async def send(account, parts: int) -> tuple[float, float]:
    bodies = encode(split(TEXT), 1)
    at, left = datetime.now(UTC), timedelta(hours=6)
    submissions = [Submission(n, f"8490{n // 3:07d}", n % 3 + 1, bodies[n % 3], at, left) for n in range(parts)]
    heard = Counting(parts)
    heard.link = link = SmsLink(account, heard)
    await link.open()
    begin, used = perf_counter(), process_time()
    link.submit(submissions)
    await heard.done.wait()
    seconds, used = perf_counter() - begin, process_time() - used
    await link.close()
    assert heard.answers == parts
    return seconds, used


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parts", type=int, default=60_000)
    parser.add_argument("--window", type=int, nargs="*", default=[10, 50, 200])
    parser.add_argument("--operator-ms", type=float, default=0.0)
    parser.add_argument("--no-journal", action="store_true")
    options = parser.parse_args()
    print(f"{'window':>6} {'parts/s':>9} {'link µs/part':>13} {'operator µs/part':>17}")
    for window in options.window:
        with tempfile.TemporaryDirectory() as folder:
            keep = ["--no-journal"] if options.no_journal else ["--journal", str(Path(folder) / "operator.jsonl")]
            command = [sys.executable, "-m", "vungxanh.exercise.operator", *keep]
            operator = subprocess.Popen(
                [*command, "--answer-after", str(options.operator_ms / 1000), "--counts", f"{folder}/counts"],
                stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
            assert operator.stdout
            port = int(operator.stdout.readline())
            account = replace(SimulatedOperator(None, port=port).account(), window=window)
            before = _processor_time(operator.pid)
            seconds, used = asyncio.run(send(account, options.parts))
            theirs = _processor_time(operator.pid) - before
            operator.send_signal(signal.SIGTERM)
            operator.wait()
            counts = json.loads((Path(folder) / "counts").read_text())
        assert counts["accepted"] == counts["acknowledged"] == options.parts, counts
        per_part = 1e6 / options.parts
        print(f"{window:>6} {options.parts / seconds:>9.0f} {used * per_part:>13.1f} {theirs * per_part:>17.1f}")


def _processor_time(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
