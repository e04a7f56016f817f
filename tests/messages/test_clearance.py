"""The way to an approval: asked for by the author, decided by a second person, with a clock; urgent is shorter."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import TaskState, Workflow, WorkflowState, WorkflowTask

from stage import moment
from vungxanh.messages.clearance import NotSubmitted, clock_of, load_clearance, submit
from vungxanh.messages.draft import rewrite
from vungxanh.messages.lock import NotApproved, require_approved
from vungxanh.messages.models import Form, Message, SecondPerson
from vungxanh.messages.review import ReviewRefused, approve, return_to_author

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
DAY = date(2021, 11, 27)
ASKED, DECIDED = moment(DAY, 17), moment(DAY, 17, 20)


@pytest.fixture(autouse=True)
def ways() -> None:
    load_clearance()


def test_a_message_waits_for_a_second_person_with_a_clock_on_it(stage, message) -> None:
    submit(message, by=stage.user, at=ASKED)
    clock = clock_of(message)
    assert clock is not None
    assert (clock.since, clock.until) == (ASKED, ASKED + timedelta(hours=1))
    assert clock.minutes_left(moment(DAY, 17, 45)) == 15
    assert clock.minutes_left(moment(DAY, 18, 30)) == -30


def test_an_urgent_message_takes_the_short_way(stage, message) -> None:
    submit(message, by=stage.user, at=ASKED, urgent=True)
    clock = clock_of(message)
    assert clock is not None and clock.until == ASKED + timedelta(minutes=15)


def test_approving_ends_the_way_and_sets_the_seal(stage, message) -> None:
    submit(message, by=stage.user, at=ASKED)
    review = approve(message, by=stage.second, at=DECIDED, note="ok")
    assert review is not None and require_approved(message) == review.sha256
    state = WorkflowState.objects.get()
    task = TaskState.objects.get()
    assert (state.status, task.finished_by, task.finished_at, task.comment) == ("approved", stage.second, DECIDED, "ok")
    assert clock_of(message) is None


def test_a_returned_message_is_asked_for_again_and_takes_the_way_from_its_beginning(stage, message) -> None:
    submit(message, by=stage.user, at=ASKED)
    return_to_author(message, by=stage.second, at=DECIDED, note="Say where to ask.")
    assert clock_of(message) is None
    submit(message, by=stage.user, at=moment(DAY, 17, 40))
    assert approve(message, by=stage.second, at=moment(DAY, 17, 50))


def test_a_province_may_add_a_step_and_then_the_first_approval_sets_no_seal(stage, message) -> None:
    usual = Message.get_default_workflow()
    health = SecondPerson.objects.create(name="Sở Y tế", minutes=30)
    WorkflowTask.objects.create(workflow=usual, task=health, sort_order=1)
    submit(message, by=stage.user, at=ASKED)
    assert approve(message, by=stage.second, at=DECIDED) is None
    with pytest.raises(NotApproved):
        require_approved(message)
    clock = clock_of(message)
    assert clock is not None and (clock.step, clock.since) == ("Sở Y tế", DECIDED)
    assert approve(message, by=stage.second, at=moment(DAY, 17, 40))


def test_only_its_author_asks_and_only_once(stage, message) -> None:
    with pytest.raises(NotSubmitted, match="Only its author"):
        submit(message, by=stage.second, at=ASKED)
    submit(message, by=stage.user, at=ASKED)
    with pytest.raises(NotSubmitted, match="already"):
        submit(message, by=stage.user, at=ASKED)


def test_an_author_cannot_finish_the_step_by_any_path(stage, message) -> None:
    state = submit(message, by=stage.user, at=ASKED)
    waiting = message.current_workflow_task_state
    with pytest.raises(ReviewRefused):
        approve(message, by=stage.user, at=DECIDED)
    with pytest.raises(PermissionDenied):
        waiting.task.specific.on_action(waiting, stage.user, "approve")
    # Wagtail's own method knows no author; it ends the way and still nothing may be sent.
    waiting.approve(user=stage.user)
    state.refresh_from_db()
    assert state.status == "approved"
    with pytest.raises(NotApproved):
        require_approved(message)


def test_every_submission_is_kept_as_a_revision_with_all_its_words(stage, message) -> None:
    submit(message, by=stage.user, at=ASKED)
    rewrite(message.variants.get(language="vi", form=Form.SHORT), subject="", words="{place}: {new_cases} ca.")
    kept = message.revisions.get().content["variants"]
    assert [(one["language"], one["form"]) for one in kept] == [
        ("en", "long"), ("en", "short"), ("vi", "long"), ("vi", "short"),
    ]  # fmt: skip
    assert "{new_cases}" in kept[0]["words"] and "{" not in kept[0]["text"]


def test_loading_twice_keeps_what_an_administrator_changed() -> None:
    SecondPerson.objects.update(minutes=5)
    before = Workflow.objects.count()
    load_clearance()
    assert Workflow.objects.count() == before
    assert set(SecondPerson.objects.values_list("minutes", flat=True)) == {5}
