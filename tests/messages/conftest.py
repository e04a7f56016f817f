from collections.abc import Iterator
from datetime import date

import pytest
from django.utils import translation

from vungxanh.messages.models import Message

DAY = date(2021, 11, 27)


@pytest.fixture
def message(stage) -> Message:
    return stage.situation(stage.release(DAY, 1234, 5))


@pytest.fixture
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield
