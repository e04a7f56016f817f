"""Administrative units as dated rows: the three tiers of 2021, the two tiers since July 2025, and who followed whom.

A GSO code is text and may be used again for a new unit, so a unit is known by its code *and* its first day. A site
(a hospital, a quarantine centre) is a place too, below the unit that answers for it.
"""

from datetime import date

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Tier(models.TextChoices):
    PROVINCE = "province", _("Province")
    DISTRICT = "district", _("District")
    COMMUNE = "commune", _("Commune")
    SITE = "site", _("Site (hospital, centre)")


class PlaceQuerySet(models.QuerySet["Place"]):
    def on(self, day: date) -> "PlaceQuerySet":
        """Units that exist on `day`."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)

    def within(self, place: "Place") -> "PlaceQuerySet":
        """`place` and every unit below it."""
        return self.filter(Q(pk=place.pk) | Q(path__startswith=f"{place.path}/"), valid_from=place.valid_from)


class Place(models.Model):
    code = models.CharField(_("GSO code"), max_length=12, help_text=_("A site has a code of the province's own"))
    tier = models.CharField(_("tier"), max_length=10, choices=Tier)
    name = models.CharField(_("name"), max_length=80, help_text=_("Without its kind: Vĩnh Yên"))
    kind = models.CharField(_("kind"), max_length=20, help_text=_("As printed: tỉnh, huyện, phường, xã"))
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=40, help_text=_("Codes from the province down: 26/243/08707"))
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


class Spelling(models.Model):
    """A name as somebody published it, and the place that a person said it means. `inside`: the unit it was named in.

    Names are compared by `key` (text.fold.key: no accents, signs or blanks), so one row serves every way of typing it.
    """

    inside = models.ForeignKey(Place, models.CASCADE, related_name="spellings_inside")
    key = models.CharField(max_length=120)
    written = models.CharField(_("as published"), max_length=120)
    place = models.ForeignKey(Place, models.CASCADE, related_name="spellings")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(_("confirmed at"))

    class Meta:
        verbose_name = _("spelling")
        verbose_name_plural = _("spellings")
        constraints = [models.UniqueConstraint(fields=["inside", "key"], name="spelling_means_one_place")]

    def __str__(self) -> str:
        return f"{self.written} → {self.place}"


class Boundary(models.Model):
    """The outline of a unit as an operator imported it: GeoJSON MultiPolygon coordinates, WGS 84, longitude first."""

    place = models.OneToOneField(Place, models.CASCADE, related_name="boundary")
    coordinates = models.JSONField()
    source = models.CharField(_("source"), max_length=200, help_text=_("File or authority"))
    imported_at = models.DateTimeField(_("imported at"))

    class Meta:
        verbose_name = _("boundary")
        verbose_name_plural = _("boundaries")

    def __str__(self) -> str:
        return str(self.place)
