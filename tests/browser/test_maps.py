"""The map and the page of a place as a citizen sees them: a whole province, phone and desk, light and dark."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import cache
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

import below
from browser.conftest import QUIET, _empty, _never_in_the_real_database
from browser.test_public_pages import DESK, PHONE, WCAG, violations

pytestmark = pytest.mark.browser
PAGES = ["/ban-do/", "/ban-do/?bac=xa", "/ban-do/?xem=vung", "/ban-do/?xem=cap-do", "/ban-do/26/"]


@pytest.fixture(scope="module")
def address(request, binary, django_db_setup, django_db_blocker) -> Iterator[str]:  # type: ignore[no-untyped-def]
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        _never_in_the_real_database(request.config)
        patch.setattr(settings, "VUNGXANH_NOW", below.NOW)
        patch.setattr(settings, "VUNGXANH_PROVINCE", "26")
        cache.clear()
        below.whole_province()
        server = LiveServer("localhost")
        yield server.url
        server.stop()
        _empty()


@pytest.fixture(scope="module")
def browser_here(binary: str, address: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=binary, args=QUIET)
        yield browser
        browser.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_a_map_meets_wcag_2_1_aa_and_fits_the_screen(
    browser_here: Browser, address: str, path: str, scheme: str
) -> None:
    page = browser_here.new_page(color_scheme=scheme, base_url=address)  # type: ignore[arg-type]
    for screen in (PHONE, DESK):
        page.set_viewport_size(screen)
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= screen["width"]
        assert violations(page, WCAG) == []
        shown = page.locator("svg.map, svg.times").filter(visible=True).first.bounding_box()
        assert shown is not None and shown["width"] >= 280
    page.close()


def test_the_labels_of_a_phone_are_large_enough_to_read(browser_here: Browser, address: str) -> None:
    page = browser_here.new_page(base_url=address, viewport=PHONE)
    page.goto("/ban-do/?bac=huyen")
    heights = (
        page.locator("svg.map .label")
        .filter(visible=True)
        .evaluate_all("all => all.map(e => e.getBoundingClientRect().height)")
    )
    assert heights and min(heights) >= 11
    page.close()
