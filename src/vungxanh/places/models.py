"""Administrative units as dated rows: the three tiers of 2021, the two tiers since July 2025, and who followed whom.

A GSO code is text and may be used again for a new unit, so a unit is known by its code *and* its first day.
"""

from datetime import date

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Tier(models.TextChoices):
    PROVINCE = "province", _("Province")
    DISTRICT = "district", _("District")
    COMMUNE = "commune", _("Commune")


class PlaceQuerySet(models.QuerySet["Place"]):
    def on(self, day: date) -> "PlaceQuerySet":
        """Units that exist on `day`."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)

    def within(self, place: "Place") -> "PlaceQuerySet":
        """`place` and every unit below it."""
        return self.filter(Q(pk=place.pk) | Q(path__startswith=f"{place.path}/"), valid_from=place.valid_from)


class Place(models.Model):
    code = models.CharField(_("GSO code"), max_length=5)
    tier = models.CharField(_("tier"), max_length=10, choices=Tier)
    name = models.CharField(_("name"), max_length=80, help_text=_("Without its kind: Vĩnh Yên"))
    kind = models.CharField(_("kind"), max_length=20, help_text=_("As printed: tỉnh, huyện, phường, xã"))
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=20, help_text=_("Codes from the province down: 26/243/08707"))
    folded = models.CharField(max_length=120, help_text=_("Kind and name without accents, for search"))
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    successors = models.ManyToManyField("self", through="Succession", symmetrical=False, related_name="predecessors")

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["path"]
        constraints = [models.UniqueConstraint(fields=["code", "tier", "valid_from"], name="place_code_once_a_day")]
        indexes = [
            models.Index(OpClass("path", "text_pattern_ops"), name="place_below"),
            GinIndex(OpClass("folded", "gin_trgm_ops"), name="place_search"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Name with its kind: "thành phố Vĩnh Yên"."""
        return f"{self.kind} {self.name}"


class Succession(models.Model):
    """One unit followed by another: merged, divided or renamed, by which document."""

    predecessor = models.ForeignKey(Place, models.CASCADE, related_name="followed_by")
    successor = models.ForeignKey(Place, models.CASCADE, related_name="follows")
    whole = models.BooleanField(_("the whole unit"), default=True, help_text=_("No: only a part of it went there"))
    document = models.CharField(_("document"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once")]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
