"""A message stands as it was sent; when its figures were corrected, the reader is told at once."""

from datetime import date

import pytest
from django.test import Client

from stage import moment
from vungxanh.duties.deliver import deliver
from vungxanh.figures.models import Report
from vungxanh.figures.release import prepare_correction, sign
from vungxanh.messages.draft import draft_message, template_for
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
        assert "104 new COVID-19 cases" in told
