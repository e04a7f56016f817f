"""A citizen's view: a real browser reads every public page on a phone and on a desk, in both languages."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from browser.conftest import Site

pytestmark = pytest.mark.browser

PAGES = [
    "/",
    "/so-lieu/",
    "/so-lieu/25/",
    "/so-lieu/26/",
    "/so-lieu/dinh-chinh/",
    "/so-lieu/tu-dien/",
    "/thong-bao/",
    "/thong-bao/{message}/",
    "/ke-hoach/",
    "/ke-hoach/khong-lam/",
    "/bao-cao/",
    "/bao-cao/uy-ban/",
    "/gioi-thieu/",
    "/khong-co-trang-nay/",
]
PHONE: ViewportSize = {"width": 360, "height": 800}
DESK: ViewportSize = {"width": 1280, "height": 800}
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}


@pytest.fixture
def page(chromium: Browser, site: Site) -> Iterator[Page]:
    """A page that asks no one but the site: whatever it asks elsewhere is stopped and remembered."""
    context = chromium.new_context(viewport=PHONE, base_url=site.url)
    asked_elsewhere: list[str] = []

    def stop(route) -> None:  # type: ignore[no-untyped-def]
        asked_elsewhere.append(route.request.url)
        route.abort()

    context.route(lambda url: not url.startswith((site.url, "data:")), stop)
    yield context.new_page()
    context.close()
    assert asked_elsewhere == []


def violations(page: Page, options: dict[str, object]) -> list[tuple[str, list[str]]]:
    """What axe finds: (rule, the elements that break it)."""
    found = Axe().run(page, options=options).response["violations"]
    return [(v["id"], [node["html"][:160] for node in v["nodes"]]) for v in found]


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_meets_wcag_2_1_aa_and_fits_the_screen(page: Page, site: Site, path: str, language: str) -> None:
    page.goto(language + path.format(message=site.message))
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    for screen in (PHONE, DESK):
        page.set_viewport_size(screen)
        assert page.evaluate("document.documentElement.scrollWidth") <= screen["width"]
        assert violations(page, WCAG) == []


def test_colours_keep_their_contrast_in_the_dark(chromium: Browser, site: Site) -> None:
    page = chromium.new_page(color_scheme="dark", base_url=site.url, viewport=PHONE)
    for path in ("/", "/ke-hoach/", "/bao-cao/", "/so-lieu/26/"):
        page.goto(path)
        assert violations(page, {"runOnly": ["color-contrast"]}) == []
    page.close()


def test_a_citizen_reads_the_level_todays_figures_and_who_said_so(page: Page) -> None:
    page.goto("/")
    assert page.get_by_role("heading", level=1).inner_text() == "Cấp độ 3"
    hero = page.get_by_role("region", name="Cấp độ 3").inner_text()
    assert "04/QĐ-DT" in hero
    assert "Ban Chỉ đạo phòng, chống dịch Covid-19 tỉnh" in hero
    figures = page.locator(".figures").inner_text().split("\n")
    assert "40" in figures
    assert "Sở Y tế tỉnh Vĩnh Phúc" in hero
    page.get_by_role("link", name="041/2021").first.click()
    assert page.url.endswith("/so-lieu/41/")


def test_the_other_language_is_one_step_away(page: Page) -> None:
    page.goto("/so-lieu/?thang=2021-11")
    page.get_by_role("link", name="English").click()
    assert page.url.endswith("/en/so-lieu/?thang=2021-11")
    assert page.get_by_role("heading", level=1).inner_text() == "Released figures"


def test_the_keyboard_reaches_the_content_first(page: Page) -> None:
    page.goto("/en/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Go to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_home_page_is_light(chromium: Browser, site: Site) -> None:
    page = chromium.new_page(base_url=site.url)
    sizes: dict[str, int] = {}
    page.on("requestfinished", lambda request: sizes.update({request.url: request.sizes()["responseBodySize"]}))
    page.goto("/", wait_until="networkidle")
    page.close()
    assert sum(sizes.values()) < 100_000, sizes
