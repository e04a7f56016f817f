"""Tests run on a real PostgreSQL: DATABASE_URL, or a private server that is kept between runs under var/."""

import os

import pytest

from vungxanh import database

os.environ.setdefault("VUNGXANH_EXERCISE", "1")
database.ensure_running("vungxanh_dev")


@pytest.fixture
def stage(db):  # type: ignore[no-untyped-def]
    """A small province with its adopted plan; see tests/stage.py."""
    from stage import build_stage

    return build_stage()
