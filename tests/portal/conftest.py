"""The province after forty days, seen on the evening of the last one."""

import pytest
from django.core.cache import cache

import factories


@pytest.fixture
def evening(settings) -> None:
    """The site lives on the evening of the last day."""
    settings.VUNGXANH_NOW = factories.NOW
    settings.VUNGXANH_PROVINCE = "26"
    cache.clear()


@pytest.fixture
def province(db, evening) -> factories.Province:
    return factories.province()
