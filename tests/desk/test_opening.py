"""Opening a due duty: the words that fit its level, its themes and whom it speaks to, drafted for them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from vungxanh.desk.seat import Seat
from vungxanh.desk.to_say import unwritten
from vungxanh.duties.expand import expand_day
from vungxanh.levels.declare import declare
from vungxanh.messages.models import DayTheme, Fact, Message

from .conftest import TODAY, World, at

RELEASES, LOCKED_DOWN = "vp-l12-releases", "vp-g1-daily-update"


@pytest.fixture
def officer(as_) -> Client:  # type: ignore[no-untyped-def]
    return as_("officer")


def opened(client: Client, duty: str, audience: str = "") -> str:
    return client.get(reverse("desk:duty_open", args=[duty]), {"doi-tuong": audience}).content.decode()


def choose(client: Client, duty: str, template: str, *, audience: str, slot: int = 1) -> Message:
    address = f"{reverse('desk:duty_open', args=[duty])}?doi-tuong={audience}"
    answer = client.post(address, {"template": template, "slot": slot})
    return Message.objects.get(pk=answer["Location"].rstrip("/").rpartition("/")[2])


def offered(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('name="template" value="')[1:]]


def test_the_day_s_situation_is_offered_first_at_the_level_in_force(world: World, officer: Client) -> None:
    page = opened(officer, RELEASES, "toan-dan")
    assert offered(page)[0] == "situation-low"
    assert "264" in page
    declare(
        world.adopted, world.province, "cap-4", document="9/QĐ", valid_from=TODAY, by=world.people["second"], at=at(9)
    )
    expand_day(world.adopted, TODAY)
    assert offered(opened(officer, "vp-l4-releases", "toan-dan"))[0] == "situation-very-high"


def test_each_audience_is_offered_its_own_themes_and_what_is_written_for_it(world: World, officer: Client) -> None:
    locked_down = offered(opened(officer, LOCKED_DOWN))
    assert locked_down[0] == "situation-locked-down"
    assert "hotline-supplies" in locked_down
    others = offered(opened(officer, RELEASES, "nhom-2"))
    assert "hotline-donations" in others and "hotline-supplies" not in others
    travellers = offered(opened(officer, RELEASES, "nguoi-ra-vao-tinh"))
    assert len([key for key in travellers if key.startswith("policy-entry-")]) == 8
    students = opened(officer, RELEASES, "nhom-5")
    assert "situation-students" in students and "hotline" not in offered(students)


def test_the_draft_is_for_whom_it_was_opened_and_says_their_facts(world: World, officer: Client) -> None:
    for audience, text in (("nhom-1", "chốt đầu ngõ"), ("nhom-2", "trụ sở Hội Chữ thập đỏ")):
        for key in ("supply_points", "zone_areas"):
            Fact.objects.create(
                key=key, place=world.province, audience=audience, text_vi=text, text_en="x", valid_from=TODAY,
                document="1/TB", recorded_by=world.people["officer"], recorded_at=at(16),
            )  # fmt: skip
    message = choose(officer, RELEASES, "situation-locked-down", audience="nhom-1")
    assert (message.audience, message.duty, message.template.key) == ("nhom-1", RELEASES, "situation-locked-down")  # type: ignore[union-attr]
    said = message.variants.get(language="vi", form="long").text
    assert "chốt đầu ngõ" in said and "Hội Chữ thập đỏ" not in said


def test_what_nobody_recorded_yet_is_said_before_it_is_drafted(officer: Client) -> None:
    page = opened(officer, LOCKED_DOWN)
    assert "Nobody has recorded yet" in page and reverse("desk:facts") in page


def test_the_theme_of_the_day_comes_right_after_the_situation(world: World, officer: Client) -> None:
    DayTheme.objects.create(
        plan=world.adopted, theme="bao-ve-suc-khoe", first=TODAY, last=TODAY, chosen_by=world.people["officer"],
        chosen_at=at(8),
    )  # fmt: skip
    page = opened(officer, RELEASES, "toan-dan")
    assert offered(page)[1] == "health-low" and "theme of the day" in page


def test_two_who_choose_at_once_come_to_one_draft_and_the_next_message_is_the_next_of_the_day(
    world: World, officer: Client, as_, settings
) -> None:  # type: ignore[no-untyped-def]
    first = choose(officer, RELEASES, "situation-low", audience="toan-dan")
    settings.VUNGXANH_NOW = at(17, 11).isoformat()
    assert choose(as_("second"), RELEASES, "advice-low", audience="toan-dan") == first
    assert Message.objects.get().theme == "dien-bien-ngay"
    page = opened(officer, RELEASES, "toan-dan")
    assert reverse("desk:message", args=[first.pk]) in page and 'name="slot" value="2"' in page


@pytest.mark.parametrize(
    "given", [{}, {"template": "situation-very-high", "slot": 1}, {"template": "situation-low", "slot": "x"}]
)
def test_what_was_not_offered_is_not_drafted(officer: Client, given: dict[str, object]) -> None:
    page = officer.post(reverse("desk:duty_open", args=[RELEASES]), given, follow=True).content.decode()
    assert "Choose one of the offers" in page and not Message.objects.exists()


@pytest.mark.parametrize("duty", ["vp-l4-releases", "vp-inspect-nothing", "vp-false-claims-watch"])
def test_a_duty_that_says_nothing_today_is_no_address(officer: Client, duty: str) -> None:
    assert officer.get(reverse("desk:duty_open", args=[duty])).status_code == 404


def test_what_people_say_at_loudspeakers_and_on_pages_is_written_once_a_day(world: World, officer: Client) -> None:
    seat = Seat(world.people["officer"], world.province, at(17, 10))
    told = {one.duty.id: one for one in unwritten(seat)}
    assert {"vp-l12-loudspeaker", LOCKED_DOWN} <= told.keys()
    one = told["vp-l12-loudspeaker"]
    officer.post(reverse("desk:message_draft", args=[one.duty.id, one.slot]))
    message = Message.objects.get()
    assert (message.duty, message.audience, message.level) == ("vp-l12-loudspeaker", "toan-dan", "cap-1")
    assert "vp-l12-loudspeaker" not in {one.duty.id for one in unwritten(seat)}


def test_opening_asks_as_many_queries_for_many_offers_as_for_few(officer: Client) -> None:
    opened(officer, RELEASES, "nhom-3")
    counted = []
    for audience in ("nhom-3", "toan-dan"):
        with CaptureQueriesContext(connection) as asked:
            opened(officer, RELEASES, audience)
        counted.append(len(asked))
    assert counted[0] == counted[1] <= 32
