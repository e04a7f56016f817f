"""An obligation is a duty due at a place in a period. Its state is computed from evidence and waiver, never stored."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from vungxanh.agencies.models import Agency
from vungxanh.dispatch.models import Dispatch
from vungxanh.levels.models import AdoptedPlan
from vungxanh.messages.models import Message
from vungxanh.places.models import Place

USER = settings.AUTH_USER_MODEL


class State(models.TextChoices):
    DONE = "done", _("done")
    LATE = "late", _("done late")
    DUE = "due", _("due")
    MISSED = "missed", _("missed")
    UNANSWERED = "unanswered", _("requested, no answer")
    WAIVED = "waived", _("waived")
    STANDING = "standing", _("standing, no number in the plan")
    RECORDED = "recorded", _("standing, with evidence")


class Obligation(models.Model):
    """`min` is null where the plan gives no number: then nothing can be missed, and evidence is welcome."""

    plan = models.ForeignKey(AdoptedPlan, models.PROTECT, related_name="obligations")
    duty = models.SlugField(_("duty"), max_length=80)
    place = models.ForeignKey(Place, models.PROTECT, related_name="obligations")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="obligations")
    level = models.SlugField(_("level"), blank=True)
    timing = models.CharField(_("timing"), max_length=16, help_text=_("As plan.due tells it"))
    modality = models.CharField(_("modality"), max_length=12)
    starts = models.DateField(_("period from"))
    ends = models.DateField(_("period to"))
    due_at = models.DateTimeField(_("due at"))
    min = models.PositiveSmallIntegerField(_("at least"), null=True)
    target = models.PositiveSmallIntegerField(_("target"), null=True)
    max = models.PositiveSmallIntegerField(_("at most"), null=True)

    class Meta:
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        ordering = ["starts", "duty", "place"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "duty", "place", "starts"], name="obligation_once_a_period")
        ]
        indexes = [models.Index(fields=["starts", "ends"]), models.Index(fields=["agency", "starts"])]

    def __str__(self) -> str:
        return f"{self.duty} {self.place_id} {self.starts}"


class EvidenceKind(models.TextChoices):
    RELEASE = "release", _("press release or bulletin")
    RECEIPTS = "receipts", _("operator's receipts")
    PAGE = "page", _("published page")
    PLAY_LOG = "play_log", _("play log of a station")
    LINK = "link", _("link to a post")
    MINUTES = "minutes", _("minutes of a meeting")
    PHOTO = "photo", _("photo")


@pgtrigger.register(pgtrigger.Protect(name="evidence_is_final", operation=pgtrigger.Update | pgtrigger.Delete))
class Evidence(models.Model):
    """One proof. `reference` names it once within its obligation, so that recording it twice changes nothing."""

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=10, choices=EvidenceKind)
    reference = models.CharField(_("reference"), max_length=200, help_text=_("Number, address or file name"))
    count = models.PositiveSmallIntegerField(_("how many times"), default=1)
    at = models.DateTimeField(_("done at"))
    message = models.ForeignKey(Message, models.PROTECT, null=True, blank=True, related_name="evidence")
    dispatch = models.ForeignKey(Dispatch, models.PROTECT, null=True, blank=True, related_name="evidence")
    recorded_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["obligation", "reference"], name="evidence_once")]

    def __str__(self) -> str:
        return self.reference


@pgtrigger.register(pgtrigger.Protect(name="waiver_is_final", operation=pgtrigger.Update | pgtrigger.Delete))
class Waiver(models.Model):
    """A person lets an obligation go, and says why."""

    obligation = models.OneToOneField(Obligation, models.PROTECT, related_name="waiver")
    reason = models.CharField(_("reason"), max_length=500)
    waived_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    waived_at = models.DateTimeField(_("waived at"))

    class Meta:
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")

    def __str__(self) -> str:
        return self.reason
