"""Wagtail's office without its notification mails. Who has to approve or change something reads it at the desk.

Those mails would leave past our channels, and so past what keeps an exercise from reaching anybody.
"""

from django.core.exceptions import ImproperlyConfigured
from wagtail.admin.apps import WagtailAdminAppConfig


class QuietShell(WagtailAdminAppConfig):  # type: ignore[misc]
    """Wagtail's app with the four mailers of its workflow unplugged."""

    def ready(self) -> None:
        super().ready()
        from wagtail.models import TaskState, WorkflowState
        from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

        for signal, sender, uid in (
            (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
            (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
            (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
            (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
        ):
            if not signal.disconnect(sender=sender, dispatch_uid=uid):
                raise ImproperlyConfigured(f"Wagtail names its mailer otherwise: {uid}")
