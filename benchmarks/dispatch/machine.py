"""The machine a run was made on, so that a figure is never read without it."""

import os
from dataclasses import dataclass
from pathlib import Path

_STEAL = 7  # the eighth figure of /proc/stat: time that the machine's host gave to others


@dataclass(frozen=True, slots=True)
class Moment:
    """Processor time in ticks since the machine was started, and the load of the last minute."""

    load: float
    busy: int
    stolen: int
    whole: int


def moment() -> Moment:
    ticks = [int(one) for one in Path("/proc/stat").read_text().partition("\n")[0].split()[1:9]]
    idle = ticks[3] + ticks[4]
    return Moment(os.getloadavg()[0], sum(ticks) - idle - ticks[_STEAL], ticks[_STEAL], sum(ticks))


def named() -> str:
    """Model and number of cores."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), "unknown processor")
    memory = next(line.split()[1] for line in Path("/proc/meminfo").read_text().splitlines() if "MemTotal" in line)
    return f"{model}, {os.cpu_count()} cores, {int(memory) / 1_048_576:.0f} GB"


def between(first: Moment, last: Moment) -> str:
    """Load at both ends, and what share of the processor time was used and stolen in between."""
    whole = max(1, last.whole - first.whole)
    return (
        f"load {first.load:.2f} at the start, {last.load:.2f} at the end; in between "
        f"{(last.busy - first.busy) / whole:.0%} busy, {(last.stolen - first.stolen) / whole:.1%} stolen by the host"
    )
