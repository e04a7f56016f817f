"""One day of an outbreak, in the order of the loop. Each step is carried out whole or not at all.

    06:00 obligations · 16:30 figures reported, those of districts and hospitals too · 17:00 released · 17:05 level
    proposed · 17:10 messages drafted and approved · 17:15 sent · 18:00 level declared, in force tomorrow ·
    21:00 play logs and proofs · 21:30 settled

A step's database work commits together with the row that says it was done, so a killed replay repeats the whole
step or none of it. Sending is its own bookkeeping: the outbox knows what went out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO

from vungxanh.channels.kinds import ChannelKind
from vungxanh.clock import VIETNAM
from vungxanh.dispatch.models import Dispatch
from vungxanh.duties.deliver import deliver
from vungxanh.duties.expand import expand_day
from vungxanh.duties.models import Evidence, Obligation, Waiver
from vungxanh.duties.settle import settle
from vungxanh.duties.speak import draft_speech, speeches_due, wires_of
from vungxanh.duties.state import with_state
from vungxanh.exercise.performers import perform
from vungxanh.exercise.scene import Scene, document_number
from vungxanh.exercise.units import report_below
from vungxanh.exercise.wires import Wires
from vungxanh.figures.findings import let_stand, open_findings
from vungxanh.figures.intake import import_figures
from vungxanh.figures.models import Release, Report
from vungxanh.figures.release import prepare, sign
from vungxanh.levels.declare import declare
from vungxanh.levels.models import Declaration, Proposal
from vungxanh.levels.propose import propose
from vungxanh.levels.read import plan_of
from vungxanh.messages.review import approve
from vungxanh.renditions.store import render

LOOKED_AT = "Diễn tập: đã đối chiếu với nguồn, giữ nguyên như đã công bố"
SILENCE = timedelta(days=3)  # at the end of a replay one hospital has not been heard of for so long


@dataclass(frozen=True, slots=True)
class Stage:
    """A day being played: the scene, the day, and the day's rows of the figures file."""

    scene: Scene
    day: date
    figures: bytes
    figures_name: str
    wires: Wires
    with_files: bool = False  # papers, pictures and sound of the day's messages are made before they are approved

    def at(self, hour: int, minute: int = 0) -> datetime:
        return datetime.combine(self.day, time(hour, minute), VIETNAM)

    @property
    def release(self) -> Release | None:
        """The day's release; None on a day for which nothing was reported."""
        return Release.objects.filter(place=self.scene.province, day=self.day).order_by("number").last()


def obligations(stage: Stage) -> None:
    expand_day(stage.scene.adopted, stage.day)


def reports(stage: Stage) -> None:
    if not stage.figures:
        return
    import_figures(
        BytesIO(stage.figures),
        f"{stage.figures_name} {stage.day}",
        province=stage.scene.province,
        by=stage.scene.people["figures"],
        at=stage.at(16, 30),
    )
    report_below(stage.scene.province, stage.day, silent_from=stage.scene.replay.last_day - SILENCE)


def release(stage: Stage) -> None:
    if not Report.objects.filter(place=stage.scene.province, day=stage.day).exists():
        return
    draft = prepare(
        stage.scene.province, stage.day, by=stage.scene.people["figures"], as_of=stage.at(17), at=stage.at(16, 45)
    )
    _let_findings_stand(stage)
    sign(draft, by=stage.scene.people["figures-head"], at=stage.at(17))


def _let_findings_stand(stage: Stage) -> None:
    """The figures were really released as they are: what the checks find in them is looked at, and let stand."""
    province, by = stage.scene.province, stage.scene.people["figures"]
    for finding in open_findings(province, stage.day):
        let_stand(finding, province, stage.day, by=by, reason=LOOKED_AT, at=stage.at(16, 50))


def proposal(stage: Stage) -> None:
    if released := stage.release:
        propose(stage.scene.adopted, released, at=stage.at(17, 5))


def messages(stage: Stage) -> None:
    adopted, people = stage.scene.adopted, stage.scene.people
    running = Obligation.objects.filter(plan=adopted, starts__lte=stage.day, ends__gte=stage.day)
    today = with_state(running.filter(place=stage.scene.province), stage.at(17, 10))
    released = stage.release
    if released is None:
        return
    for speech in speeches_due(today, plan_of(adopted), stage.day):
        message = draft_speech(adopted, speech, released, by=people["info"], at=stage.at(17, 8))
        if stage.with_files:
            render(message, at=stage.at(17, 9))
        approve(message, by=people["info-head"], at=stage.at(17, 10))
        deliver(adopted, message, at=stage.at(17, 10))


def sending(stage: Stage) -> None:
    """Empty the outbox over the real protocols. Not one transaction: the outbox itself knows what went out."""
    today = Dispatch.objects.filter(message__plan=stage.scene.adopted, message__day=stage.day)
    channels = today.exclude(channel=ChannelKind.WEB).order_by("channel").values_list("channel", flat=True).distinct()
    stage.wires.send(channels, stage.at(17, 15))


def declaration(stage: Stage) -> None:
    """The committee follows a proposal the same evening. Where no level fits, nobody declares anything."""
    asked = Proposal.objects.filter(plan=stage.scene.adopted, release=stage.release).first()
    if asked is None or not asked.fits or not asked.asks_for_a_decision:
        return
    declare(
        stage.scene.adopted,
        stage.scene.province,
        asked.level,
        document=document_number(Declaration.objects.filter(plan=stage.scene.adopted).count(), stage.day),
        valid_from=stage.day + timedelta(days=1),
        by=stage.scene.people["committee"],
        at=stage.at(18),
        proposal=asked,
    )


def performances(stage: Stage) -> None:
    adopted, plan = stage.scene.adopted, plan_of(stage.scene.adopted)
    by_people = [duty.id for duty in plan.duties if not wires_of(plan, duty)]
    ending = Obligation.objects.filter(
        plan=adopted, duty__in=by_people, ends__range=(stage.day - timedelta(days=1), stage.day)
    )
    obligations = ending.select_related("place")
    done = perform(obligations, plan, stage.day, by=stage.scene.people["editor"], at=stage.at(21))
    Evidence.objects.bulk_create(done.evidence, ignore_conflicts=True)
    Waiver.objects.bulk_create(done.waivers, ignore_conflicts=True)


def settlement(stage: Stage) -> None:
    settle(stage.scene.adopted, by=stage.scene.people["info"], at=stage.at(21, 30))


DAY: tuple[Callable[[Stage], None], ...] = (
    obligations,
    reports,
    release,
    proposal,
    messages,
    sending,
    declaration,
    performances,
    settlement,
)
