from datetime import date

import pytest

from vungxanh.messages.models import Message

DAY = date(2021, 11, 27)


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def message(stage) -> Message:
    """The situation at level 3, with 1,234 cases and 5 deaths."""
    return stage.situation(stage.release(DAY, 1234, 5))
