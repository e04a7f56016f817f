"""What every room's tests may use."""

import pytest


@pytest.fixture
def stage(db):  # type: ignore[no-untyped-def]
    """A small province with its adopted plan; see tests/stage.py."""
    from stage import build_stage

    return build_stage()
