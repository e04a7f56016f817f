"""Every address of the desks: who gets in, who does not, and that only POST changes anything."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from vungxanh.agencies.tokens import issue
from vungxanh.desk.seat import Seat
from vungxanh.desk.to_say import unwritten
from vungxanh.desk.urls import urlpatterns
from vungxanh.dispatch.models import Dispatch, Fallback, Step
from vungxanh.duties.models import Evidence, Obligation, Waiver
from vungxanh.duties.speak import draft_speech
from vungxanh.figures.intake import import_figures
from vungxanh.figures.models import FiguresImport, Indicator, Release, ReleaseDraft, Report, Reporter, Sheet
from vungxanh.figures.release import prepare, prepare_correction, sign
from vungxanh.levels.models import Declaration, LocalZone
from vungxanh.levels.zones import declare_zone
from vungxanh.messages.languages import add_language
from vungxanh.messages.models import (
    AreaLanguage,
    Article,
    Comment,
    DayTheme,
    Fact,
    KeyMessage,
    LanguageCheck,
    Message,
    Recording,
    Review,
)
from vungxanh.plan import Zone
from vungxanh.renditions.recordings import keep_recording

from .conftest import FIRST, TODAY, World, at
from .outbox import a_voice, approved, half_sent, imported, to_be_said

GET, POST = "get", "post"
Enter = Callable[..., Client]
SECOND_PERSON = {"release_sign", "message_approve", "message_return", "article_approve"}
FORMS = {
    "figures_import", "figures_enter", "level_declare", "message_edit", "message_order", "duty_open",
    "report", "report_places", "indicator_add", "indicator_edit", "reporter_add", "reporter_edit", "reporters_choose",
    "zone_declare", "zone_lift", "article_add",
}  # fmt: skip
OF_ONE_PERSON = {"token_revoke"}  # not there for anybody else
PRIVATE = {"lists", "list_import", "list_imported", "list_rejected"}  # phone numbers: only for who writes messages


@dataclass(frozen=True)
class Things:
    """One of everything that an address may name, all in the province."""

    obligation: int
    duty: str
    slot: int
    written: int
    draft: int
    sent: int
    list_import: int
    correction: int
    token: int
    reporter: int
    fallback: int
    zone: int
    comment: int
    approved: int
    article: int
    fact: int
    area_language: int
    key_message: int
    said: int


@pytest.fixture
def things(world: World) -> Things:
    seat = Seat(world.people["officer"], world.province, at(17, 10))
    first, second = unwritten(seat)[:2]
    message = draft_speech(world.adopted, first, world.release, by=world.people["officer"], at=seat.at)
    with_a_voice(world, message)
    later = b"date,place,new_cases,new_deaths\n2021-11-17,26,265,1\n"
    import_figures(BytesIO(later), "sua.csv", province=world.province, by=world.people["officer"], at=seat.at)
    draft = prepare_correction(
        world.release, by=world.people["officer"], as_of=seat.at, at=seat.at, reason="missed one"
    )
    sent = half_sent(world)
    people = imported(world)
    fixed = corrected(world)
    token, _secret = issue(world.people["officer"], "DHIS2", at=seat.at, days=30)
    reporter = Reporter.objects.create(place=world.communes[2], valid_from=TODAY)
    zone = declare_zone(
        world.communes[0], Zone.RED, document="5/QĐ", valid_from=seat.at, by=world.people["second"], at=seat.at
    )
    return Things(
        Obligation.objects.filter(duty=second.duty.id, place=world.province).latest("starts").pk,
        second.duty.id,
        second.slot,
        message.pk,
        draft.pk,
        sent.pk,
        people.pk,
        fixed.pk,
        token.pk,
        reporter.pk,
        Fallback.objects.create(audience="toan-dan", channel="sms", then="email", after=timedelta(minutes=30)).pk,
        zone.pk,
        Comment.objects.create(message=message, text="Why?", by=world.people["officer"], at=seat.at).pk,
        approved(world, 9).pk,
        an_article(world).pk,
        a_fact(world).pk,
        AreaLanguage.objects.create(
            place=world.province, language="tyz", source="x", recorded_by=world.people["officer"], recorded_at=seat.at
        ).pk,
        a_key_message(world).pk,
        to_be_said(world).pk,
    )


def with_a_voice(world: World, message: Message) -> None:
    """The message in Ê Đê, as a recording."""
    keep_recording(add_language(message, "rad"), a_voice(), by=world.people["officer"], at=at(17, 9))


def an_article(world: World) -> Article:
    return Article.objects.create(
        kind="guide", place=world.province, theme="thong-diep", title_vi="Cách ly tại nhà", text_vi="Mở cửa sổ.",
        source="Sở Y tế", author=world.people["officer"], written_at=at(17, 1),
    )  # fmt: skip


def a_fact(world: World) -> Fact:
    return Fact.objects.create(
        key="supply_points", place=world.province, text_vi="Nhà văn hóa", text_en="Culture house", valid_from=TODAY,
        document="12/TB", recorded_by=world.people["officer"], recorded_at=at(17, 1),
    )  # fmt: skip


def a_key_message(world: World) -> KeyMessage:
    return KeyMessage.objects.create(
        place=world.province, theme="thong-diep", text_vi="Ở nhà.", text_en="Stay home.", support_vi="Gọi {hotline}.",
        support_en="Call {hotline}.", source="12/TB", valid_from=TODAY, recorded_by=world.people["officer"],
        recorded_at=at(17, 1),
    )  # fmt: skip


def corrected(world: World) -> Release:
    """An earlier day that was released and corrected."""
    officer, second, when = world.people["officer"], world.people["second"], at(17, 8)
    for cases in (3, 4):
        row = f"date,place,new_cases,new_deaths\n2021-11-15,26,{cases},0\n".encode()
        import_figures(BytesIO(row), f"{cases}.csv", province=world.province, by=officer, at=when)
        if cases == 3:
            release = sign(prepare(world.province, FIRST, by=officer, as_of=when, at=when), by=second, at=when)
    draft = prepare_correction(release, by=officer, as_of=when, at=when, reason="one late")
    return sign(draft, by=second, at=when)


Arguments = Callable[[World, Things], list[object]]
NONE: Arguments = lambda w, t: []  # noqa: E731
DAY: Arguments = lambda w, t: [TODAY]  # noqa: E731
RELEASE: Arguments = lambda w, t: [w.release.pk]  # noqa: E731
CORRECTION: Arguments = lambda w, t: [t.correction]  # noqa: E731
DRAFT: Arguments = lambda w, t: [t.draft]  # noqa: E731
MESSAGE: Arguments = lambda w, t: [t.written]  # noqa: E731
EDE: Arguments = lambda w, t: [t.written, "rad"]  # noqa: E731
LIST: Arguments = lambda w, t: [t.list_import]  # noqa: E731
TOKEN: Arguments = lambda w, t: [t.token]  # noqa: E731
SENT: Arguments = lambda w, t: [t.sent]  # noqa: E731
OBLIGATION: Arguments = lambda w, t: [t.obligation]  # noqa: E731
LOUDSPEAKER = "vp-l12-loudspeaker"

ADDRESSES: dict[str, tuple[str, Arguments]] = {
    "figures": (GET, NONE),
    "figures_import": (GET, NONE),
    "figures_imported": (GET, lambda w, t: [w.figures_import.pk]),
    "figures_rejected": (GET, lambda w, t: [w.figures_import.pk]),
    "figures_confirm": (POST, lambda w, t: [w.figures_import.pk]),
    "figures_enter": (GET, DAY),
    "figures_day": (GET, DAY),
    "report_places": (GET, NONE),
    "report": (GET, lambda w, t: [w.communes[2].pk, TODAY]),
    "reporting": (GET, NONE),
    "indicators": (GET, NONE),
    "indicator_add": (GET, NONE),
    "indicator_edit": (GET, lambda w, t: ["new_cases"]),
    "reporters": (GET, NONE),
    "reporters_choose": (POST, NONE),
    "reporter_add": (GET, NONE),
    "reporter_edit": (GET, lambda w, t: [t.reporter]),
    "findings": (GET, DAY),
    "finding_stand": (POST, DAY),
    "release_prepare": (POST, DAY),
    "release_draft": (GET, DRAFT),
    "release_sign": (POST, DRAFT),
    "release": (GET, RELEASE),
    "release_correct": (POST, RELEASE),
    "release_health_report": (GET, RELEASE),
    "release_press": (GET, RELEASE),
    "release_quoted": (GET, CORRECTION),
    "release_redraft": (POST, CORRECTION),
    "levels": (GET, NONE),
    "level_declare": (GET, NONE),
    "level_place": (GET, lambda w, t: [w.communes[0].pk]),
    "zone_declare": (GET, NONE),
    "zone_lift": (GET, lambda w, t: [t.zone]),
    "messages": (GET, NONE),
    "message_draft": (POST, lambda w, t: [t.duty, t.slot]),
    "message": (GET, MESSAGE),
    "message_edit": (GET, MESSAGE),
    "message_preview": (POST, MESSAGE),
    "message_ask": (POST, MESSAGE),
    "message_language_add": (POST, MESSAGE),
    "message_language_drop": (POST, EDE),
    "message_language_check": (POST, EDE),
    "message_record": (POST, EDE),
    "message_recording": (GET, EDE),
    "message_file": (GET, lambda w, t: [t.written, "vi", "sms"]),
    "message_comment": (POST, MESSAGE),
    "message_comment_settle": (POST, lambda w, t: [t.written, t.comment]),
    "message_take": (POST, lambda w, t: [t.written, t.approved]),
    "day_theme": (POST, NONE),
    "library": (GET, NONE),
    "articles": (GET, NONE),
    "article_add": (GET, NONE),
    "article": (GET, lambda w, t: [t.article]),
    "article_approve": (POST, lambda w, t: [t.article]),
    "facts": (GET, NONE),
    "fact_end": (POST, lambda w, t: [t.fact]),
    "key_messages": (GET, NONE),
    "key_message_end": (POST, lambda w, t: [t.key_message]),
    "area_language_add": (POST, NONE),
    "area_language_drop": (POST, lambda w, t: [t.area_language]),
    "message_approve": (POST, MESSAGE),
    "message_return": (POST, MESSAGE),
    "message_order": (GET, MESSAGE),
    "message_send": (POST, MESSAGE),
    "sendings": (GET, NONE),
    "sending": (GET, SENT),
    "sending_failures": (GET, SENT),
    "fallbacks": (GET, NONE),
    "fallback_keep": (POST, NONE),
    "fallback_drop": (POST, lambda w, t: [t.fallback]),
    "lists": (GET, NONE),
    "list_import": (GET, NONE),
    "list_imported": (GET, LIST),
    "list_rejected": (GET, LIST),
    "sending_step": (POST, lambda w, t: [t.sent, "tam-dung"]),
    "duties": (GET, NONE),
    "obligation": (GET, OBLIGATION),
    "duty_open": (GET, lambda w, t: [t.duty]),
    "evidence": (POST, OBLIGATION),
    "waive": (POST, OBLIGATION),
    "duty_said": (GET, lambda w, t: [LOUDSPEAKER]),
    "duty_said_file": (GET, lambda w, t: [LOUDSPEAKER, t.said, "vi", "radio-script"]),
    "stations": (GET, lambda w, t: [LOUDSPEAKER]),
    "stations_of": (GET, lambda w, t: [LOUDSPEAKER, w.district.pk]),
    "account": (GET, NONE),
    "account_obligations": (GET, NONE),
    "account_export": (GET, NONE),
    "tokens": (GET, NONE),
    "token_revoke": (POST, TOKEN),
    "plan": (GET, NONE),
    "plan_duty": (GET, lambda w, t: [LOUDSPEAKER]),
}
DISTRICT_MAY_SEE = {
    "level_place",
    "duties",
    "duty_said",
    "duty_said_file",
    "stations",
    "stations_of",
    "account",
    "account_obligations",
    "account_export",
    "plan",
    "plan_duty",
    "tokens",
}


def test_the_table_names_every_address() -> None:
    assert {pattern.name for pattern in urlpatterns} == set(ADDRESSES)


@dataclass(frozen=True)
class Address:
    name: str
    method: str
    url: str

    def visit(self, client: Client) -> HttpResponse:
        return getattr(client, self.method)(self.url)


def address_of(name: str, world: World, things: Things) -> Address:
    method, arguments = ADDRESSES[name]
    return Address(name, method, reverse(f"desk:{name}", args=arguments(world, things)))


@pytest.fixture
def addresses(world: World, things: Things) -> list[Address]:
    return [address_of(name, world, things) for name in ADDRESSES]


def test_whoever_is_not_logged_in_is_sent_to_the_door(addresses: list[Address]) -> None:
    for address in addresses:
        answer = address.visit(Client())
        assert answer.status_code == 302, address
        assert answer["Location"].startswith("/ban-lam-viec/login/"), address


@pytest.mark.parametrize("outsider", ["stranger", "nobody"])
def test_an_outsider_is_refused_and_changes_nothing(addresses: list[Address], as_: Enter, outsider: str) -> None:
    before, client = everything(), as_(outsider)
    assert {a.name: a.visit(client).status_code for a in addresses} == dict.fromkeys(ADDRESSES, 403)
    assert everything() == before


@pytest.mark.parametrize("name", ADDRESSES)
def test_an_insider_gets_in(name: str, world: World, things: Things, as_: Enter) -> None:
    who = "second" if name in SECOND_PERSON else "officer"
    assert address_of(name, world, things).visit(as_(who)).status_code in (200, 302)


def test_a_district_editor_sees_only_what_is_of_the_district(addresses: list[Address], as_: Enter) -> None:
    client = as_("editor")
    for address in addresses:
        allowed = (200, 302) if address.name in DISTRICT_MAY_SEE else (403, 404)
        assert address.visit(client).status_code in allowed, address


def test_a_reader_reads_everything_and_changes_nothing(addresses: list[Address], as_: Enter) -> None:
    before, client = everything(), as_("reader")
    for address in addresses:
        refused = address.method == POST or address.name in FORMS | PRIVATE
        expected = 404 if address.name in OF_ONE_PERSON else 403 if refused else 200
        assert address.visit(client).status_code == expected, address
    assert everything() == before


def test_what_changes_something_is_not_reached_by_a_link(addresses: list[Address], as_: Enter) -> None:
    client = as_("officer")
    posts = [address for address in addresses if address.method == POST]
    assert {client.get(address.url).status_code for address in posts} == {405}


def test_a_form_from_another_site_is_refused(addresses: list[Address], as_: Enter) -> None:
    before, client = everything(), as_("second", enforce_csrf_checks=True)
    posts = [address for address in addresses if address.method == POST]
    assert {client.post(address.url, {"reason": "a long reason"}).status_code for address in posts} == {403}
    assert everything() == before


def everything() -> list[int]:
    """How many rows there are of whatever a desk can add."""
    rooms = (
        Dispatch,
        Step,
        Evidence,
        Waiver,
        FiguresImport,
        Release,
        ReleaseDraft,
        Declaration,
        LocalZone,
        Message,
        Review,
        Obligation,
        Indicator,
        Report,
        Reporter,
        Sheet,
        Recording,
        LanguageCheck,
        Comment,
        DayTheme,
        Article,
        Fact,
        AreaLanguage,
        KeyMessage,
    )
    return [model.objects.count() for model in rooms]
