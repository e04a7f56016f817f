"""A province as the pages find it after forty days of outbreak: invented people, nothing sent anywhere."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.db import transaction

from vungxanh.agencies.models import Agency, Membership, RoleHolding, User, Verb
from vungxanh.channels.kinds import ChannelKind
from vungxanh.clock import VIETNAM
from vungxanh.dispatch.fan_out import address_slice
from vungxanh.dispatch.models import Answer, Attempt, Bundle, Dispatch, Receipt, Recipient
from vungxanh.dispatch.numbers import attempt_number
from vungxanh.duties.models import Evidence, EvidenceKind, Obligation, Waiver
from vungxanh.figures.models import Indicator, Release, ReleasedFigure, ReleaseDraft
from vungxanh.levels.adopt import adopt
from vungxanh.levels.models import AdoptedPlan, Declaration, Proposal
from vungxanh.messages.lock import fingerprint
from vungxanh.messages.models import Form, Message, Review, Variant
from vungxanh.places.models import Place, Tier
from vungxanh.subscribers.models import Subscriber

PLANS = Path(__file__).parent.parent / "plans"
FIRST, LAST = date(2021, 10, 25), date(2021, 12, 3)
NOW = "2021-12-03T19:00:00+07:00"
CASES = [3, 2, 0, 7, 1, 6, 0, 3, 3, 1, 2, 0, 16, 3, 9, 15, 4, 5, 3, 5, 0, 8, 11, 11, 56, 32, 53, 101, 39, 70, 133] + [
    54,
    62,
    104,
    58,
    50,
    35,
    26,
    24,
    40,
]  # as released for Vĩnh Phúc in 2021
LEVELS = (
    ("vung-xanh", FIRST),
    ("cap-1", date(2021, 10, 31)),
    ("cap-2", date(2021, 11, 20)),
    ("cap-3", date(2021, 11, 27)),
)
CORRECTED = date(2021, 11, 18)


@dataclass
class Province:
    place: Place
    communes: list[Place]
    plan: AdoptedPlan
    health: Agency
    committee: Agency
    author: User
    second: User
    releases: dict[date, Release]
    messages: list[Message]
    hidden: list[Message]


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), VIETNAM)


def sha(*words: object) -> str:
    return hashlib.sha256(repr(words).encode()).hexdigest()


@transaction.atomic
def province() -> Province:
    """Everything at once. Needs an empty database of these rooms."""
    place, communes = _places()
    health, committee, author, second = _people(place)
    plan = adopt(
        place,
        (PLANS / "vinh-phuc.yaml").read_text(encoding="utf-8"),
        (PLANS / "overlays" / "vinh-phuc.yaml").read_text(encoding="utf-8"),
        document="Quyết định diễn tập 01/QĐ-DT",
        adopted_from=FIRST,
    )
    releases = _releases(place, author, second)
    _levels(plan, place, second, releases)
    messages, hidden = _messages(plan, place, author, second, releases)
    made = Province(place, communes, plan, health, committee, author, second, releases, messages, hidden)
    _sent(made)
    _duties(made)
    return made


def _places() -> tuple[Place, list[Place]]:
    since = date(2021, 1, 1)
    place = Place.objects.create(
        code="26",
        tier=Tier.PROVINCE,
        name="Vĩnh Phúc",
        kind="tỉnh",
        path="26",
        folded="tinh vinh phuc",
        valid_from=since,
    )
    district = Place.objects.create(
        code="243",
        tier=Tier.DISTRICT,
        name="Vĩnh Yên",
        kind="thành phố",
        parent=place,
        path="26/243",
        folded="thanh pho vinh yen",
        valid_from=since,
    )
    names = [("08707", "Tích Sơn"), ("08710", "Liên Bảo"), ("08713", "Hội Hợp")]
    communes = [
        Place.objects.create(
            code=code,
            tier=Tier.COMMUNE,
            name=name,
            kind="phường",
            parent=district,
            path=f"26/243/{code}",
            folded=name.lower(),
            valid_from=since,
        )
        for code, name in names
    ]
    return place, communes


def _people(place: Place) -> tuple[Agency, Agency, User, User]:
    health = Agency.objects.create(name="Sở Y tế tỉnh Vĩnh Phúc", province=place, place=place)
    committee = Agency.objects.create(name="Ban Chỉ đạo phòng, chống dịch Covid-19 tỉnh", province=place, place=place)
    RoleHolding.objects.create(
        role="steering-committee", agency=committee, province=place, valid_from=FIRST, document="diễn tập"
    )
    author = User.objects.create(username="soan-thao-bi-mat", first_name="Người", last_name="Soạn Thảo")
    second = User.objects.create(username="nguoi-ky-bi-mat", first_name="Người", last_name="Ký Thứ Hai")
    grants = [
        (author, health, [Verb.REPORT_FIGURES, Verb.WRITE_MESSAGE]),
        (second, health, [Verb.SIGN_RELEASE, Verb.APPROVE_MESSAGE]),
        (second, committee, [Verb.DECLARE_LEVEL]),
    ]
    for user, agency, may in grants:
        Membership.objects.create(user=user, agency=agency, place=place, may=may, valid_from=FIRST)
    return health, committee, author, second


def _releases(place: Place, author: User, second: User) -> dict[date, Release]:
    vocabulary = [
        ("new_cases", "Số ca mắc mới", "New cases", True),
        ("new_deaths", "Số ca tử vong mới", "New deaths", True),
        ("severe", "Số ca nặng đang điều trị", "Severe cases in treatment", True),
    ]
    for key, vi, en, mandatory in vocabulary:
        defaults = {"name_vi": vi, "name_en": en, "unit": "people", "mandatory": mandatory}
        Indicator.objects.update_or_create(key=key, defaults=defaults)
    releases: dict[date, Release] = {}
    number = 0
    for n, cases in enumerate(CASES):
        day = FIRST + timedelta(days=n)
        figures = {"new_cases": cases, "new_deaths": 0, "severe": None}
        number += 1
        releases[day] = _release(place, number, day, figures, author, second, moment(day, 17))
        if day == CORRECTED:
            number += 1
            releases[day] = _release(
                place, number, day, figures | {"new_cases": 55}, author, second, moment(day, 20), releases[day]
            )
            _below(releases[day])
    return releases


def _below(release: Release) -> None:
    """The corrected day came with its district and communes; one commune reported no deaths."""
    below = Place.objects.exclude(pk=release.place_id).order_by("path")
    for place, cases in zip(below, (55, 30, 20, 5), strict=True):
        values = {"new_cases": cases} if cases == 5 else {"new_cases": cases, "new_deaths": 0}
        ReleasedFigure.objects.bulk_create(
            ReleasedFigure(release=release, place=place, indicator_id=key, value=value) for key, value in values.items()
        )


def _release(
    place: Place,
    number: int,
    day: date,
    figures: dict[str, int | None],
    author: User,
    second: User,
    at: datetime,
    corrects: Release | None = None,
) -> Release:
    reason = "Một ca được tính hai lần" if corrects else ""
    draft = ReleaseDraft.objects.create(
        place=place, day=day, as_of=at, figures=figures, sha256=sha(figures), prepared_by=author, prepared_at=at
    )
    release = Release.objects.create(
        place=place,
        number=number,
        day=day,
        as_of=at,
        signed_at=at + timedelta(minutes=5),
        published_at=at + timedelta(minutes=5),
        draft=draft,
        prepared_by=author,
        signed_by=second,
        corrects=corrects,
        reason=reason,
        sha256=sha(number, figures),
        previous_sha256=sha(number - 1) if number > 1 else "",
    )
    ReleasedFigure.objects.bulk_create(
        ReleasedFigure(release=release, place=place, indicator_id=key, value=value) for key, value in figures.items()
    )
    return release


def _levels(plan: AdoptedPlan, place: Place, by: User, releases: dict[date, Release]) -> None:
    for n, (level, since) in enumerate(LEVELS, start=1):
        Declaration.objects.create(
            plan=plan, place=place, level=level, document=f"{n:02d}/QĐ-DT", valid_from=since,
            declared_by=by, declared_at=moment(since, 8),
        )  # fmt: skip
    propose(plan, releases[LAST], "cap-4", current="cap-3", value=1058)


def propose(plan: AdoptedPlan, release: Release, level: str, *, current: str, value: int) -> Proposal:
    return Proposal.objects.create(
        plan=plan, place=release.place, release=release, day=release.day, level=level, current=current,
        reason="as the rule says", steps=["bands"], proposed_at=moment(release.day, 17, 30),
        inputs=[{"id": "wave-cases", "text": "ca trong đợt dịch", "value": str(value), "missing": None}],
    )  # fmt: skip


def _messages(
    plan: AdoptedPlan, place: Place, author: User, second: User, releases: dict[date, Release]
) -> tuple[list[Message], list[Message]]:
    shown = [
        approve(write(plan, releases[day], author, theme, slot), second)
        for n, day in enumerate([LAST, LAST - timedelta(days=1), LAST - timedelta(days=2)])
        for slot, theme in enumerate(("dien-bien-ngay", "thong-diep"), start=1)
    ]
    draft = write(plan, releases[LAST], author, "tin-gia", 8, secret="BẢN THẢO CHƯA DUYỆT")
    unsent = approve(write(plan, releases[LAST], author, "tin-gia", 9, secret="ĐÃ DUYỆT CHƯA GỬI"), second)
    return shown, [draft, unsent]


def write(plan: AdoptedPlan, release: Release, author: User, theme: str, slot: int, secret: str = "") -> Message:
    message = Message.objects.create(
        plan=plan, place=release.place, release=release, duty="vp-l3-releases", day=release.day, slot=slot,
        theme=theme, level="cap-3", audience="toan-dan", author=author,
        drafted_at=moment(release.day, 17, 10 + slot), expires_at=moment(release.day, 23),
    )  # fmt: skip
    cases = next(f.value for f in release.figures.all() if f.indicator_id == "new_cases")
    vi = (
        f"Tính đến 17 giờ 00 ngày {release.day:%d/%m/%Y}, tỉnh Vĩnh Phúc ghi nhận {cases} ca mắc COVID-19 mới "
        "và 0 ca tử vong trong ngày.\n\nTỉnh đang ở Cấp độ 3. Việc cần làm: tránh tập trung đông người và chỉ ra ngoài "
        f"khi thật cần thiết.\n\nNgười trong khu phong tỏa cần thuốc, thực phẩm, nhu yếu phẩm: gọi 1022. {secret}"
    )
    en = (
        f"At 17:00 on {release.day:%d/%m/%Y}, Vĩnh Phúc had {cases} new COVID-19 cases and 0 deaths in the day.\n\n"
        "The province is at level 3. What to do: avoid gatherings and go out only if you must.\n\n"
        f"People in locked-down areas who need medicine, food or supplies: call 1022. {secret}"
    )
    subjects = {
        "dien-bien-ngay": (
            "Vĩnh Phúc: {} ca mắc mới, Cấp độ 3 — hạn chế ra ngoài",
            "Vĩnh Phúc: {} new cases, level 3 — limit going out",
        ),
        "thong-diep": ("Thông điệp 5K và tiêm chủng — {}", "The 5K message and vaccination — {}"),
        "tin-gia": (f"{secret} {{}}", f"{secret} {{}}"),
    }[theme]
    about = cases if theme == "dien-bien-ngay" else f"{release.day:%d/%m/%Y}"
    rows = [("vi", vi, subjects[0].format(about)), ("en", en, subjects[1].format(about))]
    for language, text, subject in rows:
        Variant.objects.create(message=message, language=language, form=Form.LONG, subject=subject, text=text)
        Variant.objects.create(message=message, language=language, form=Form.SHORT, subject=subject, text=text[:120])
    return message


def approve(message: Message, second: User) -> Message:
    Review.objects.create(
        message=message, verdict=Review.Verdict.APPROVED, sha256=fingerprint(message), author=message.author,
        reviewer=second, reviewed_at=message.drafted_at + timedelta(minutes=5),
    )  # fmt: skip
    return message


def dispatch(message: Message, channel: ChannelKind = ChannelKind.WEB) -> Dispatch:
    return Dispatch.objects.create(
        message=message, channel=channel, sha256=fingerprint(message), audiences=["toan-dan"], place=message.place,
        created_at=message.drafted_at + timedelta(minutes=10), expires_at=message.expires_at,
    )  # fmt: skip


def _sent(made: Province) -> None:
    Subscriber.objects.bulk_create(
        Subscriber(
            channel=ChannelKind.SMS, address=f"8490000000{n}", audience="toan-dan", place=c, since=moment(FIRST, 8)
        )
        for n, c in enumerate(made.communes)
    )
    for message in made.messages:
        dispatch(message)
    sent = dispatch(made.messages[0], ChannelKind.SMS)
    address_slice(sent.pk, sent.created_at)
    for n, to in enumerate(Recipient.objects.filter(dispatch=sent).order_by("pk")):
        part = Attempt.objects.create(
            pk=attempt_number(to.pk, 1), recipient=to, dispatch=sent, bundle=Bundle.objects.get(dispatch=sent),
            attempted_at=sent.created_at, answer=Answer.UNKNOWN if n == 0 else Answer.ACCEPTED,
            answered_at=sent.created_at,
        )  # fmt: skip
        if n == 2:
            Receipt.objects.create(attempt=part, state=Receipt.State.DELIVERED, received_at=sent.created_at)


def _duties(made: Province) -> None:
    stations = {
        c.pk: Agency.objects.create(name=f"Đài truyền thanh {c.full_name}", province=made.place, place=c)
        for c in made.communes
    }
    for n in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=n)
        _kept(_obligation(made, "vp-l3-releases", made.place, made.health, day, 2), made, 2 if n % 9 else 1)
        for m, commune in enumerate(made.communes):
            o = _obligation(made, "vp-l3-loudspeaker", commune, stations[commune.pk], day, 6)
            _kept(o, made, 6 if (n + m) % 11 else 0)
    waived = Obligation.objects.filter(place=made.communes[0], starts=FIRST + timedelta(days=11)).get()
    Waiver.objects.create(
        obligation=waived, reason="Mất điện toàn phường", waived_by=made.second, waived_at=moment(LAST, 9)
    )


def _obligation(made: Province, duty: str, place: Place, agency: Agency, day: date, least: int) -> Obligation:
    return Obligation.objects.create(
        plan=made.plan, duty=duty, place=place, agency=agency, level="cap-3", timing="counted", modality="order",
        starts=day, ends=day, due_at=moment(day, 23, 59), min=least, target=None, max=None,
    )  # fmt: skip


def _kept(obligation: Obligation, made: Province, times: int) -> None:
    if times:
        Evidence.objects.create(
            obligation=obligation, kind=EvidenceKind.PLAY_LOG, reference=f"log-{obligation.pk}", count=times,
            at=moment(obligation.starts, 18), recorded_by=made.author, recorded_at=moment(obligation.starts, 18),
        )  # fmt: skip
