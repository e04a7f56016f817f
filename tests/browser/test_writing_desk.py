"""From a due duty to an approval on a phone, in a real browser: the same numbers on page, SMS, PDF and sound."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pypdfium2
import pytest
import soundfile
from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from browser.conftest import QUIET, _never_in_the_real_database
from browser.test_public_pages import PHONE
from desk.conftest import at, build_world
from reading_back import numbers_in
from vungxanh.speech.hear import hear

pytestmark = pytest.mark.browser
PASSWORD = "mot-mat-khau-dai"  # noqa: S105  of invented people
CASES, DEATHS = "264", "1"


@dataclass(frozen=True)
class Desk:
    url: str


@pytest.fixture(scope="module")
def desk(request, binary, tmp_path_factory, django_db_setup, django_db_blocker) -> Iterator[Desk]:  # type: ignore[no-untyped-def]
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        _never_in_the_real_database(request.config)
        patch.setattr(settings, "VUNGXANH_NOW", at(17, 10).isoformat())
        patch.setattr(settings, "VUNGXANH_PROVINCE", "26")
        patch.setattr(settings, "MEDIA_ROOT", tmp_path_factory.mktemp("media"))
        with a_database_of_its_own():
            for person in build_world().people.values():
                person.set_password(PASSWORD)
                person.save()
            server = LiveServer("localhost")
            yield Desk(server.url)
            server.stop()


@contextmanager
def a_database_of_its_own() -> Iterator[None]:
    """A copy of the empty test database, so that nothing of this desk is left for other tests."""
    name = connection.settings_dict["NAME"]
    own = f"{name}_desk"
    with connection._nodb_cursor() as cursor:
        connection.close()
        cursor.execute(f'drop database if exists "{own}" with (force)')
        cursor.execute(f'create database "{own}" template "{name}"')
    connection.settings_dict["NAME"] = own
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'drop database if exists "{own}" with (force)')


@pytest.fixture(scope="module")
def chromium(binary: str, desk: Desk) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=binary, args=QUIET)
        yield browser
        browser.close()


def enter(browser: Browser, desk: Desk, who: str, **how: object) -> Page:
    page = browser.new_context(locale="en-GB", **how).new_page()  # type: ignore[arg-type]
    page.goto(f"{desk.url}/ban-lam-viec/login/")
    page.fill("#id_username", who)
    page.fill("#id_password", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url("**/ban-lam-viec/")
    return page


def voice() -> dict[str, object]:
    file = io.BytesIO()
    soundfile.write(file, np.sin(np.arange(48_000) / 8) / 2, 16_000, format="WAV")
    return {"name": "ede.wav", "mimeType": "audio/wav", "buffer": file.getvalue()}


def test_from_a_due_duty_to_an_approval_on_a_phone(chromium: Browser, desk: Desk) -> None:
    officer = enter(chromium, desk, "officer")
    officer.goto(f"{desk.url}/ban-lam-viec/thong-diep/")
    officer.locator(".vx-say__row button").first.click()
    expect(officer.locator(".vx-variant").first).to_contain_text(CASES)
    message = officer.url.rstrip("/").rsplit("/", 1)[-1]

    # Two numbers typed by hand are remarked on, and put right with a press each.
    officer.goto(f"{desk.url}/ban-lam-viec/thong-diep/{message}/sua/")
    short = officer.locator(".vx-write", has=officer.locator("textarea[lang=vi][rows='4']"))
    area = short.locator("textarea")
    area.fill("{place} {day}: 264 ca mới, {new_deaths} tử vong. Hãy ở nhà. Hỏi 1022")
    for field in ("{new_cases}", "{hotline}"):
        short.locator(f'[data-fix="{field}"]').first.click()
        expect(area).to_have_value(re.compile(re.escape(field)))
    expect(short.locator(".vx-phone")).to_contain_text(f"{CASES} ca mới")
    english = officer.locator(".vx-write", has=officer.locator("textarea[lang=en][rows='4']")).locator("textarea")
    english.fill("{place} {day}: {new_cases} new cases, {new_deaths} deaths. Stay at home. Ask: {hotline}")
    officer.locator(".vx-sticky .button").first.click()

    # An Ê Đê voice, heard through before it is kept.
    officer.select_option("#language", "rad")
    officer.locator("#languages form.vx-search button").click()
    officer.goto(f"{desk.url}/ban-lam-viec/thong-diep/{message}/")
    officer.locator("#languages li", has_text="Ê Đê").locator("details:has([type=file]) > summary").click()
    officer.set_input_files("#languages li:has-text('Ê Đê') input[type=file]", voice())  # type: ignore[arg-type]
    officer.locator("#languages li:has-text('Ê Đê') form[enctype] button").click()
    expect(officer.locator("#languages li", has_text="Ê Đê").locator("audio")).to_be_visible()

    # Every file is made before anybody is asked; the page says how far it is.
    officer.locator("#verdict button.button").click()
    expect(officer.locator(".vx-clock")).to_be_visible(timeout=120_000)

    # A second person reads the Ê Đê and approves, on a phone.
    second = enter(chromium, desk, "second", viewport=PHONE)
    second.goto(f"{desk.url}/ban-lam-viec/thong-diep/{message}/")
    assert second.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    second.locator("#languages li", has_text="Ê Đê").locator("form button").first.click()
    second.locator("#verdict button.button").first.click()
    expect(second.locator(".vx-state").first).to_have_text("approved, not sent")

    # The page, the SMS, the paper, the picture and the sound say the same numbers.
    address = f"{desk.url}/ban-lam-viec/thong-diep/{message}/tep/vi"
    expect(second.locator(".vx-variant").first).to_contain_text(CASES)
    assert f"{CASES} ca mới, {DEATHS} tử vong" in second.request.get(f"{address}/sms/").text()
    paper = pypdfium2.PdfDocument(second.request.get(f"{address}/press-release-pdf/").body())
    assert CASES in paper[0].get_textpage().get_text_range()
    said = second.request.get(f"{address}/radio-script/").text()
    assert {int(CASES), int(DEATHS)} <= set(numbers_in(said))
    assert hear(second.request.get(f"{address}/audio-mp3/").body()).seconds > 10
    spoken = second.request.get(f"{desk.url}/ban-lam-viec/thong-diep/{message}/tep/rad/audio-mp3/")
    assert spoken.ok and hear(spoken.body()).seconds > 3
