"""An obligation's state: one rule for one obligation and for many in SQL."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vungxanh.clock import VIETNAM
from vungxanh.duties.models import Evidence, EvidenceKind, Obligation, State, Waiver
from vungxanh.duties.record import EvidenceRefused, WaiverRefused, record_evidence, waive
from vungxanh.duties.state import state_of, with_state

DUE = datetime(2021, 11, 27, 15, 0, tzinfo=VIETNAM)
BEFORE, AFTER = DUE - timedelta(hours=1), DUE + timedelta(hours=1)


def obligation(**changes: object) -> Obligation:
    fields: dict[str, object] = {
        "duty": "vp-l3-releases",
        "starts": DUE.date(),
        "ends": DUE.date(),
        "due_at": DUE,
        "min": 2,
        "modality": "order",
        "timing": "counted",
    }
    return Obligation(**{**fields, **changes})


@pytest.mark.parametrize(
    ("changes", "evidence", "waived", "now", "expected"),
    [
        ({}, [(BEFORE, 2)], False, AFTER, State.DONE),
        ({}, [(DUE, 2)], False, AFTER, State.DONE),
        ({}, [(BEFORE, 1), (BEFORE, 1)], False, BEFORE, State.DONE),
        ({}, [(BEFORE, 1), (AFTER, 1)], False, AFTER, State.LATE),
        ({}, [(BEFORE, 1)], False, BEFORE, State.DUE),
        ({}, [(BEFORE, 1)], False, AFTER, State.MISSED),
        ({}, [], False, AFTER, State.MISSED),
        ({}, [], True, AFTER, State.WAIVED),
        ({"modality": "request"}, [], False, AFTER, State.UNANSWERED),
        ({"modality": "encourage"}, [], False, AFTER, State.UNANSWERED),
        ({"min": None}, [], False, AFTER, State.STANDING),
        ({"min": None}, [(AFTER, 1)], False, AFTER, State.RECORDED),
    ],
)
def test_the_state_follows_from_evidence_waiver_and_time(
    changes: dict[str, object], evidence: list[tuple[datetime, int]], waived: bool, now: datetime, expected: State
) -> None:
    assert state_of(obligation(**changes), evidence, waived, now) == expected


proofs = st.lists(st.tuples(st.sampled_from([BEFORE, DUE, AFTER]), st.integers(1, 3)), max_size=4)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    minimum=st.one_of(st.none(), st.integers(1, 5)),
    modality=st.sampled_from(["order", "request", "encourage"]),
    evidence=proofs,
    waived=st.booleans(),
    now=st.sampled_from([BEFORE, DUE, AFTER]),
)
def test_the_rule_in_sql_is_the_rule_in_words(
    stage, minimum: int | None, modality: str, evidence: list[tuple[datetime, int]], waived: bool, now: datetime
) -> None:
    number = Obligation.objects.count()
    one = obligation(min=minimum, modality=modality, plan=stage.adopted, place=stage.place, duty=f"duty-{number}")
    one.save()
    for n, (at, count) in enumerate(evidence):
        Evidence.objects.create(
            obligation=one,
            kind=EvidenceKind.PAGE,
            reference=str(n),
            count=count,
            at=at,
            recorded_by=stage.user,
            recorded_at=AFTER,
        )
    if waived:
        Waiver.objects.create(obligation=one, reason="exercise", waived_by=stage.user, waived_at=AFTER)
    in_sql = with_state(Obligation.objects.filter(pk=one.pk), now).get()
    assert in_sql.state == state_of(one, evidence, waived, now)


@pytest.mark.django_db
def test_the_same_proof_recorded_twice_counts_once(stage) -> None:
    one = obligation(plan=stage.adopted, place=stage.place)
    one.save()
    for _ in range(2):
        record_evidence(one, EvidenceKind.PAGE, "page 1", at=BEFORE, by=stage.user, recorded_at=AFTER)
    assert with_state(Obligation.objects.filter(pk=one.pk), AFTER).get().done_all == 1


@pytest.mark.django_db
def test_a_proof_that_cannot_stand_is_refused_with_every_reason_at_once(stage) -> None:
    one = obligation(plan=stage.adopted, place=stage.place)
    one.save()
    with pytest.raises(EvidenceRefused) as refused:
        record_evidence(one, EvidenceKind.PAGE, " ", count=0, at=AFTER, by=stage.user, recorded_at=BEFORE)
    assert len(refused.value.problems) == 3
    assert not one.evidence.exists()


@pytest.mark.django_db
def test_a_waiver_needs_a_reason_that_others_can_read(stage) -> None:
    one = obligation(plan=stage.adopted, place=stage.place)
    one.save()
    with pytest.raises(WaiverRefused):
        waive(one, reason="  ", by=stage.user, at=BEFORE)
    assert waive(one, reason="No power in the commune", by=stage.user, at=BEFORE).reason == "No power in the commune"


@pytest.mark.django_db
def test_a_waiver_does_not_rewrite_what_was_missed(stage) -> None:
    one = obligation(plan=stage.adopted, place=stage.place)
    one.save()
    with pytest.raises(WaiverRefused):
        waive(one, reason="No power in the commune", by=stage.user, at=AFTER)
    assert with_state(Obligation.objects.filter(pk=one.pk), AFTER).get().state == State.MISSED
