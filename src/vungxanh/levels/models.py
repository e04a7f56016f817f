"""The rule engine proposes; a person declares, with a document and an area. Declarations are never edited."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from vungxanh.figures.models import Release
from vungxanh.places.models import Place

USER = settings.AUTH_USER_MODEL


class AdoptedPlan(models.Model):
    """A plan file with its overlay, as a province adopted it. The text is kept whole, so it can be read again."""

    plan_id = models.SlugField(_("plan"))
    place = models.ForeignKey(Place, models.PROTECT, related_name="adopted_plans")
    text = models.TextField(_("plan file"))
    overlay_text = models.TextField(_("overlay file"), blank=True)
    sha256 = models.CharField(max_length=64)
    document = models.CharField(_("adopting document"), max_length=200)
    adopted_from = models.DateField(_("adopted from"))

    class Meta:
        verbose_name = _("adopted plan")
        verbose_name_plural = _("adopted plans")
        constraints = [models.UniqueConstraint(fields=["place", "plan_id", "adopted_from"], name="plan_adopted_once")]

    def __str__(self) -> str:
        return self.plan_id


class Proposal(models.Model):
    """What the rule makes of a release, with its inputs and its steps. `level` is blank when no level fits."""

    plan = models.ForeignKey(AdoptedPlan, models.PROTECT, related_name="proposals")
    place = models.ForeignKey(Place, models.PROTECT, related_name="proposals")
    release = models.ForeignKey(Release, models.PROTECT, related_name="proposals")
    day = models.DateField(_("day"))
    level = models.SlugField(_("level"), blank=True)
    current = models.SlugField(_("level in force"), blank=True)
    reason = models.CharField(_("reason"), max_length=500)
    inputs = models.JSONField(_("inputs"))
    steps = models.JSONField(_("steps of the rule"))
    proposed_at = models.DateTimeField(_("proposed at"))

    class Meta:
        verbose_name = _("level proposal")
        verbose_name_plural = _("level proposals")
        ordering = ["-day", "-pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "place", "release"], name="proposal_once_a_release")]

    def __str__(self) -> str:
        return f"{self.day}: {self.level or '—'}"

    @property
    def fits(self) -> bool:
        return bool(self.level)

    @property
    def asks_for_a_decision(self) -> bool:
        """True when the level in force is not what the rule would have, or the rule has no answer."""
        return self.level != self.current


@pgtrigger.register(pgtrigger.Protect(name="declaration_is_final", operation=pgtrigger.Update | pgtrigger.Delete))
class Declaration(models.Model):
    """A person declares a level for an area from a day, by a document. The latest one in force counts."""

    plan = models.ForeignKey(AdoptedPlan, models.PROTECT, related_name="declarations")
    place = models.ForeignKey(Place, models.PROTECT, related_name="declarations")
    level = models.SlugField(_("level"))
    document = models.CharField(_("document number"), max_length=100)
    valid_from = models.DateField(_("in force from"))
    declared_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField(_("declared at"))
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, blank=True, related_name="declarations")

    class Meta:
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")
        ordering = ["-valid_from", "-pk"]
        constraints = [models.UniqueConstraint(fields=["place", "document"], name="declaration_document_once")]

    def __str__(self) -> str:
        return f"{self.valid_from} {self.level} ({self.document})"
