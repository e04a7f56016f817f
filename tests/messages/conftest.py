from datetime import date

import pytest

from vungxanh.messages.models import Message

DAY = date(2021, 11, 27)


@pytest.fixture
def message(stage) -> Message:
    return stage.situation(stage.release(DAY, 1234, 5))
