"""Duties and the account: evidence on a phone, many stations at once, the own area only, few queries."""

import csv
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from vungxanh.duties.models import Evidence, Obligation, Waiver

from .conftest import TODAY, World, place

PROOF = {"count": 6, "kind": "play_log", "reference": "Sổ phát 17/11", "at": "2021-11-17T16:00"}
LOUDSPEAKER = "vp-l12-loudspeaker"


def test_one_tap_proves_a_duty_with_what_the_form_already_holds(loudspeakers, as_) -> None:  # type: ignore[no-untyped-def]
    editor = as_("editor")
    page = editor.get(reverse("desk:obligation", args=[loudspeakers[0].pk]))
    ready = {name: page.context["form"].initial[name] for name in ("count", "kind", "reference", "at")}
    assert ready["count"] == 4
    editor.post(reverse("desk:evidence", args=[loudspeakers[0].pk]), ready)
    assert "4/4" in editor.get(reverse("desk:obligation", args=[loudspeakers[0].pk])).content.decode()


def test_an_editor_cannot_prove_the_duty_of_another_district(loudspeakers, as_) -> None:  # type: ignore[no-untyped-def]
    other = next(o for o in loudspeakers if o.place.name == "Hùng Vương")
    assert as_("editor").post(reverse("desk:evidence", args=[other.pk]), PROOF).status_code == 404
    area = reverse("desk:stations_of", args=[LOUDSPEAKER, loudspeakers[0].place.parent_id])
    as_("editor").post(area, {**PROOF, "obligation": [loudspeakers[0].pk, other.pk]})
    assert Evidence.objects.count() == 0


def test_the_checked_stations_are_recorded_together(world: World, loudspeakers, as_) -> None:  # type: ignore[no-untyped-def]
    area = reverse("desk:stations_of", args=[LOUDSPEAKER, world.district.pk])
    mine = [o.pk for o in loudspeakers if o.place.parent_id == world.district.pk]
    as_("editor").post(area, {**PROOF, "obligation": mine})
    assert sorted(Evidence.objects.values_list("obligation", "count")) == [(pk, 6) for pk in sorted(mine)]
    said = as_("editor").post(area, {**PROOF, "obligation": mine}, follow=True).content.decode()
    assert "already had this reference" in said and Evidence.objects.count() == len(mine)


def test_refused_evidence_keeps_what_was_typed_and_says_everything(loudspeakers, as_) -> None:  # type: ignore[no-untyped-def]
    wrong = {**PROOF, "at": "2021-11-17T23:00", "count": 0, "reference": "Sổ của tôi"}
    said = as_("editor").post(reverse("desk:evidence", args=[loudspeakers[0].pk]), wrong).content.decode()
    assert "Sổ của tôi" in said and "greater than or equal to 1" in said
    late = {**PROOF, "at": "2021-11-17T23:00"}
    assert (
        "in the future"
        in as_("editor").post(reverse("desk:evidence", args=[loudspeakers[0].pk]), late).content.decode()
    )


def test_a_waiver_needs_a_reason_and_the_right(loudspeakers, as_) -> None:  # type: ignore[no-untyped-def]
    url = reverse("desk:waive", args=[loudspeakers[0].pk])
    assert as_("editor").post(url, {"reason": "The station has burnt down"}).status_code == 403
    assert "Say why" in as_("officer").post(url, {"reason": "no"}).content.decode()
    as_("officer").post(url, {"reason": "The station has burnt down"})
    assert Waiver.objects.get().obligation_id == loudspeakers[0].pk


def test_the_export_holds_the_rows_of_the_own_area_only(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    def places(name: str) -> set[str]:
        answer = as_(name).get(reverse("desk:account_export"))
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        return {row["place_code"] for row in csv.DictReader(StringIO(text))}

    assert places("editor") <= {"243", "08707", "08710"}
    assert {"26", "08740"} <= places("officer")


def test_a_cell_that_a_spreadsheet_would_run_is_text(loudspeakers, as_) -> None:  # type: ignore[no-untyped-def]
    as_("officer").post(reverse("desk:waive", args=[loudspeakers[0].pk]), {"reason": "=1+1 broken"})
    text = b"".join(as_("officer").get(reverse("desk:account_export")).streaming_content).decode("utf-8-sig")
    assert "'=1+1 broken" in {row["waiver"] for row in csv.DictReader(StringIO(text))}


LISTS = {
    "duties": [],
    "account": [],
    "account_obligations": [],
    "messages": [],
    "figures": [],
    "stations": [LOUDSPEAKER],
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_as_many_questions_for_many_places_as_for_few(name: str, world: World, loudspeakers, as_) -> None:  # type: ignore[no-untyped-def]
    client, url = as_("officer"), reverse(f"desk:{name}", args=LISTS[name])
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(url)
    new = [place(f"{10000 + n:05d}", "commune", f"Xã {n}", world.district) for n in range(40)]  # type: ignore[arg-type]
    one = loudspeakers[0]
    Obligation.objects.bulk_create(
        Obligation(plan=world.adopted, duty=one.duty, place=where, agency=one.agency, level=one.level, min=4,
                   timing=one.timing, modality=one.modality, starts=TODAY, ends=TODAY, due_at=one.due_at)
        for where in new
    )  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)
    assert len(many) <= 32


def test_the_plan_is_searched_without_accents(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    answer = as_("editor").get(reverse("desk:plan"), {"q": "truyen thanh 04 lan"})
    assert [duty.id for duty, _ in answer.context["duties"]][:1] == [LOUDSPEAKER]


def test_declined_duties_are_shown_with_the_reason(world: World, as_) -> None:  # type: ignore[no-untyped-def]
    assert len(as_("reader").get(reverse("desk:account")).context["declined"]) == 5
