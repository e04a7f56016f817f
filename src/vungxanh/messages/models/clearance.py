"""The step of Wagtail's workflow that an approval is: a second person, within so many minutes."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from .message import Message


class SecondPerson(Task):
    """Nobody finishes this step for their own message, whatever their rights. `minutes` is its clock.

    Who may take it is asked of `agencies.scope` by whoever calls. Finishing the workflow sends nothing: what may be
    sent is said by the seal, which `review.approve` alone sets.
    """

    minutes = models.PositiveSmallIntegerField(_("minutes"), default=60)
    urgent = models.BooleanField(_("for urgent messages"), default=False)

    admin_form_fields = [*Task.admin_form_fields, "minutes", "urgent"]

    class Meta:
        verbose_name = _("approval by a second person")
        verbose_name_plural = _("approvals by a second person")

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **options: Any) -> None:
        message = task_state.workflow_state.content_object
        if isinstance(message, Message) and user is not None and user.pk == message.author_id:
            raise PermissionDenied(str(_("Nobody reviews their own message; ask a second person.")))
        super().on_action(task_state, user, action_name, **options)

    @classmethod
    def get_description(cls) -> str:
        return str(_("Somebody who may approve messages there, and is not the author"))
