"""Local zones beside the province's level: declared from an hour, by a document, lifted by another; never edited."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from vungxanh.agencies.models import User
from vungxanh.clock import VIETNAM
from vungxanh.levels.history import Stay, stays
from vungxanh.levels.models import AdoptedPlan, LocalZone
from vungxanh.levels.read import overlay_of
from vungxanh.places.models import Place
from vungxanh.plan import Zone

AHEAD = timedelta(days=31)
BEHIND = timedelta(hours=24)  # a barrier goes up at night, and the document is entered in the morning
KEYS: Mapping[Zone, tuple[str, ...]] = {Zone.LOCKED_DOWN: ("lockdown",)}  # what a zone means unless the overlay says


class ZoneRefused(Exception):
    """Something is missing or impossible in a zone. `problems` lists every sentence at once."""

    code = "zone-refused"

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def declare_zone(
    place: Place,
    zone: Zone,
    *,
    document: str,
    valid_from: datetime,
    by: User,
    at: datetime,
    valid_to: datetime | None = None,
    area: str = "",
    reason: str = "",
    authority: str = "",
) -> LocalZone:
    """Make `place`, or the part of it named by `area`, a zone; it takes the place of the area's zone before.

    The same document for the same area is one row: declaring it again returns it. Raises ZoneRefused.
    """
    row = LocalZone(
        place=place, area=" ".join(area.split()), zone=zone.value, document=document.strip(), reason=reason.strip(),
        authority=authority.strip(), valid_from=valid_from, valid_to=valid_to, declared_by=by, declared_at=at,
    )  # fmt: skip
    problems = [
        (
            zone is not Zone.LOCKED_DOWN or bool(row.reason and row.authority),
            _("A lockdown says why and by which authority, besides its area and hour; fill in both."),
        ),
        (
            valid_to is None or valid_to > valid_from,
            _("The zone would end before it begins; correct one of the two moments."),
        ),
        (
            place.valid_from <= valid_from.astimezone(VIETNAM).date() <= (place.valid_to or date.max),
            _("%(place)s does not exist on that day; choose the unit of that day.") % {"place": place.full_name},
        ),
    ]
    return _stored(row, problems)


def lift_zone(zone: LocalZone, *, document: str, valid_from: datetime, by: User, at: datetime) -> LocalZone:
    """End a zone from an hour, by a document of its own. Raises ZoneRefused, also when it has ended already."""
    row = LocalZone(
        place=zone.place, area=zone.area, zone="", document=document.strip(),
        valid_from=valid_from, declared_by=by, declared_at=at,
    )  # fmt: skip
    same = stays(LocalZone.objects.filter(place=zone.place, area=zone.area))
    stay = next((s for s in same if s.zone.pk == zone.pk), None)
    problems = [
        (stay is not None and (stay.until is None or stay.until > valid_from), _("This zone has ended by then.")),
        (valid_from > zone.valid_from, _("A zone is lifted after it has begun; declare another document instead.")),
    ]
    return _stored(row, problems)


def _stored(row: LocalZone, problems: Iterable[tuple[bool, str]]) -> LocalZone:
    known = LocalZone.objects.filter(place=row.place, area=row.area, document=row.document).first()
    if known and (known.zone, known.valid_from, known.valid_to) == (row.zone, row.valid_from, row.valid_to):
        return known
    checks = [
        (bool(row.document), _("A zone needs the number of its document, such as 3421/QĐ-UBND.")),
        (
            known is None,
            _("Document %(document)s already says something else about %(place)s.")
            % {"document": row.document, "place": row.where},
        ),
        (
            row.valid_from >= row.declared_at - BEHIND,
            _("A zone is entered within a day of its beginning (not before %(moment)s); check the day.")
            % {"moment": _moment(row.declared_at - BEHIND)},
        ),
        (
            row.valid_from <= row.declared_at + AHEAD,
            _("A zone begins within a month (by %(moment)s); check the year.")
            % {"moment": _moment(row.declared_at + AHEAD)},
        ),
        *problems,
    ]
    if said := [sentence for holds, sentence in checks if not holds]:
        raise ZoneRefused(said)
    row.save(force_insert=True)
    return row


def _moment(at: datetime) -> str:
    return date_format(at.astimezone(VIETNAM), "H:i d/m/Y")


def history(province: Place, at: datetime) -> list[Stay]:
    """Every zone of the province that was known at that moment, those to come included, oldest first. One query."""
    known = LocalZone.objects.filter(place__in=Place.objects.within(province), declared_at__lte=at)
    return stays(known.select_related("place", "place__parent"))


def zones_on(province: Place, at: datetime) -> list[LocalZone]:
    """The zones in force in `province` at that moment, gravest first, as was known then."""
    return [stay.zone for stay in in_force(history(province, at), at)]


def in_force(known: Iterable[Stay], at: datetime) -> list[Stay]:
    return sorted((s for s in known if s.holds(at)), key=lambda s: (-s.grave, s.zone.place.path, s.zone.area))


def to_come(known: Iterable[Stay], at: datetime) -> list[Stay]:
    """What was declared and has not begun: "from midnight on"."""
    return [stay for stay in known if stay.since > at]


@dataclass(frozen=True, slots=True)
class Held:
    """A condition that a zone makes true at a place, and since which day without a break."""

    place: Place
    key: str
    since: date


@dataclass(frozen=True, slots=True)
class Register:
    """What the zones answer about a day. `known`: the keys they can answer; none until a first zone is declared."""

    held: tuple[Held, ...]
    known: frozenset[str]


def conditions_on(adopted: AdoptedPlan, day: date) -> Register:
    """The plan's conditions as the zones of that day answer them: in force at any moment of it. One query.

    A province that never declared a zone keeps no such register, and its conditions stay unknown.
    """
    first = datetime.combine(day, time.min, VIETNAM)
    last = first + timedelta(days=1)
    rows = LocalZone.objects.filter(place__in=Place.objects.within(adopted.place), valid_from__lt=last)
    known = stays(rows.select_related("place"))
    if not known:
        return Register((), frozenset())
    overlay = overlay_of(adopted)
    meaning = {**KEYS, **(overlay.zones if overlay else {})}
    held = [
        Held(stay.zone.place, key, _since(stay, key, known, meaning))
        for stay in known
        if stay.touches(first, last)
        for key in meaning.get(Zone(stay.zone.zone), ())
    ]
    return Register(tuple(held), frozenset(key for keys in meaning.values() for key in keys))


def _since(stay: Stay, key: str, known: list[Stay], meaning: Mapping[Zone, tuple[str, ...]]) -> date:
    """Back through the rows of the same area that follow each other without a break and mean the same."""
    since = stay.since
    for earlier in reversed(known):
        same = (earlier.zone.place_id, earlier.zone.area) == (stay.zone.place_id, stay.zone.area)
        if same and earlier.until == since and key in meaning.get(Zone(earlier.zone.zone), ()):
            since = earlier.since
    return since.astimezone(VIETNAM).date()
