"""Roles are province-neutral keys of the plans; the agency that holds one changes by date and by document."""

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vungxanh.places.models import Place


class Verb(models.TextChoices):
    """What a member may do, in the member's own area. Anything not listed for a member is refused."""

    READ = "read", _("see the desks")
    REPORT_FIGURES = "report_figures", _("report and import figures")
    SIGN_RELEASE = "sign_release", _("sign a release of figures")
    PREVIEW_RELEASE = "preview_release", _("see a signed release before its hour")
    KEEP_REGISTERS = "keep_registers", _("keep the registers (indicators, reporting units, places)")
    DECLARE_LEVEL = "declare_level", _("declare a level")
    WRITE_MESSAGE = "write_message", _("write messages")
    APPROVE_MESSAGE = "approve_message", _("approve messages")
    RECORD_EVIDENCE = "record_evidence", _("record evidence of a duty")
    WAIVE_DUTY = "waive_duty", _("waive a duty with a reason")


class User(AbstractUser):
    """A person with a login. What they may do comes from their memberships only."""


class DatedQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def on(self, day: date) -> "DatedQuerySet":
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)


class Agency(models.Model):
    name = models.CharField(_("name"), max_length=200)
    province = models.ForeignKey(Place, models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="agencies", help_text=_("The area it serves"))

    class Meta:
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["province", "place", "name"], name="agency_named_once")]

    def __str__(self) -> str:
        return self.name


class RoleHolding(models.Model):
    """An agency holds a role of the plans from one day to another, by a document."""

    role = models.CharField(_("role"), max_length=80, help_text=_("Province-neutral key, as in the plan's agencies"))
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="holdings")
    province = models.ForeignKey(Place, models.PROTECT, related_name="+")
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    document = models.CharField(_("document"), max_length=200, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("role holding")
        verbose_name_plural = _("role holdings")
        constraints = [
            models.UniqueConstraint(fields=["role", "agency", "valid_from"], name="role_held_once_from_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.agency}"


class Membership(models.Model):
    """A person works for an agency, in an area, with a list of things they may do there."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="memberships")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", help_text=_("The area, with all below it"))
    may = ArrayField(models.CharField(max_length=30, choices=Verb), verbose_name=_("may"))
    valid_from = models.DateField(_("valid from"))
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["user", "agency", "place", "valid_from"], name="membership_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} — {self.agency}"


class Token(models.Model):
    """Lets a program speak for a person, with that person's rights and no others. Only its hash is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(_("what it is for"), max_length=100)
    sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("created at"))
    ends_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    used_on = models.DateField(_("last used on"), null=True, blank=True)

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")

    def __str__(self) -> str:
        return self.name
