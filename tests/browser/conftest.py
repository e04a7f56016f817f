"""The site, served for real, and a Chromium to read it. Without a Chromium the tests are skipped; in CI they fail."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import pgtrigger
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

import factories

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ROOMS = (
    "duties",
    "dispatch",
    "subscribers",
    "messages",
    "levels",
    "figures",
    "agencies",
    "places",
)  # the upper ones first


@dataclass(frozen=True)
class Site:
    url: str
    message: int


@pytest.fixture(scope="session")
def binary() -> str:
    names = (os.environ.get("CHROMIUM"), "chromium", "google-chrome")
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None:
        reason = "No Chromium: install Debian's chromium or name one in CHROMIUM."
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    return found


@pytest.fixture(scope="module")
def site(request, binary, django_db_setup, django_db_blocker) -> Iterator[Site]:  # type: ignore[no-untyped-def]
    """A running site with a province in it. What was written is taken away again afterwards."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        _never_in_the_real_database(request.config)
        patch.setattr(settings, "VUNGXANH_NOW", factories.NOW)
        patch.setattr(settings, "VUNGXANH_PROVINCE", "26")
        try:
            made = factories.province()
            server = LiveServer("localhost")
            yield Site(server.url, made.messages[0].pk)
            server.stop()
        finally:
            _empty()


@pytest.fixture(scope="module")
def chromium(binary: str, site: Site) -> Iterator[Browser]:
    """After the site: while Playwright's loop runs in this thread, Django would open the database elsewhere."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=binary, args=QUIET)
        yield browser
        browser.close()


def _never_in_the_real_database(config: pytest.Config) -> None:
    """pytest-django makes the test database only when a chosen test carries its mark; these carry none."""
    if not str(connection.settings_dict["NAME"]).startswith("test_"):
        fresh = config.getoption("create_db")
        setup_databases(verbosity=0, interactive=False, keepdb=not fresh, aliases={"default"})


def _empty() -> None:
    with pgtrigger.ignore():
        for room in ROOMS:
            config = next(c for c in apps.get_app_configs() if c.name == f"vungxanh.{room}")
            for model in reversed(list(config.get_models(include_auto_created=True))):
                rows = model._default_manager.all()
                rows._raw_delete(rows.db)
