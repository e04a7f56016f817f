"""Two sender hosts in network namespaces over one PostgreSQL, the same run as the benchmark's (two_hosts_run.py).

Their account is not an exercise's: an exercise reaches the loopback only. No namespace has a way out of this machine.
"""

import os
import sys
from pathlib import Path

import pytest
from django.db import connection

sys.path.append(str(Path(__file__).parents[2]))  # the project's folder, where the benchmarks are

from benchmarks.dispatch import namespaces
from benchmarks.dispatch.two_hosts import outcomes

_REASON = namespaces.not_allowed()


@pytest.mark.skipif(bool(_REASON), reason=_REASON)
def test_when_one_of_two_hosts_is_killed_or_cut_off_the_other_finishes_and_nothing_is_lost(transactional_db, tmp_path):
    schema = os.environ["DATABASE_URL"].rpartition("/")[0] + "/" + connection.settings_dict["NAME"]
    found = outcomes(schema, 2_000, tmp_path)
    assert [one["how"] for one in found] == ["kill -9", "cable out"]
    for one in found:
        assert one["delivered"] == one["parts"] == 6_000, one
        assert (one["lost"], one["unknown"], one["silently_twice"], one["miscounted"]) == (0, 0, 0, {}), one
        assert one["twice"] <= one["bound"], one
