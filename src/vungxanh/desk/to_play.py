"""What people say at loudspeakers and on pages: the approved texts of a duty's day, with their sound and files.

A station reads them without being a reader of the message desk. Only what a second person approved and whose figures
are public is here, and of that only what nobody has replaced.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vungxanh.desk.embargo import public
from vungxanh.desk.seat import Seat
from vungxanh.duties.speak import said_by_people
from vungxanh.figures.models import Release
from vungxanh.messages.languages import in_order
from vungxanh.messages.lock import fingerprint, sealed_rows
from vungxanh.messages.models import Form, Message, Recording, Rendition, Review, Variant
from vungxanh.plan import Duty
from vungxanh.renditions.forms import FORMS
from vungxanh.text.language_names import name_of

SOUND, SCRIPT, VOICE = "audio-mp3", "radio-script", "recording"  # VOICE: as it was uploaded, no form of ours


@dataclass(frozen=True, slots=True)
class File:
    """A sealed file under the key in its address."""

    key: str
    label: str | Promise


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message in one language. `sound` and `script` are keys of its files; blank where there is none."""

    language: str
    name: str
    subject: str
    text: str
    sound: str
    script: str
    files: Sequence[File]


@dataclass(frozen=True, slots=True)
class Playable:
    """`intact`: it is what was approved, to the code point; else nothing of it is given out. `corrected`: its number
    is no longer the right one."""

    message: Message
    intact: bool
    corrected: bool
    languages: Sequence[Spoken]


def approved_today(seat: Seat) -> QuerySet[Message]:
    """Today's approved messages whose figures are public, for whoever may know that the duty runs (`running`)."""
    approved = Review.objects.filter(verdict=Review.Verdict.APPROVED)
    followed = public(
        Message.objects.filter(Exists(approved.filter(message=OuterRef("pk"))), replaces=OuterRef("pk")),
        seat.at, "release", "correction",
    )  # fmt: skip
    today = Message.objects.filter(plan=seat.adopted, day=seat.day, expires_at__gt=seat.at)
    return public(today, seat.at, "release", "correction").filter(
        Exists(approved.filter(message=OuterRef("pk"))), ~Exists(followed)
    )


def duties_with_something(seat: Seat) -> Collection[str]:
    """The duties done by people for which something is there to be said today. One query."""
    by_people = {duty.id for duty in seat.plan.duties if said_by_people(seat.plan, duty)}
    return by_people & set(approved_today(seat).order_by().values_list("duty", flat=True))


def playable(seat: Seat, duty: Duty) -> list[Playable]:
    """What is said for this duty today, the first of the day first. As many queries for one as for twenty."""
    approvals = Review.objects.filter(message=OuterRef("pk"), verdict=Review.Verdict.APPROVED)
    corrections = Release.objects.filter(
        place=OuterRef("place"), day=OuterRef("release__day"), published_at__lte=seat.at,
        number__gt=Coalesce(OuterRef("correction__number"), OuterRef("release__number")),
    )  # fmt: skip
    voices = Prefetch("variants", Variant.objects.select_related("recording"))
    found = list(
        approved_today(seat)
        .filter(duty=duty.id)
        .annotate(sealed=Subquery(approvals.values("sha256")[:1]), is_corrected=Exists(corrections))
        .select_related("place", "release", "correction")
        .prefetch_related(voices, "renditions")
        .order_by("slot", "pk")
    )
    rows = sealed_rows([one.pk for one in found])
    return [_playable(one, one.sealed == fingerprint(one, rows[one.pk])) for one in found]


def _playable(message: Message, intact: bool) -> Playable:
    full = sorted(
        (one for one in message.variants.all() if one.form == Form.LONG), key=lambda one: in_order(one.language)
    )
    kept: Mapping[str, set[str]] = {
        one.language: {r.form for r in message.renditions.all() if r.language == one.language} for one in full
    }
    languages = [_spoken(one, kept[one.language]) for one in full] if intact else []
    return Playable(message, intact, message.is_corrected, languages)


def _spoken(variant: Variant, kept: Collection[str]) -> Spoken:
    voice = getattr(variant, "recording", None)
    files = [File(key, form.label) for key, form in FORMS.items() if key in kept]
    if voice is not None:
        files.insert(0, File(VOICE, _("The recording as it was uploaded")))
    return Spoken(
        variant.language,
        name_of(variant.language),
        variant.subject,
        variant.text,
        SOUND if SOUND in kept else VOICE if voice is not None else "",
        SCRIPT if SCRIPT in kept else "",
        files,
    )


def sealed_file(message: Message, language: str, key: str) -> Rendition | Recording | None:
    """The file under its key; None where the message has none such."""
    if key == VOICE:
        return Recording.objects.filter(variant__message=message, variant__language=language).first()
    return message.renditions.filter(language=language, form=key).first() if key in FORMS else None
