"""What is counted, and how one thing counted hangs together with another."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vungxanh.places.models import Tier

NEVER_LEFT_OUT = ("aefi", "new_deaths", "severe_cases")  # DESIGN, section 2.1


@pgtrigger.register(
    pgtrigger.Protect(
        name="indicator_never_left_out",
        operation=pgtrigger.Delete,
        condition=pgtrigger.Condition("old.key in ('aefi', 'new_deaths', 'severe_cases')"),
    )
)
class Indicator(models.Model):
    """What is counted. The vocabulary is data: a province adds its own without code.

    How indicators hang together is data too, and the checks follow it: the parts of a `breakdown` add up to the whole
    (`part_of`); a cumulative number is yesterday's and today's `adds_up`; what is occupied is `at_most` what there is.
    """

    class Unit(models.TextChoices):
        PEOPLE = "people", _("people")
        SAMPLES = "samples", _("samples")
        DOSES = "doses", _("doses")
        BEDS = "beds", _("beds")
        ITEMS = "items", _("items")
        PLACES = "places", _("places")

    class Kind(models.TextChoices):
        COUNT = "count", _("count of the day")
        CUMULATIVE = "cumulative", _("total since the beginning")
        STOCK = "stock", _("standing at the hour")
        RATE = "rate", _("rate, computed from others")

    class Basis(models.TextChoices):
        REPORT = "report", _("day of report")
        EVENT = "event", _("day of the event")

    class Direction(models.TextChoices):
        UP_IS_WORSE = "worse", _("higher is worse")
        UP_IS_BETTER = "better", _("higher is better")
        NEITHER = "neither", _("neither")

    key = models.SlugField(_("key"), primary_key=True)
    name_vi = models.CharField(_("Vietnamese name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120)
    unit = models.CharField(_("unit"), max_length=10, choices=Unit)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.COUNT)
    basis = models.CharField(_("counted by"), max_length=10, choices=Basis, default=Basis.REPORT)
    direction = models.CharField(_("direction"), max_length=10, choices=Direction, default=Direction.NEITHER)
    mandatory = models.BooleanField(
        _("mandatory"), default=False, help_text=_("Deaths, severe cases and adverse events are never left out")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=500)
    asked_of = ArrayField(
        models.CharField(max_length=10, choices=Tier), verbose_name=_("asked of"), default=list, blank=True
    )
    part_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )
    breakdown = models.SlugField(_("breakdown"), blank=True, help_text=_("Parts of one breakdown add up to the whole"))
    adds_up = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="totals", verbose_name=_("adds up")
    )
    at_most = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="limits", verbose_name=_("never more than")
    )
    numerator = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    denominator = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    per = models.PositiveIntegerField(_("per"), null=True, blank=True, help_text=_("100: per cent"))

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["order", "key"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(key__in=NEVER_LEFT_OUT) | Q(mandatory=True), name="indicator_never_left_out"
            ),
            models.CheckConstraint(
                condition=Q(part_of__isnull=True, breakdown="") | (Q(part_of__isnull=False) & ~Q(breakdown="")),
                name="indicator_part_has_breakdown",
            ),
            models.CheckConstraint(
                condition=(
                    Q(kind="rate", numerator__isnull=False, denominator__isnull=False, per__isnull=False)
                    | (~Q(kind="rate") & Q(numerator__isnull=True, denominator__isnull=True, per__isnull=True))
                ),
                name="indicator_rate_is_computed",
            ),
        ]

    def __str__(self) -> str:
        return self.name_vi

    @property
    def name(self) -> str:
        """In the language of the moment: Vietnamese unless it is English."""
        return self.name_en if (get_language() or "vi").startswith("en") else self.name_vi
