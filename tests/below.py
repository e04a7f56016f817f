"""A whole province with figures of every commune and district, as the maps find it: invented numbers, real units."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from stage import ROOT, moment
from vungxanh.agencies.models import Agency, Membership, User, Verb
from vungxanh.figures.indicators import load_indicators
from vungxanh.figures.models import Release, ReleasedFigure, ReleaseDraft
from vungxanh.levels.adopt import adopt
from vungxanh.levels.declare import declare
from vungxanh.levels.models import AdoptedPlan
from vungxanh.levels.zones import declare_zone
from vungxanh.places.load import load_places
from vungxanh.places.models import Place, Tier
from vungxanh.places.read import province
from vungxanh.plan import Zone

FIRST, LAST = date(2021, 11, 5), date(2021, 11, 19)
NOW = moment(LAST, 19).isoformat()
KEYS = ("new_cases", "new_deaths", "in_treatment")


@dataclass
class Whole:
    place: Place
    places: dict[str, Place]
    adopted: AdoptedPlan
    user: User
    second: User
    releases: list[Release]


def whole_province(code: str = "26") -> Whole:
    """Two weeks of releases with all places below, a level of the province and of a district, and five zones."""
    load_places([code])
    load_indicators()
    place = province(code, FIRST)
    below = {p.code: p for p in Place.objects.within(place)}
    user = User.objects.create(username="nguoi-lap-bi-mat")
    second = User.objects.create(username="nguoi-ky-bi-mat")
    office = Agency.objects.create(name="Ban Chỉ đạo tỉnh", province=place, place=place)
    Membership.objects.create(
        user=second, agency=office, place=place, may=[Verb.DECLARE_LEVEL, Verb.SIGN_RELEASE], valid_from=FIRST
    )
    plan = (ROOT / "plans/vinh-phuc.yaml").read_text(encoding="utf-8")
    overlay = (ROOT / "plans/overlays/vinh-phuc.yaml").read_text(encoding="utf-8")
    adopted = adopt(place, plan, overlay, document="01/QĐ-DT", adopted_from=FIRST)
    made = Whole(place, below, adopted, user, second, [])
    days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    made.releases = [_release(made, n, day) for n, day in enumerate(days, start=1)]
    _declared(made)
    return made


def _release(made: Whole, number: int, day: date) -> Release:
    at = moment(day, 17)
    draft = ReleaseDraft.objects.create(
        place=made.place, day=day, as_of=at, figures={}, sha256="0" * 64, prepared_by=made.user, prepared_at=at
    )
    release = Release.objects.create(
        place=made.place, number=number, day=day, as_of=at, signed_at=at, published_at=at, draft=draft,
        prepared_by=made.user, signed_by=made.second, sha256=f"{number:064d}",
    )  # fmt: skip
    communes = [p for p in made.places.values() if p.tier == Tier.COMMUNE]
    cases = {p.pk: _cases(p, number) for p in communes}
    rows = []
    for p in made.places.values():
        inside = [c for c in communes if f"{c.path}/".startswith(f"{p.path}/")]
        told = [n for c in inside if (n := cases[c.pk]) is not None]
        silent = p.tier == Tier.COMMUNE and cases[p.pk] is None
        total = None if silent else sum(told)
        for key, value in zip(KEYS, (total, 0 if total is not None else None, (total or 0) * 6), strict=True):
            rows.append(ReleasedFigure(release=release, place=p, indicator_id=key, value=value))
    ReleasedFigure.objects.bulk_create(rows)
    return release


def _cases(place: Place, number: int) -> int | None:
    """Many quiet communes, some with a handful, a few with very many; one in seventeen is silent."""
    n = int(place.code) * 7919 % 1009
    if n % 17 == 3:
        return None
    return 0 if n % 5 else (n % 13) ** 2 * number // 15


def _declared(made: Whole) -> None:
    districts = [p for p in made.places.values() if p.tier == Tier.DISTRICT]
    communes = [p for p in made.places.values() if p.tier == Tier.COMMUNE]
    for n, (where, level, first) in enumerate(
        [(made.place, "cap-1", FIRST), (made.place, "cap-2", FIRST + timedelta(days=9)), (districts[0], "cap-3", LAST)]
    ):
        declare(
            made.adopted, where, level, document=f"{n + 2:02d}/QĐ-BCĐ", valid_from=first, by=made.second,
            at=moment(first, 0),
        )  # fmt: skip
    zones = [Zone.LOCKED_DOWN, Zone.RED, Zone.ORANGE, Zone.YELLOW, Zone.GREEN]
    for n, zone in enumerate(zones):
        at: datetime = moment(LAST - timedelta(days=6 - n), 6)
        declare_zone(
            communes[n * 23 + 5], zone, document=f"{n + 11}/QĐ-UBND", valid_from=at, by=made.second, at=at,
            reason="Ổ dịch mới, 12 ca", authority="Chủ tịch UBND huyện",
        )  # fmt: skip
    declare_zone(
        communes[5], Zone.LOCKED_DOWN, document="30/QĐ-UBND", area="Thôn Đông, xóm 3",
        valid_from=moment(LAST + timedelta(days=1), 0), by=made.second, at=moment(LAST, 18),
        reason="Ổ dịch mới", authority="Chủ tịch UBND xã",
    )  # fmt: skip
