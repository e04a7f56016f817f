"""What is said once, for one duty on one day, whatever its languages and forms."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, RevisionMixin, Workflow, WorkflowMixin

from vungxanh.figures.models import Release
from vungxanh.levels.models import AdoptedPlan
from vungxanh.places.models import Place

from .template import MessageTemplate

USER = settings.AUTH_USER_MODEL
WRITTEN = ("subject_words", "words", "subject", "text")  # what a person writes of a variant


class Message(WorkflowMixin, DraftStateMixin, RevisionMixin, models.Model):
    """One thing to say, for one duty on one day. `slot` tells the day's messages of a duty apart (1, 2, 3…).

    A message that a correction made necessary `replaces` one, at the same duty, day and slot. It quotes the release of
    its day, with totals as known when the release `correction` was signed.

    Wagtail keeps its drafts (a revision at every save) and the way to its approval (`clearance.py`). Whether it is
    approved is said by its `Review` alone, never by Wagtail's `live`.
    """

    plan = models.ForeignKey(AdoptedPlan, models.PROTECT, related_name="messages")
    place = models.ForeignKey(Place, models.PROTECT, related_name="messages")
    release = models.ForeignKey(Release, models.PROTECT, related_name="messages")
    template = models.ForeignKey(MessageTemplate, models.PROTECT, null=True, related_name="messages")
    duty = models.SlugField(_("duty"), max_length=80)
    day = models.DateField(_("day"))
    slot = models.PositiveSmallIntegerField(_("number in the day"))
    theme = models.SlugField(_("theme"))
    level = models.SlugField(_("level"), blank=True)
    audience = models.SlugField(_("audience"))
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces")
    )
    correction = models.ForeignKey(
        Release, models.PROTECT, null=True, blank=True, related_name="redrafts", verbose_name=_("written for")
    )
    taken_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="used_again", verbose_name=_("words taken from")
    )
    author = models.ForeignKey(USER, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(_("drafted at"))
    expires_at = models.DateTimeField(_("expires at"), help_text=_("After this it is never sent"))
    urgent = models.BooleanField(_("urgent"), default=False, help_text=_("It takes the short way to its approval"))
    folded = models.TextField(blank=True, help_text=_("Its approved words without accents, for the library"))

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-drafted_at", "-pk"]
        indexes = [GinIndex(OpClass("folded", "gin_trgm_ops"), name="message_search")]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "duty", "day", "slot"], condition=Q(replaces__isnull=True), name="message_once_a_slot"
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True, correction__isnull=True)
                | Q(replaces__isnull=False, correction__isnull=False),
                name="message_replaces_for_a_correction",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.duty} #{self.slot}"

    @property
    def source(self) -> Release:
        """The last release that any number in it comes from: it is public no earlier than that one."""
        return self.correction or self.release

    def serializable_data(self) -> dict[str, Any]:
        """What a revision keeps: the message's own fields and the words of every variant."""
        kept = self.variants.order_by("language", "form").values("language", "form", *WRITTEN)
        return {**super().serializable_data(), "variants": list(kept)}

    def get_workflow(self) -> Workflow | None:
        """The short way for an urgent message, where there is one."""
        short = Workflow.objects.filter(active=True, workflow_tasks__task__secondperson__urgent=True).first()
        return short if self.urgent and short else self.get_default_workflow()
