"""The way from a draft to its approval, on Wagtail's workflow: who asked, whose turn it is, until when.

A province adds steps to the usual way in Wagtail's settings; an urgent message takes the short one, a single second
person. The workflow is the way; the seal (`review.approve`) is what lets a message be sent.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import TaskState, Workflow, WorkflowContentType, WorkflowState, WorkflowTask

from vungxanh.agencies.models import User
from vungxanh.messages.lock import lock_draft
from vungxanh.messages.models import Message, SecondPerson

MINUTES, MINUTES_URGENT = 60, 15
USUAL, URGENT = ("Duyệt tin", "Người thứ hai duyệt"), ("Duyệt tin khẩn", "Người thứ hai duyệt ngay")


class NotSubmitted(Exception):
    """Only its author asks for approval, and only of a draft that does not wait already."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class Clock:
    """Since when it waits at this step, and until when somebody is to decide."""

    step: str
    since: datetime
    until: datetime | None

    def minutes_left(self, at: datetime) -> int | None:
        """Below zero when it is late."""
        return None if self.until is None else int((self.until - at).total_seconds() // 60)


def load_clearance() -> None:
    """The usual and the short way, where there is none yet. What an administrator has changed is left alone."""
    of_message = ContentType.objects.get_for_model(Message)
    if not WorkflowContentType.objects.filter(content_type=of_message).exists():
        WorkflowContentType.objects.create(content_type=of_message, workflow=_way(*USUAL, MINUTES, urgent=False))
    if not SecondPerson.objects.filter(urgent=True).exists():
        _way(*URGENT, MINUTES_URGENT, urgent=True)


@transaction.atomic
def submit(message: Message, *, by: User, at: datetime, urgent: bool = False) -> WorkflowState:
    """Ask a second person. The draft is kept as a revision. Raises AlreadyApproved, NotSubmitted."""
    locked = lock_draft(message)
    if by.pk != locked.author_id:
        raise NotSubmitted("not-the-author", _("Only its author asks for the approval of a message."))
    if locked.workflow_in_progress:
        raise NotSubmitted("already-submitted", _("It waits for approval already."))
    if urgent != locked.urgent:
        locked.urgent = message.urgent = urgent
        locked.save(update_fields=["urgent"])
    keep(locked, by=by, at=at)
    waiting = locked.current_workflow_state
    if waiting is not None:  # returned: the same way again, from its beginning
        waiting.cancel(user=by)
    workflow = locked.get_workflow()
    if workflow is None:
        raise NotSubmitted("no-workflow", _("There is no way to an approval yet; run: vungxanh load"))
    state = workflow.start(locked, by)
    _happened(state, at)
    message.latest_revision = locked.latest_revision
    return state


def withdraw(message: Message, *, by: User) -> bool:
    """The author writes on: nobody is asked any more. True when somebody was."""
    state = message.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        return False
    state.cancel(user=by)
    return True


def keep(message: Message, *, by: User, at: datetime) -> None:
    """Keep the draft as it now is, as a revision."""
    revision = message.save_revision(user=by, clean=False)
    type(revision).objects.filter(pk=revision.pk).update(created_at=at)


@transaction.atomic
def step_done(message: Message, *, by: User, at: datetime, note: str = "") -> bool:
    """The step that the message waits at is approved. True when it was the last, or none was asked for."""
    return _decide(message, "approve", by, at, note) in (None, WorkflowState.STATUS_APPROVED)


@transaction.atomic
def step_refused(message: Message, *, by: User, at: datetime, note: str) -> None:
    _decide(message, "reject", by, at, note)


def clock_of(message: Message) -> Clock | None:
    """None when the message does not wait for anybody."""
    waiting = message.current_workflow_task_state
    if waiting is None:
        return None
    task = waiting.task.specific
    minutes = getattr(task, "minutes", None)
    until = waiting.started_at + timedelta(minutes=minutes) if minutes is not None else None
    return Clock(task.name, waiting.started_at, until)


def _way(name: str, step: str, minutes: int, *, urgent: bool) -> Workflow:
    workflow = Workflow.objects.create(name=name)
    task = SecondPerson.objects.create(name=step, minutes=minutes, urgent=urgent)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow


def _decide(message: Message, action: str, by: User, at: datetime, note: str) -> str | None:
    waiting = message.current_workflow_task_state
    if waiting is None:
        return None
    waiting.task.specific.on_action(waiting, by, action, comment=note)
    TaskState.objects.filter(pk=waiting.pk).update(finished_at=at)
    state = WorkflowState.objects.get(pk=waiting.workflow_state_id)
    if state.current_task_state_id != waiting.pk:
        _happened(state, at, begun=False)
    return str(state.status)


def _happened(state: WorkflowState, at: datetime, *, begun: bool = True) -> None:
    """Wagtail reads the clock itself; here time is passed in, so that an exercise keeps its own."""
    if begun:
        WorkflowState.objects.filter(pk=state.pk).update(created_at=at)
    TaskState.objects.filter(pk=state.current_task_state_id).update(started_at=at)
