"""Reminders go to whoever reports for a place that has not, before the hour, once an hour, over a real SMTP wire."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import get_connection
from django.core.management import CommandError, call_command

from stage import Stage, moment
from vungxanh.agencies.models import Agency, Membership, User, Verb
from vungxanh.exercise.mailbox import SimulatedMailbox
from vungxanh.figures.models import Reminder, Reporter
from vungxanh.figures.remind import Line, Reminded, remind
from vungxanh.figures.report import report

DAY = date(2021, 11, 17)
FORM = "https://desk.example/bao-cao/"


@pytest.fixture
def owing(stage: Stage) -> Stage:
    for code, login in (("08707", "tich-son"), ("08710", "lien-bao"), ("243", "")):
        place = stage.places[code]
        Reporter.objects.create(place=place, due=time(16), valid_from=DAY)
        if login:
            user = User.objects.create(username=login, email=f"{login}@xa.example")
            agency = Agency.objects.create(name=f"Trạm y tế {place}", province=stage.place, place=place)
            Membership.objects.create(user=user, agency=agency, place=place, may=[Verb.REPORT_FIGURES], valid_from=DAY)
    return stage


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[SimulatedMailbox]:
    with SimulatedMailbox(tmp_path / "mailbox.jsonl") as mailbox:
        yield mailbox


def reminded(owing: Stage, mailbox: SimulatedMailbox, at: datetime) -> Reminded:
    smtp = "django.core.mail.backends.smtp.EmailBackend"
    line = Line(get_connection(smtp, host="127.0.0.1", port=mailbox.port), "so-lieu@example.vn", FORM)
    return remind(owing.place, at, line)


def test_who_has_not_reported_is_told_and_who_has_is_not(owing: Stage, mailbox: SimulatedMailbox) -> None:
    report(owing.places["08710"], DAY, {"new_cases": 0}, by=None, at=moment(DAY, 15))
    done = reminded(owing, mailbox, moment(DAY, 15, 30))
    assert (done.told, done.refused, [place.code for place in done.unreachable]) == (1, 0, ["243"])
    (mail,) = mailbox.received()
    assert mail.address == "tich-son@xa.example"
    assert "Tích Sơn" in mail.subject and "16:00" in mail.text and FORM in mail.text


def test_nobody_is_told_twice_within_the_hour(owing: Stage, mailbox: SimulatedMailbox) -> None:
    times = [moment(DAY, 15, 10), moment(DAY, 15, 40), moment(DAY, 16, 10)]
    assert [reminded(owing, mailbox, at).told for at in times] == [2, 0, 2]
    assert Reminder.objects.count() == 4


@pytest.mark.parametrize("at", [moment(DAY, 14, 59), moment(DAY, 17), moment(DAY, 22)])
def test_nobody_is_told_long_before_or_after_the_hour(owing: Stage, mailbox: SimulatedMailbox, at: datetime) -> None:
    assert reminded(owing, mailbox, at).told == 0
    assert mailbox.received() == []


def test_a_person_of_several_places_gets_one_mail_that_names_them_all(owing: Stage, mailbox: SimulatedMailbox) -> None:
    Membership.objects.update(user=User.objects.get(username="tich-son"))
    assert reminded(owing, mailbox, moment(DAY, 15, 30)).told == 1
    (mail,) = mailbox.received()
    assert "Tích Sơn" in mail.text and "Liên Bảo" in mail.text


def test_a_mail_that_was_not_taken_is_tried_again_at_the_next_call(
    owing: Stage, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with SimulatedMailbox(tmp_path / "no.jsonl", reject=frozenset({"tich-son@xa.example"})) as mailbox:
        assert reminded(owing, mailbox, moment(DAY, 15, 30)).refused == 1
        assert Reminder.objects.count() == 1
        mailbox.behaviour.reject = frozenset()
        assert reminded(owing, mailbox, moment(DAY, 15, 45)).told == 1
    assert "tich" not in caplog.text and "SMTP" in caplog.text


def test_a_right_that_has_ended_is_not_told(owing: Stage, mailbox: SimulatedMailbox) -> None:
    Membership.objects.update(valid_from=DAY - timedelta(days=9), valid_to=DAY - timedelta(days=1))
    assert reminded(owing, mailbox, moment(DAY, 15, 30)).told == 0


@pytest.fixture
def at_half_past_three(settings) -> None:  # type: ignore[no-untyped-def]
    settings.VUNGXANH_NOW, settings.VUNGXANH_PROVINCE = moment(DAY, 15, 30).isoformat(), "26"


@pytest.mark.usefixtures("at_half_past_three")
def test_the_command_reminds_through_the_named_mail_server_and_prints_no_person(
    owing: Stage, mailbox: SimulatedMailbox, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VUNGXANH_SMTP_URL", f"smtp://127.0.0.1:{mailbox.port}?sender=so-lieu@example.vn")
    monkeypatch.setenv("VUNGXANH_SIMULATORS", str(mailbox.port))
    call_command("figures-remind")
    printed = capsys.readouterr().out
    assert "2 people reminded" in printed and "Tích Sơn" in printed and "@" not in printed
    assert len(mailbox.received()) == 2


@pytest.mark.usefixtures("at_half_past_three")
def test_an_exercise_reminds_nobody_outside_its_simulators(
    owing: Stage, monkeypatch: pytest.MonkeyPatch, mailbox: SimulatedMailbox
) -> None:
    monkeypatch.setenv("VUNGXANH_SMTP_URL", f"smtp://127.0.0.1:{mailbox.port}?sender=so-lieu@example.vn")
    with pytest.raises(CommandError, match="exercise"):
        call_command("figures-remind")
    assert mailbox.received() == [] and not Reminder.objects.exists()


def test_after_the_hour_the_command_lists_who_is_missing(
    owing: Stage, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.VUNGXANH_NOW, settings.VUNGXANH_PROVINCE = moment(DAY, 17, 5).isoformat(), "26"
    call_command("figures-remind", "--json")
    assert '"08707"' in capsys.readouterr().out


def test_who_to_tell_costs_the_same_however_many_units(
    owing: Stage, mailbox: SimulatedMailbox, django_assert_max_num_queries: Callable
) -> None:
    with django_assert_max_num_queries(8):
        reminded(owing, mailbox, moment(DAY, 15, 30))
