"""Who kept the hour over a period, by district and by unit."""

from collections.abc import Callable
from datetime import timedelta

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from vungxanh.figures.models import Reporter, Sheet

from .conftest import FIRST, TODAY, World, at

Enter = Callable[..., Client]


def said(answer: HttpResponse) -> str:
    return " ".join(answer.content.decode().split())


def test_districts_come_first_and_the_units_of_one_day_by_day(world: World, as_: Enter) -> None:
    for commune in world.communes:
        Reporter.objects.create(place=commune, valid_from=FIRST)
    for n, hour in enumerate((15, 17)):
        day = FIRST + timedelta(days=n)
        Sheet.objects.create(place=world.communes[0], day=day, first_at=at(hour, 0, day), last_at=at(hour, 0, day))
    reader, url = as_("reader"), reverse("desk:reporting")
    whole = said(reader.get(url))
    assert "<b>11 %</b> in time" in whole and "<b>7</b> not reported" in whole
    units = said(reader.get(url, {"khu": world.district.pk}))
    assert "Xã Tích Sơn" in units and "Hùng Vương" not in units
    assert units.count("vx-mark vx-mark--good") == 2  # one day and the legend


def test_an_impossible_period_is_said_and_the_usual_one_shown(world: World, as_: Enter) -> None:
    asked = {"first": TODAY.isoformat(), "last": FIRST.isoformat()}
    answer = as_("reader").get(reverse("desk:reporting"), asked)
    assert answer.status_code == 200 and "The last day is before the first." in said(answer)


def test_an_area_that_is_none_of_ours_is_not_there(world: World, as_: Enter) -> None:
    assert as_("reader").get(reverse("desk:reporting"), {"khu": world.elsewhere.pk}).status_code == 404
