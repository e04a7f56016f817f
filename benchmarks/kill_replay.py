"""Kills the whole example replay at ten random moments and compares its account with an undisturbed run's."""

import os
import platform
import random
import sys
import tempfile
from pathlib import Path
from time import perf_counter

sys.path.append(str(Path(__file__).parents[1] / "tests/exercise"))

from killed_replay import command, database, killed, steps_taken, undisturbed

from vungxanh import database as ours

FIRST, LAST = "2021-10-18", "2022-01-05"
KILLS = 10


def main() -> None:
    server = ours.ensure_running("vungxanh_bench")
    seed = random.randrange(10_000)
    with tempfile.TemporaryDirectory() as folder, database(server, "vungxanh_bench_calm") as calm:
        assert command(calm, Path(folder), "migrate", "-v", "0").wait() == 0
        with database(server, "vungxanh_bench_killed", template="vungxanh_bench_calm") as troubled:
            begun = perf_counter()
            expected = undisturbed(calm, Path(folder), FIRST, LAST)
            seconds = perf_counter() - begun
            steps = steps_taken(calm)
            ended = killed(troubled, Path(folder), FIRST, LAST, steps=steps, kills=KILLS, chance=random.Random(seed))
    same = ended["summary"] == expected["summary"]
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores; seed {seed}")
    print(f"undisturbed: {expected['run']['seconds']} s for 80 days ({seconds:.1f} s with start-up)")
    print(f"killed {KILLS} times within {steps} steps; repeated after a doubt: {ended['run']['repeated_after_doubt']}")
    print(f"same summary: {'yes' if same else 'NO'}")
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
