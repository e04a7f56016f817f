"""Evidence and waivers. A duty is done only with evidence; recording the same proof twice changes nothing."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from vungxanh.agencies.models import User
from vungxanh.clock import VIETNAM
from vungxanh.dispatch.models import Dispatch
from vungxanh.duties.models import Evidence, EvidenceKind, Obligation, Waiver
from vungxanh.messages.models import Message


class EvidenceRefused(Exception):
    """The proof cannot stand: no reference, an impossible number or a time outside the duty's period."""

    code = "evidence-refused"

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def record_evidence(
    obligation: Obligation,
    kind: EvidenceKind,
    reference: str,
    *,
    count: int = 1,
    at: datetime,
    by: User,
    recorded_at: datetime,
    message: Message | None = None,
    dispatch: Dispatch | None = None,
) -> Evidence:
    """`at` is when it was done, `recorded_at` when it was written down. Raises EvidenceRefused with every problem."""
    reference = reference.strip()
    checks = [
        (bool(reference), _("Name the proof: a number, an address or a file name.")),
        (1 <= count <= 1000, _("How many times must be between 1 and 1,000.")),
        (at <= recorded_at, _("It cannot have been done in the future.")),
        (
            at.astimezone(VIETNAM).date() >= obligation.starts,
            _("This duty begins on %(day)s; something done before cannot prove it.")
            % {"day": date_format(obligation.starts)},
        ),
    ]
    if problems := [sentence for holds, sentence in checks if not holds]:
        raise EvidenceRefused(problems)
    evidence, _created = Evidence.objects.get_or_create(
        obligation=obligation,
        reference=reference,
        defaults={
            "kind": kind,
            "count": count,
            "at": at,
            "message": message,
            "dispatch": dispatch,
            "recorded_by": by,
            "recorded_at": recorded_at,
        },
    )
    return evidence


class WaiverRefused(Exception):
    """A waiver needs a reason that others can read, and comes before the duty is due: it does not rewrite the past."""

    code = "waiver-refused"


def waive(obligation: Obligation, *, reason: str, by: User, at: datetime) -> Waiver:
    """Let an obligation go, with a reason. An obligation is waived once; the first reason stands."""
    if len(reason.strip()) < 5:
        raise WaiverRefused(_("Say why this duty is waived; the reason is shown in the report."))
    if at > obligation.due_at and not Waiver.objects.filter(obligation=obligation).exists():
        raise WaiverRefused(
            _("The time of this duty is over; what was done or missed stays so. Waive before it is due.")
        )
    waiver, _created = Waiver.objects.get_or_create(
        obligation=obligation, defaults={"reason": reason.strip(), "waived_by": by, "waived_at": at}
    )
    return waiver
