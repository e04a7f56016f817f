"""What every test of this room shares."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences are checked as they are written; their translation is another matter."""
    with translation.override("en"):
        yield
