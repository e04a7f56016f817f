"""A province's release carries the figures of the places below it, sealed with its own, and says when some miss."""

import hashlib
import json
from datetime import UTC, date, timedelta

import pytest
from django.db import connection

from vungxanh.figures import release as verbs
from vungxanh.figures.breakdown import digest, digests_of
from vungxanh.figures.chain import verify_chain
from vungxanh.figures.models import Release, ReleasedFigure, ReleaseDraft, Reporter
from vungxanh.figures.read import figures_below, figures_of
from vungxanh.figures.refusals import ChangedSincePrepared, EmbargoTooLong, FindingsOpen, NothingToCorrect
from vungxanh.figures.release import prepare, sign
from vungxanh.figures.report import report
from vungxanh.places.models import Place, Tier

from .conftest import AT, DAY, Desk


def below(desk: Desk, tier: Tier = Tier.DISTRICT) -> list[Place]:
    return list(Place.objects.within(desk.place).filter(tier=tier))


def told(desk: Desk, place: Place, day: date = DAY, **values: int) -> None:
    report(place, day, values, by=None, at=AT + timedelta(days=1))


def drafted(desk: Desk, **options: object) -> ReleaseDraft:
    return prepare(desk.place, DAY, by=desk.preparer, as_of=AT, at=AT, **options)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def nothing_is_doubted(monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not add up is another matter: test_findings.py."""
    monkeypatch.setattr(verbs, "open_findings", lambda place, day: [])


@pytest.fixture
def districts(desk: Desk) -> list[Place]:
    """Two districts and a commune that reported, below a province that did."""
    desk.report(DAY, 12, 1)
    first, second = below(desk)[:2]
    told(desk, first, new_cases=7, new_deaths=0)
    told(desk, second, new_cases=5)
    told(desk, Place.objects.filter(parent=first)[0], new_cases=7)
    return [first, second]


def test_a_release_carries_what_the_places_below_reported(desk: Desk, districts: list[Place]) -> None:
    release = desk.release()
    commune = Place.objects.filter(parent=districts[0])[0]
    assert figures_below(release) == {
        districts[0].path: {"new_cases": 7, "new_deaths": 0},
        districts[1].path: {"new_cases": 5},
        commune.path: {"new_cases": 7},
    }
    assert figures_of(release)["new_cases"] == 12
    assert verify_chain(desk.place) == []


def test_a_release_without_any_has_the_seal_it_always_had(desk: Desk) -> None:
    desk.report(DAY, 12, 1)
    release = desk.release()
    said = {
        "number": 1, "place": "26", "place_from": desk.place.valid_from.isoformat(), "day": "2021-11-19",
        "as_of": AT.astimezone(UTC).isoformat(), "corrects": None, "previous": "",
        "figures": {"new_cases": 12, "new_deaths": 1, "severe_cases": None, "aefi": None},
    }  # fmt: skip
    canonical = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert release.sha256 == hashlib.sha256(canonical.encode()).hexdigest()


def test_the_database_computes_the_digest_that_the_seal_was_made_with(desk: Desk, districts: list[Place]) -> None:
    told(desk, Place.objects.filter(parent=districts[1])[0], aefi=0, new_cases=100_000_000, beds_free=3)
    release = desk.release()
    assert digests_of(desk.place) == {release.pk: digest(release.draft.breakdown)}


TAMPERING = {
    "a figure below changed": "update figures_releasedfigure set value = value + 1 where place_id = %s",
    "a figure below removed": "delete from figures_releasedfigure where place_id = %s",
    "a figure below slipped in": "insert into figures_releasedfigure (release_id, place_id, indicator_id, value) "
    "select max(id), %s, 'aefi', 0 from figures_release",
    "no longer called partial": "update figures_release set partial = not partial where %s > 0",
}


@pytest.mark.parametrize("statement", TAMPERING.values(), ids=TAMPERING.keys())
def test_a_change_behind_the_triggers_is_found(desk: Desk, districts: list[Place], statement: str) -> None:
    desk.release()
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; set session_replication_role = replica")
        cursor.execute(statement, [districts[1].pk])
        cursor.execute("set session_replication_role = origin")
    assert verify_chain(desk.place) == ["Release 1 does not say what it was sealed with."]


def test_a_place_below_that_reports_anew_is_a_change_named_by_its_name(desk: Desk, districts: list[Place]) -> None:
    draft = drafted(desk)
    told(desk, districts[1], new_cases=6)
    with pytest.raises(ChangedSincePrepared) as refused:
        sign(draft, by=desk.signer, at=AT)
    assert refused.value.changes == {f"{districts[1].name}: new_cases": (5, 6)}
    assert not Release.objects.exists()


def test_a_draft_whose_breakdown_was_altered_is_not_signed(desk: Desk, districts: list[Place]) -> None:
    draft = drafted(desk)
    ReleaseDraft.objects.filter(pk=draft.pk).update(publish_at=AT + timedelta(hours=1))
    with pytest.raises(ChangedSincePrepared):
        sign(ReleaseDraft.objects.get(pk=draft.pk), by=desk.signer, at=AT)


def test_a_correction_may_be_of_a_place_below_alone(desk: Desk, districts: list[Place]) -> None:
    first = desk.release()
    with pytest.raises(NothingToCorrect):
        desk.correct(first)
    told(desk, districts[1], new_cases=6)
    second = desk.correct(first)
    assert figures_below(second)[districts[1].path] == {"new_cases": 6}
    assert figures_below(first)[districts[1].path] == {"new_cases": 5}
    assert verify_chain(desk.place) == []


def test_a_list_said_to_be_incomplete_makes_the_release_partial(desk: Desk, districts: list[Place]) -> None:
    report(desk.place, DAY, {"new_cases": 12}, by=None, at=AT, complete=False)
    assert desk.release().partial


def test_a_silent_reporter_makes_the_release_partial_even_where_the_list_is_called_complete(
    desk: Desk, districts: list[Place]
) -> None:
    report(desk.place, DAY, {"new_cases": 12}, by=None, at=AT, complete=True)
    for place in districts:
        Reporter.objects.create(place=place, valid_from=DAY)
    assert not drafted(desk).partial
    silent = Reporter.objects.create(place=below(desk)[2], valid_from=DAY)
    draft = drafted(desk)
    assert draft.partial
    told(desk, silent.place, new_cases=0)
    with pytest.raises(ChangedSincePrepared, match="partial: yes → no"):
        sign(draft, by=desk.signer, at=AT)
    assert not desk.release().partial


def test_a_reporter_of_another_time_is_not_missed(desk: Desk, districts: list[Place]) -> None:
    Reporter.objects.create(place=districts[0], valid_from=DAY + timedelta(days=1))
    Reporter.objects.create(place=below(desk)[2], valid_from=date(2021, 1, 1), valid_to=DAY - timedelta(days=1))
    assert not desk.release().partial


def test_open_findings_keep_a_release_from_being_signed(
    desk: Desk, districts: list[Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Finding:
        sentence = "The districts add up to 13, the province says 12."

    draft = drafted(desk)
    monkeypatch.setattr(verbs, "open_findings", lambda place, day: [Finding()])
    with pytest.raises(FindingsOpen, match="The districts add up to 13"):
        sign(draft, by=desk.signer, at=AT)
    assert not Release.objects.exists()
    monkeypatch.setattr(verbs, "open_findings", lambda place, day: [])
    assert sign(draft, by=desk.signer, at=AT).number == 1


def test_a_release_is_public_from_its_hour_or_from_its_signature(desk: Desk, districts: list[Place]) -> None:
    hour = AT + timedelta(hours=2)
    release = sign(drafted(desk, publish_at=hour), by=desk.signer, at=AT)
    assert (release.signed_at, release.published_at) == (AT, hour)


def test_an_hour_that_is_over_when_it_is_signed_holds_nothing_back(desk: Desk, districts: list[Place]) -> None:
    release = sign(drafted(desk, publish_at=AT - timedelta(minutes=1)), by=desk.signer, at=AT)
    assert release.published_at == AT


def test_releases_become_public_in_the_order_of_their_numbers(desk: Desk, districts: list[Place]) -> None:
    hour = AT + timedelta(hours=2)
    waiting = sign(drafted(desk, publish_at=hour), by=desk.signer, at=AT)
    told(desk, districts[1], new_cases=6)
    assert desk.correct(waiting).published_at == hour


def test_an_embargo_of_a_year_is_a_slip_of_the_pen(desk: Desk, districts: list[Place]) -> None:
    with pytest.raises(EmbargoTooLong, match="at most a week"):
        drafted(desk, publish_at=AT + timedelta(days=365))


def test_a_release_of_any_number_of_places_takes_the_same_queries(
    desk: Desk, districts: list[Place], django_assert_num_queries
) -> None:
    few = drafted(desk)
    with django_assert_num_queries(18):
        sign(few, by=desk.signer, at=AT)
    next_day = DAY + timedelta(days=1)
    told(desk, desk.place, next_day, new_cases=3)
    for place in below(desk) + below(desk, Tier.COMMUNE)[:40]:
        told(desk, place, next_day, new_cases=1)
    many = prepare(desk.place, next_day, by=desk.preparer, as_of=AT, at=AT)
    with django_assert_num_queries(18):
        release = sign(many, by=desk.signer, at=AT)
    assert ReleasedFigure.objects.filter(release=release).count() > 45
