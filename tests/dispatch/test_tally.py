"""The database keeps count of parts by state; here every way of changing a part is tried against a recount."""

from collections import Counter
from dataclasses import asdict
from datetime import timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dispatch.scenery import AT, LATER
from vungxanh.dispatch.models import Answer, Attempt, Bundle, Dispatch, Receipt, Recipient
from vungxanh.dispatch.numbers import attempt_number
from vungxanh.dispatch.state import Counts, State, counts, state_of

STATES = [state for state in State if state is not State.WAITING]
STEP = st.one_of(
    st.tuples(st.just("answer"), st.integers(0, 5), st.sampled_from(["", *Answer.values])),
    st.tuples(st.just("receipt"), st.integers(0, 5), st.sampled_from(Receipt.State.values)),
    st.tuples(st.just("repeat"), st.integers(0, 5), st.just("")),
)


def recount(sent: Dispatch) -> Counter[State]:
    found = Counter()
    for attempt in Attempt.objects.filter(dispatch=sent):
        said = [r.state for r in attempt.receipts.all() if r.repeat == attempt.repeats or r.state == "delivered"]
        found[state_of(attempt.answer, said)] += 1
    return found


def told(sent: Dispatch) -> Counter[State]:
    whole = asdict(counts([sent.pk], AT)[sent.pk])
    return Counter({state: whole[state] for state in STATES if whole[state]})


def stamp(sent: Dispatch) -> list[Attempt]:
    bundle = Bundle.objects.get(dispatch=sent)
    return Attempt.objects.bulk_create(
        Attempt(
            pk=attempt_number(to.pk, part), recipient=to, dispatch=sent, bundle=bundle, attempted_at=AT, answer=""
        )
        for to in Recipient.objects.filter(dispatch=sent)
        for part in (1, 2, 3)
    )  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEP, max_size=25))
def test_the_count_of_a_dispatch_is_what_a_recount_of_its_parts_says(subscribe, fan_out, steps):
    with transaction.atomic():
        subscribe(2)
        sent = fan_out()
        parts = stamp(sent)
        for verb, n, word in steps:
            attempt = Attempt.objects.get(pk=parts[n].pk)
            if verb == "answer":
                Attempt.objects.filter(pk=attempt.pk).update(answer=word)
            elif verb == "repeat":
                Attempt.objects.filter(pk=attempt.pk).update(answer="later", repeats=attempt.repeats + 1)
            else:
                receipt = Receipt(attempt=attempt, repeat=attempt.repeats, state=word, received_at=AT)
                Receipt.objects.bulk_create([receipt], ignore_conflicts=True)
            assert told(sent) == recount(sent)
        whole = counts([sent.pk], AT)[sent.pk]
        assert (whole.parts, whole.recipients) == (6, 2)
        assert whole.repeated == Attempt.objects.filter(repeats__gt=0).count()
        transaction.set_rollback(True)


@pytest.mark.parametrize("answer", ["", *Answer.values])
@pytest.mark.parametrize("receipts", [[], ["delivered"], ["undelivered", "delivered"], ["rejected", "expired"]])
def test_the_rule_in_sql_is_the_rule_in_python(db, answer, receipts):
    with connection.cursor() as cursor:
        cursor.execute("select dispatch_state(%s, %s::text[])", [answer, receipts])
        assert cursor.fetchone() == (state_of(answer, receipts).value,)


def test_what_waits_is_expired_when_its_time_is_over_and_stopped_when_somebody_stopped_it(subscribe, fan_out):
    subscribe(2)
    sent = fan_out()
    assert counts([sent.pk], AT)[sent.pk] == Counts(recipients=2, parts=6, waiting=6)
    assert counts([sent.pk], LATER)[sent.pk] == Counts(recipients=2, parts=6, expired=6)
    Dispatch.objects.filter(pk=sent.pk).update(stopped_at=AT)
    assert counts([sent.pk], LATER + timedelta(days=1))[sent.pk] == Counts(recipients=2, parts=6, stopped=6)


def test_counting_is_one_query_however_many_dispatches(subscribe, fan_out, django_assert_num_queries):
    subscribe(2)
    sent = fan_out()
    with django_assert_num_queries(1):
        assert list(counts([sent.pk, 999_999], AT)) == [sent.pk, 999_999]
