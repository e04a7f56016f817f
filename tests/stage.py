"""A small province to test in: Vĩnh Phúc with two districts and three communes, its adopted plan, and two people."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

from vungxanh.agencies.load import load_agencies
from vungxanh.agencies.models import User
from vungxanh.clock import VIETNAM
from vungxanh.figures.indicators import load_indicators
from vungxanh.figures.models import Indicator, Release, Report
from vungxanh.figures.release import prepare, sign
from vungxanh.levels.adopt import adopt
from vungxanh.levels.declare import declare
from vungxanh.levels.models import AdoptedPlan, Declaration
from vungxanh.levels.read import plan_of
from vungxanh.messages.draft import draft_message
from vungxanh.messages.load import load_desk
from vungxanh.messages.models import Message
from vungxanh.messages.offers import template_for
from vungxanh.places.models import Place, Tier
from vungxanh.text.fold import fold

ROOT = Path(__file__).parent.parent
WAVE = date(2021, 10, 18)
PLACES = (
    ("26", Tier.PROVINCE, "tỉnh", "Vĩnh Phúc", "26"),
    ("243", Tier.DISTRICT, "thành phố", "Vĩnh Yên", "26/243"),
    ("244", Tier.DISTRICT, "thành phố", "Phúc Yên", "26/244"),
    ("08707", Tier.COMMUNE, "phường", "Tích Sơn", "26/243/08707"),
    ("08710", Tier.COMMUNE, "phường", "Liên Bảo", "26/243/08710"),
    ("08743", Tier.COMMUNE, "phường", "Trưng Trắc", "26/244/08743"),
)


def moment(day: date, hour: int = 17, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), VIETNAM)


@dataclass
class Stage:
    adopted: AdoptedPlan
    places: dict[str, Place]
    user: User
    second: User
    documents: int = field(default=0)

    @property
    def place(self) -> Place:
        return self.places["26"]

    def release(self, day: date, new_cases: int | None, new_deaths: int | None = 0) -> Release:
        """A day's figures, reported, prepared and signed."""
        for key, value in {"new_cases": new_cases, "new_deaths": new_deaths}.items():
            Report.objects.update_or_create(
                indicator=Indicator.objects.get(key=key),
                place=self.place,
                day=day,
                defaults={"value": value, "reported_at": moment(day, 16)},
            )
        draft = prepare(self.place, day, by=self.user, as_of=moment(day), at=moment(day, 16, 45))
        return sign(draft, by=self.second, at=moment(day))

    def situation(self, release: Release, level: str = "cap-3", slot: int = 1) -> Message:
        """The day's situation drafted for a duty of Vĩnh Phúc's level 3."""
        return draft_message(
            self.adopted,
            release,
            duty_id="vp-l3-releases",
            slot=slot,
            template=template_for("dien-bien-ngay", level),
            level=level,
            by=self.user,
            at=moment(release.day),
            expires_at=moment(release.day, 23),
        )

    def declare(self, level: str, valid_from: date, place: Place | None = None) -> Declaration:
        self.documents += 1
        return declare(
            self.adopted,
            place or self.place,
            level,
            document=f"{self.documents:02d}/QĐ-BCĐ",
            valid_from=valid_from,
            by=self.second,
            at=moment(valid_from, 0),
        )


def build_stage() -> Stage:
    places: dict[str, Place] = {}
    for code, tier, kind, name, path in PLACES:
        above = path.split("/")[-2:-1]
        places[code] = Place.objects.create(
            code=code,
            tier=tier,
            kind=kind,
            name=name,
            path=path,
            parent=places[above[0]] if above else None,
            folded=fold(f"{kind} {name}"),
            valid_from=date(2021, 1, 1),
            valid_to=date(2025, 6, 30),
        )
    load_indicators()
    load_desk()
    plan_text = (ROOT / "plans/vinh-phuc.yaml").read_text(encoding="utf-8")
    overlay_text = (ROOT / "plans/overlays/vinh-phuc.yaml").read_text(encoding="utf-8")
    adopted = adopt(places["26"], plan_text, overlay_text, document="exercise", adopted_from=WAVE)
    load_agencies(places["26"], plan_of(adopted), valid_from=WAVE, document="exercise")
    user = User.objects.create(username="first")
    second = User.objects.create(username="second")
    return Stage(adopted, places, user, second)
