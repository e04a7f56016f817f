"""The API does what its description says, whatever it is asked: no 5xx, no status, header or body it does not name."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.config import (
    GenerationConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
)
from schemathesis.specs.openapi.checks import positive_data_acceptance

from .conftest import World

EXAMPLES = 12  # for each operation, each way
GENERATION = GenerationConfig(
    max_examples=EXAMPLES, deterministic=True, database="none", with_security_parameters=False
)
CONFIG = SchemathesisConfig(projects=ProjectsConfig(default=ProjectConfig(generation=GENERATION)))
ONE_WORLD = settings(  # what one example stores, the next one finds; all is undone after the operation's test
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
UNPACKED = {"Accept-Encoding": "identity"}  # in the same process nobody unpacks
# What is well formed may still be no day, place or indicator of this province.
EXCLUDED = [positive_data_acceptance]


@schemathesis.serializer("application/csv")
def as_it_is(_context: schemathesis.SerializationContext, value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application(), config=CONFIG)


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """As Django's own test client does: the end of a request ends neither the transaction nor its connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand requests in a few seconds are no haste here."""
    for limit in ("REQUESTS_A_MINUTE", "REFUSED_A_MINUTE"):
        monkeypatch.setattr(f"vungxanh.api.door.{limit}", 10**9)


@schema.parametrize()
@ONE_WORLD
def test_anybody_is_answered_as_described(case: schemathesis.Case, world: World) -> None:
    case.call_and_validate(headers=UNPACKED, excluded_checks=EXCLUDED)


@schema.parametrize()
@ONE_WORLD
def test_a_person_is_answered_as_described(case: schemathesis.Case, world: World) -> None:
    headers = {**UNPACKED, "Authorization": f"Bearer {world.secrets['province']}"}
    case.call_and_validate(headers=headers, excluded_checks=EXCLUDED)
