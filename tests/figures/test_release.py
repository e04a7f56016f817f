"""A release is prepared by one person, signed by another, numbered, sealed, and final."""

from datetime import UTC, timedelta
from io import BytesIO
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connection, transaction

from vungxanh.figures.chain import verify_chain
from vungxanh.figures.intake import import_figures
from vungxanh.figures.models import Release, ReleasedFigure, ReleaseDraft, Report
from vungxanh.figures.read import figures_of
from vungxanh.figures.refusals import (
    AlreadyReleased,
    ChangedSincePrepared,
    NoReason,
    NothingReported,
    NothingToCorrect,
    NotTheLatest,
    SamePerson,
)
from vungxanh.figures.release import prepare, prepare_correction, sign

from .conftest import AT, DAY, Desk


def drafted(desk: Desk) -> ReleaseDraft:
    return prepare(desk.place, DAY, by=desk.preparer, as_of=AT, at=AT)


def test_a_release_carries_what_was_reported_and_says_what_was_not(desk: Desk) -> None:
    desk.report(DAY, 12, 1)
    release = desk.release()
    assert figures_of(release) == {"new_cases": 12, "new_deaths": 1, "severe_cases": None, "aefi": None}
    assert (release.number, release.prepared_by, release.signed_by) == (1, desk.preparer, desk.signer)
    assert (release.as_of, release.published_at) == (AT, AT)


def test_a_day_nobody_reported_cannot_be_released(desk: Desk) -> None:
    with pytest.raises(NothingReported, match="2021-11-19"):
        drafted(desk)


def test_a_day_reported_as_blank_is_released_as_not_reported(desk: Desk) -> None:
    desk.report(DAY, "", "")
    assert set(figures_of(desk.release()).values()) == {None}


def test_whoever_prepared_may_not_sign(desk: Desk) -> None:
    desk.report(DAY, 12)
    with pytest.raises(SamePerson):
        sign(drafted(desk), by=desk.preparer, at=AT)
    assert not Release.objects.exists()


def test_the_database_refuses_one_person_for_both(desk: Desk) -> None:
    desk.report(DAY, 12)
    draft = drafted(desk)
    with pytest.raises(DatabaseError, match="second_person"), transaction.atomic():
        Release.objects.create(
            place=desk.place, number=1, day=DAY, as_of=AT, signed_at=AT, published_at=AT, draft=draft,
            prepared_by=desk.preparer, signed_by=desk.preparer, sha256="",
        )  # fmt: skip


def test_what_changed_since_it_was_prepared_is_not_signed(desk: Desk) -> None:
    desk.report(DAY, 12)
    draft = drafted(desk)
    desk.report(DAY, 13)
    with pytest.raises(ChangedSincePrepared, match="new_cases: 12 → 13") as refused:
        sign(draft, by=desk.signer, at=AT)
    assert refused.value.changes == {"new_cases": (12, 13)}
    assert sign(drafted(desk), by=desk.signer, at=AT).number == 1


def test_an_indicator_that_came_after_the_draft_is_a_change_too(desk: Desk) -> None:
    desk.report(DAY, 12)
    draft = drafted(desk)
    desk.take_in("2021-11-19,26,40", header="date,place,recovered")
    with pytest.raises(ChangedSincePrepared, match="recovered"):
        sign(draft, by=desk.signer, at=AT)


def test_a_draft_altered_behind_the_desk_is_not_signed(desk: Desk) -> None:
    desk.report(DAY, 12)
    draft = drafted(desk)
    ReleaseDraft.objects.filter(pk=draft.pk).update(as_of=AT + timedelta(hours=1))
    with pytest.raises(ChangedSincePrepared):
        sign(ReleaseDraft.objects.get(pk=draft.pk), by=desk.signer, at=AT)


def test_a_released_day_asks_for_a_correction(desk: Desk) -> None:
    desk.report(DAY, 12)
    one, other = drafted(desk), drafted(desk)
    sign(one, by=desk.signer, at=AT)
    with pytest.raises(AlreadyReleased, match="number 1"):
        drafted(desk)
    for draft in (one, other):
        with pytest.raises(AlreadyReleased):
            sign(draft, by=desk.signer, at=AT)


def test_a_correction_is_a_new_release_and_the_old_one_stays(desk: Desk) -> None:
    desk.report(DAY, 12)
    first = desk.release()
    desk.report(DAY, 15)
    second = desk.correct(first, "three cases were counted late")
    assert (second.number, second.corrects, second.reason) == (2, first, "three cases were counted late")
    assert figures_of(first)["new_cases"] == 12
    assert figures_of(second)["new_cases"] == 15


def test_a_correction_needs_a_reason_a_change_and_the_latest_release(desk: Desk) -> None:
    desk.report(DAY, 12)
    first = desk.release()
    with pytest.raises(NothingToCorrect):
        desk.correct(first)
    desk.report(DAY, 15)
    with pytest.raises(NoReason):
        desk.correct(first, "  ")
    late = prepare_correction(first, by=desk.preparer, as_of=AT, at=AT, reason="late")
    desk.correct(first)
    with pytest.raises(NotTheLatest, match="release 2"):
        desk.correct(first)
    with pytest.raises(NotTheLatest):
        sign(late, by=desk.signer, at=AT)


def test_numbers_run_on_without_a_gap_over_days_and_corrections(desk: Desk) -> None:
    for n in range(4):
        desk.report(DAY - timedelta(days=n), n)
    numbers = [desk.release(DAY - timedelta(days=n)).number for n in (3, 1, 0, 2)]
    assert numbers == [1, 2, 3, 4]


@pytest.fixture
def two_releases(desk: Desk) -> list[Release]:
    desk.report(DAY - timedelta(days=1), 11)
    desk.report(DAY, 12)
    return [desk.release(DAY - timedelta(days=1)), desk.release(DAY)]


CHANGES = {
    "save": lambda r: (setattr(r, "day", DAY - timedelta(days=9)), r.save()),
    "bulk update": lambda r: Release.objects.filter(pk=r.pk).update(reason="quietly"),
    "bulk_update": lambda r: (setattr(r, "reason", "x"), Release.objects.bulk_update([r], ["reason"])),
    "update of a figure": lambda r: r.figures.update(value=0),
    "save of a figure": lambda r: _save_figure(r),
    "delete of a figure": lambda r: r.figures.first().delete(),
    "bulk delete of figures": lambda r: r.figures.all()._raw_delete("default"),
    "delete": lambda r: Release.objects.filter(pk=r.pk)._raw_delete("default"),
    "raw update": lambda r: _run("update figures_releasedfigure set value = 0 where release_id = %s", r.pk),
    "raw delete": lambda r: _run("delete from figures_releasedfigure where release_id = %s", r.pk),
    "raw update of a release": lambda r: _run("update figures_release set number = 99 where id = %s", r.pk),
    "upsert": lambda r: _run(
        "insert into figures_releasedfigure (release_id, place_id, indicator_id, value)"
        " select id, place_id, 'new_cases', 0 from figures_release where id = %s"
        " on conflict (release_id, place_id, indicator_id) do update set value = 0", r.pk,
    ),
}  # fmt: skip


def _save_figure(release: Release) -> None:
    figure = release.figures.get(indicator="new_cases")
    figure.value = 0
    figure.save()


def _run(statement: str, pk: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [pk])


@pytest.mark.parametrize("way", CHANGES)
def test_no_way_leads_to_changing_a_released_number(two_releases: list[Release], way: str) -> None:
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        CHANGES[way](two_releases[0])
    assert figures_of(Release.objects.get(pk=two_releases[0].pk))["new_cases"] == 11
    assert verify_chain(two_releases[0].place) == []


def test_the_seal_of_each_release_holds_the_seal_before_it(two_releases: list[Release]) -> None:
    first, second = two_releases
    assert first.previous_sha256 == ""
    assert second.previous_sha256 == first.sha256
    assert len({first.sha256, second.sha256}) == 2


def test_a_seal_can_be_computed_again_from_what_is_public(two_releases: list[Release]) -> None:
    import hashlib
    import json

    release = Release.objects.get(pk=two_releases[1].pk)
    said = {
        "number": 2, "place": "26", "place_from": "2021-01-01", "day": "2021-11-19",
        "as_of": release.as_of.astimezone(UTC).isoformat(), "corrects": None, "previous": two_releases[0].sha256,
        "figures": {"new_cases": 12, "new_deaths": 0, "severe_cases": None, "aefi": None},
    }  # fmt: skip
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert release.sha256 == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("tampering", "said"),
    [
        ("update figures_releasedfigure set value = 0 where value = 11", "Release 1 does not say"),
        ("update figures_release set as_of = as_of + interval '1 hour' where number = 2", "Release 2 does not say"),
        ("update figures_release set sha256 = repeat('0', 64) where number = 1", "Release 2 does not continue"),
        ("update figures_release set number = 5 where number = 2", "Release 5 stands where 2 should"),
    ],
)
def test_what_a_database_owner_changes_behind_the_triggers_is_found(
    two_releases: list[Release], tampering: str, said: str
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set local session_replication_role = replica")  # triggers sleep
        cursor.execute(tampering)
        cursor.execute("set local session_replication_role = origin")
    assert any(said in sentence for sentence in verify_chain(two_releases[0].place))


def test_a_figure_slipped_into_an_old_release_is_found(two_releases: list[Release]) -> None:
    first = two_releases[0]
    ReleasedFigure.objects.create(release=first, place=first.place, indicator_id="recovered", value=99)
    assert verify_chain(two_releases[0].place) == ["Release 1 does not say what it was sealed with."]


def test_a_chain_of_any_length_is_verified_in_three_queries(
    two_releases: list[Release], django_assert_num_queries
) -> None:
    with django_assert_num_queries(3):
        verify_chain(two_releases[0].place)


@pytest.mark.django_db(transaction=True)
def test_two_signatures_at_the_same_moment_get_two_numbers(desk: Desk) -> None:
    days = [DAY - timedelta(days=n) for n in range(4)]
    for day in days:
        desk.report(day, 1)
    drafts = [prepare(desk.place, day, by=desk.preparer, as_of=AT, at=AT) for day in days]
    start, failed = Barrier(len(drafts)), []

    def signing(draft: ReleaseDraft) -> None:
        try:
            start.wait()
            sign(draft, by=desk.signer, at=AT)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [Thread(target=signing, args=[draft]) for draft in drafts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert sorted(Release.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert verify_chain(desk.place) == []


def test_real_figures_of_a_province_are_imported_and_released_day_by_day(desk: Desk, figures_file: bytes) -> None:
    later = AT + timedelta(days=90)
    done = import_figures(BytesIO(figures_file), "vinh-phuc-2021.csv", province=desk.place, by=None, at=later)
    assert (done.rows_in, done.rows_rejected) == (271, 0)
    for day in sorted(set(Report.objects.values_list("day", flat=True)))[:10]:
        desk.release(day)
    assert verify_chain(desk.place) == []
