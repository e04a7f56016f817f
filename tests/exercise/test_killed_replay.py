"""A replay killed anywhere goes on where it stopped: nothing lost, nothing doubled, the same account at the end.

The whole outbreak with ten kills is `benchmarks/kill_replay.py`; here it is the first weeks.
"""

import os
import random

from killed_replay import command, database, killed, steps_taken, undisturbed

FIRST, LAST = "2021-10-18", "2021-11-12"
KILLS = 10


def test_a_replay_killed_ten_times_ends_like_one_that_was_left_alone(tmp_path) -> None:
    server = os.environ["DATABASE_URL"]
    with database(server, "vungxanh_replay_calm") as calm:
        assert command(calm, tmp_path, "migrate", "-v", "0").wait() == 0
        with database(server, "vungxanh_replay_killed", template="vungxanh_replay_calm") as troubled:
            expected = undisturbed(calm, tmp_path, FIRST, LAST)
            steps = steps_taken(calm)
            ended = killed(troubled, tmp_path, FIRST, LAST, steps=steps, kills=KILLS, chance=random.Random(2021))
    assert ended["summary"] == expected["summary"]
    assert expected["summary"]["sms_parts"] > 0
