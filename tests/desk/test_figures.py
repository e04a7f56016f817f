"""The figures desk: nothing lost, two persons, corrections with a reason."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from vungxanh.figures.models import FiguresImport, Release, ReleaseDraft, Report

from .conftest import TODAY, World


def file(text: str | bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("so-lieu.csv", text.encode() if isinstance(text, str) else text, "text/csv")


def test_an_import_shows_that_rows_in_are_stored_or_rejected_with_line_and_reason(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    url = reverse("desk:figures_import")
    answer = as_("officer").post(
        url, {"file": file("date,place,new_cases\n2021-11-16,26,5\n2021-11-15,26,x\n")}, follow=True
    )
    said = answer.content.decode()
    done = FiguresImport.objects.latest("pk")
    assert (done.rows_in, done.rows_stored, done.rows_rejected) == (2, 1, 1)
    assert "2021-11-15,26,x" in said and "is not a whole number" in said


def test_a_refused_file_says_everything_wrong_at_once(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    answer = as_("officer").post(reverse("desk:figures_import"), {"file": file("when,where\n1,2\n")})
    said = answer.content.decode()
    assert "a column of days" in said and "no column says where" in said and "by an indicator" in said
    assert FiguresImport.objects.count() == 1


def test_values_entered_twice_and_back_again_are_what_is_reported(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    officer, url = as_("officer"), reverse("desk:figures_enter", args=[TODAY])
    for value in (270, 271, 270):
        assert officer.post(url, {"new_cases": value}).status_code == 302
        assert Report.objects.get(day=TODAY, place=world.province, indicator="new_cases").value == value


def test_what_was_typed_stays_when_a_value_is_refused(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    answer = as_("officer").post(reverse("desk:figures_enter", args=[TODAY]), {"new_cases": "-4", "new_deaths": "9"})
    said = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="-4"' in said and 'value="9"' in said


def test_the_person_who_prepared_has_no_button_to_sign_and_reads_why(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    correct = reverse("desk:release_correct", args=[world.release.pk])
    as_("officer").post(reverse("desk:figures_enter", args=[TODAY]), {"new_cases": 265})
    as_("officer").post(correct, {"reason": "One case was counted in another province"})
    draft = ReleaseDraft.objects.latest("pk")
    page, sign = reverse("desk:release_draft", args=[draft.pk]), reverse("desk:release_sign", args=[draft.pk])
    own, other = as_("officer").get(page).content.decode(), as_("second").get(page).content.decode()
    assert sign not in own and "you cannot sign it" in own
    assert sign in other
    as_("officer").post(sign)
    assert Release.objects.count() == 1
    as_("second").post(sign)
    assert Release.objects.latest().corrects == world.release


def test_a_correction_without_a_reason_is_refused_beside_the_form(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    as_("officer").post(reverse("desk:figures_enter", args=[TODAY]), {"new_cases": 265})
    answer = as_("officer").post(reverse("desk:release_correct", args=[world.release.pk]), {"reason": " "})
    assert "Say why the released figures were wrong" in answer.content.decode()
    assert ReleaseDraft.objects.count() == 1
