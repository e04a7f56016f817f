"""A level is declared by a person, with a document and an area, and stands until the next declaration."""

from datetime import date, timedelta

import pytest
from django.db import Error, transaction

from stage import WAVE, moment
from vungxanh.levels.adopt import OtherTextAdopted, adopt
from vungxanh.levels.declare import DeclarationRefused, declare
from vungxanh.levels.models import Declaration
from vungxanh.levels.read import declaration_on

pytestmark = pytest.mark.django_db
DAY = date(2021, 11, 19)


def test_a_commune_follows_its_province_until_it_has_a_declaration_of_its_own(stage) -> None:
    stage.declare("cap-1", DAY)
    commune = stage.places["08707"]
    assert declaration_on(commune, DAY).level == "cap-1"
    stage.declare("cap-4", DAY + timedelta(days=1), place=commune)
    stage.declare("cap-2", DAY + timedelta(days=2))
    assert declaration_on(commune, DAY + timedelta(days=2)).level == "cap-4"
    assert declaration_on(stage.places["08743"], DAY + timedelta(days=2)).level == "cap-2"


def test_a_declaration_is_not_in_force_before_its_day(stage) -> None:
    stage.declare("cap-1", DAY)
    assert declaration_on(stage.place, DAY - timedelta(days=1)) is None


def test_a_bad_declaration_is_told_everything_that_is_wrong_at_once(stage) -> None:
    with pytest.raises(DeclarationRefused) as refused:
        declare(
            stage.adopted,
            stage.place,
            "cap-9",
            document=" ",
            valid_from=WAVE - timedelta(days=9),
            by=stage.user,
            at=moment(DAY),
        )
    assert len(refused.value.problems) == 4
    assert not Declaration.objects.exists()


def test_the_same_document_declares_once(stage) -> None:
    for _ in range(2):
        declare(stage.adopted, stage.place, "cap-1", document="7/QĐ", valid_from=DAY, by=stage.user, at=moment(DAY))
    assert Declaration.objects.count() == 1
    with pytest.raises(DeclarationRefused):
        declare(stage.adopted, stage.place, "cap-2", document="7/QĐ", valid_from=DAY, by=stage.user, at=moment(DAY))


def test_a_declaration_cannot_be_changed_by_any_path(stage) -> None:
    declared = stage.declare("cap-1", DAY)
    for change in (
        lambda: Declaration.objects.update(level="cap-4"),
        lambda: Declaration.objects.all().delete(),
        lambda: Declaration(
            pk=declared.pk, **{f: getattr(declared, f) for f in ("plan", "place", "document")}
        ).delete(),
    ):
        with pytest.raises(Error), transaction.atomic():
            change()
    assert declaration_on(stage.place, DAY).level == "cap-1"


def test_other_words_from_the_same_day_are_another_plan(stage) -> None:
    text = stage.adopted.text + "\n# a remark\n"
    with pytest.raises(OtherTextAdopted):
        adopt(stage.place, text, stage.adopted.overlay_text, document="x", adopted_from=WAVE)
