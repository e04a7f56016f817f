"""Which steps of a replay are behind us, so that a killed replay goes on where it stopped."""

from django.db import models

from vungxanh.levels.models import AdoptedPlan


class Replay(models.Model):
    plan = models.ForeignKey(AdoptedPlan, models.PROTECT, related_name="replays")
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "first_day", "last_day"], name="replay_once")]

    def __str__(self) -> str:
        return f"{self.plan} {self.first_day}–{self.last_day}"


class Step(models.Model):
    """A step that was carried out whole. A step found here is not taken again."""

    replay = models.ForeignKey(Replay, models.CASCADE, related_name="steps")
    day = models.DateField()
    name = models.SlugField()
    seconds = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["replay", "day", "name"], name="step_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
