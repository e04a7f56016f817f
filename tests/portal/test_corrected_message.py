"""A message stands as it was sent; when its figures were corrected, the reader is told at once."""

from datetime import date, timedelta

import pytest
from django.test import Client

from stage import moment
from vungxanh.duties.deliver import deliver
from vungxanh.figures.models import Report
from vungxanh.figures.release import prepare_correction, sign
from vungxanh.messages.draft import draft_message
from vungxanh.messages.offers import template_for
from vungxanh.messages.quoting import quoting
from vungxanh.messages.redraft import redraft
from vungxanh.messages.review import approve

pytestmark = pytest.mark.django_db
DAY = date(2021, 11, 27)


def test_a_message_whose_figures_were_corrected_says_so_and_keeps_its_words(stage, settings) -> None:
    settings.VUNGXANH_NOW = moment(DAY, 20).isoformat()
    stage.declare("cap-3", DAY)
    release = stage.release(DAY, 104)
    message = draft_message(
        stage.adopted, release, duty_id="vp-daily-situation", slot=1, template=template_for("dien-bien-ngay", "cap-3"),
        level="cap-3", by=stage.user, at=moment(DAY), expires_at=moment(DAY, 23),
    )  # fmt: skip
    approve(message, by=stage.second, at=moment(DAY))
    deliver(stage.adopted, message, at=moment(DAY))
    page = f"/en/thong-bao/{message.pk}/"
    assert "These figures were corrected" not in Client().get(page).content.decode()

    Report.objects.filter(place=stage.place, day=DAY, indicator="new_cases").update(value=99)
    draft = prepare_correction(
        release, by=stage.user, as_of=moment(DAY, 18), at=moment(DAY, 18), reason="Counted twice"
    )
    sign(draft, by=stage.second, at=moment(DAY, 18))

    for address in (page, "/en/"):
        told = Client().get(address).content.decode()
        assert "These figures were corrected" in told
        assert "new COVID-19 cases 104" in told


def test_a_redraft_waits_for_its_correction_s_hour_and_is_then_linked_from_what_it_replaces(stage, settings) -> None:
    stage.declare("cap-3", DAY)
    stage.release(DAY - timedelta(days=1), 62)
    later = stage.release(DAY, 104)
    message = draft_message(
        stage.adopted, later, duty_id="vp-daily-situation", slot=1, template=template_for("dien-bien-ngay", "cap-3"),
        level="cap-3", by=stage.user, at=moment(DAY), expires_at=moment(DAY, 23),
    )  # fmt: skip
    approve(message, by=stage.second, at=moment(DAY))
    deliver(stage.adopted, message, at=moment(DAY))

    signed, hour = moment(DAY, 18), moment(DAY, 19)
    Report.objects.filter(place=stage.place, day=DAY - timedelta(days=1), indicator="new_cases").update(value=61)
    old = later.place.releases.get(day=DAY - timedelta(days=1))
    draft = prepare_correction(old, by=stage.user, as_of=signed, at=signed, reason="Counted twice", publish_at=hour)
    correction = sign(draft, by=stage.second, at=signed)
    (quoted,) = quoting(correction)
    new = redraft(quoted.message, correction, by=stage.user, at=signed)
    approve(new, by=stage.second, at=signed)
    assert new.release == later
    assert {sent.send_from for sent in deliver(stage.adopted, new, at=signed)} == {hour}

    for at, status, linked in ((hour - timedelta(seconds=1), 404, False), (hour, 200, True)):
        settings.VUNGXANH_NOW = at.isoformat()
        assert Client().get(f"/en/thong-bao/{new.pk}/").status_code == status
        told = Client().get(f"/en/thong-bao/{message.pk}/").content.decode()
        assert (f'href="/en/thong-bao/{new.pk}/"' in told) is linked
        assert "new COVID-19 cases 104" in told
