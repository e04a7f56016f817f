"""The state of an obligation, computed from its evidence and its waiver. Nothing stores it.

The rule stands here twice, for one obligation and for many in SQL; a property test holds the two together.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from vungxanh.duties.models import Evidence, Obligation, State, Waiver

ONLY_ASKED = ("request", "encourage")  # "Đề nghị": never shown as a breach


def state_of(obligation: Obligation, evidence: Iterable[tuple[datetime, int]], waived: bool, now: datetime) -> State:
    """`evidence` is (done at, how many times). Done in time beats done late beats due beats missed."""
    if waived:
        return State.WAIVED
    counted = list(evidence)
    in_time = sum(count for at, count in counted if at <= obligation.due_at)
    total = sum(count for _, count in counted)
    if obligation.min is None:
        return State.RECORDED if total else State.STANDING
    if in_time >= obligation.min:
        return State.DONE
    if total >= obligation.min:
        return State.LATE
    if now <= obligation.due_at:
        return State.DUE
    return State.UNANSWERED if obligation.modality in ONLY_ASKED else State.MISSED


def with_state(obligations: QuerySet[Obligation], now: datetime) -> QuerySet[Obligation, Any]:
    """The same rule in SQL: annotates `done_in_time`, `done_all` and `state`."""
    of_this = Evidence.objects.filter(obligation=OuterRef("pk")).order_by().values("obligation")
    total = Subquery(of_this.annotate(n=Sum("count")).values("n"))
    in_time = Subquery(of_this.filter(at__lte=OuterRef("due_at")).annotate(n=Sum("count")).values("n"))
    return obligations.annotate(
        done_all=Coalesce(total, 0),
        done_in_time=Coalesce(in_time, 0),
        is_waived=Exists(Waiver.objects.filter(obligation=OuterRef("pk"))),
        state=Case(
            When(is_waived=True, then=Value(State.WAIVED)),
            When(min__isnull=True, done_all__gt=0, then=Value(State.RECORDED)),
            When(min__isnull=True, then=Value(State.STANDING)),
            When(done_in_time__gte=F("min"), then=Value(State.DONE)),
            When(done_all__gte=F("min"), then=Value(State.LATE)),
            When(due_at__gte=now, then=Value(State.DUE)),
            When(Q(modality__in=ONLY_ASKED), then=Value(State.UNANSWERED)),
            default=Value(State.MISSED),
            output_field=CharField(),
        ),
    )
