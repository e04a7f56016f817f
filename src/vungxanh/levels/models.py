"""The rule engine proposes; a person declares, with a document and an area. What was declared is never edited.

A province's level and a local zone are separate facts: a commune may be locked down while its province is green.
"""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vungxanh.figures.models import Release
from vungxanh.places.models import Place
from vungxanh.plan import Zone

USER = settings.AUTH_USER_MODEL
FINAL = pgtrigger.Update | pgtrigger.Delete
ZONES = {
    Zone.GREEN: _("Green zone"),
    Zone.YELLOW: _("Yellow zone"),
    Zone.ORANGE: _("Orange zone"),
    Zone.RED: _("Red zone"),
    Zone.LOCKED_DOWN: _("Locked down"),
}


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
    rule_at = models.CharField(_("where the rule is written"), max_length=200, blank=True)
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


@pgtrigger.register(pgtrigger.Protect(name="declaration_is_final", operation=FINAL))
class Declaration(models.Model):
    """A person declares a level for an area from a day, and perhaps until one, by a document.

    The latest one in force counts. After its last day the one before it holds again, else the one above.
    """

    plan = models.ForeignKey(AdoptedPlan, models.PROTECT, related_name="declarations")
    place = models.ForeignKey(Place, models.PROTECT, related_name="declarations")
    level = models.SlugField(_("level"))
    document = models.CharField(_("document number"), max_length=100)
    valid_from = models.DateField(_("in force from"))
    valid_to = models.DateField(_("in force until"), null=True, blank=True, help_text=_("Its last day; blank: open"))
    declared_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField(_("declared at"))
    proposal = models.ForeignKey(Proposal, models.PROTECT, null=True, blank=True, related_name="declarations")

    class Meta:
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["place", "document"], name="declaration_document_once"),
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="declaration_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.valid_from} {self.level} ({self.document})"


@pgtrigger.register(pgtrigger.Protect(name="zone_is_final", operation=FINAL))
class LocalZone(models.Model):
    """A place, or a part of it, is a zone from an hour, by a document. What follows is a new row.

    Of one area the latest row that has begun counts; a row without a zone lifts what was there. Reason, area, hour and
    authority are the four parts of an emergency proclamation (Law 114/2025/QH15, article 43).
    """

    place = models.ForeignKey(Place, models.PROTECT, related_name="zones")
    area = models.CharField(
        _("part of the place"), max_length=200, blank=True, help_text=_("Blank: all of it. Never a person's name.")
    )
    zone = models.CharField(_("zone"), max_length=12, choices=list(ZONES.items()), blank=True)
    document = models.CharField(_("document number"), max_length=100)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    authority = models.CharField(_("authority"), max_length=200, blank=True)
    valid_from = models.DateTimeField(_("from"))
    valid_to = models.DateTimeField(_("until"), null=True, blank=True)
    declared_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField(_("declared at"))

    class Meta:
        verbose_name = _("local zone")
        verbose_name_plural = _("local zones")
        ordering = ["valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["place", "area", "document"], name="zone_document_once"),
            models.CheckConstraint(condition=Q(valid_to__gt=F("valid_from")), name="zone_ends_after_it_begins"),
            models.CheckConstraint(
                condition=~Q(zone=Zone.LOCKED_DOWN.value) | (~Q(reason="") & ~Q(authority="")),
                name="lockdown_has_its_four_parts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.zone or '–'}: {self.where} ({self.document})"

    @property
    def where(self) -> str:
        """The part, then the place: "Tổ dân phố 3, phường Tích Sơn"."""
        return f"{self.area}, {self.place.full_name}" if self.area else self.place.full_name

    @property
    def lifts(self) -> bool:
        return not self.zone
