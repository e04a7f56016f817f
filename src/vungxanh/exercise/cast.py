"""Who plays in an exercise: one login per role, named by role only, and the addresses that simulators answer for."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import Permission

from vungxanh.agencies.models import Agency, Membership, User, Verb
from vungxanh.channels.kinds import ChannelKind
from vungxanh.places.models import Place, Tier
from vungxanh.subscribers.models import Subscriber

PRESS_MAILBOXES = 6
PHONES_PER_COMMUNE = 1
NO_COUNTRY_USES_THIS = "8400"  # no Vietnamese number begins like this


@dataclass(frozen=True, slots=True)
class Part:
    """A role in the exercise: what it is called on its desk, where it works and what it may do."""

    login: str
    title: str
    does: str
    agency: str
    may: tuple[Verb, ...]
    district: str = ""  # code of the district it serves; blank: the province


CAST = (
    Part(
        "figures",
        "Cán bộ số liệu",
        "reports and imports figures, keeps the registers",
        "Trung tâm Kiểm soát bệnh tật tỉnh",
        (Verb.READ, Verb.REPORT_FIGURES, Verb.KEEP_REGISTERS),
    ),
    Part(
        "figures-head",
        "Lãnh đạo ký số liệu",
        "signs the release",
        "Sở Y tế",
        (Verb.READ, Verb.SIGN_RELEASE, Verb.PREVIEW_RELEASE),
    ),
    Part(
        "district-figures",
        "Cán bộ số liệu Vĩnh Yên",
        "reports a district's figures, on a phone",
        "Trung tâm Y tế thành phố Vĩnh Yên",
        (Verb.REPORT_FIGURES,),
        district="243",
    ),
    Part(
        "committee",
        "Ban Chỉ đạo",
        "declares the level",
        "Ban Chỉ đạo phòng, chống dịch Covid-19 tỉnh",
        (Verb.READ, Verb.DECLARE_LEVEL),
    ),
    Part(
        "info",
        "Cán bộ soạn tin",
        "writes messages and sends approved ones, records evidence",
        "Phòng Thông tin - Báo chí - Xuất bản",
        (Verb.READ, Verb.PREVIEW_RELEASE, Verb.WRITE_MESSAGE, Verb.RECORD_EVIDENCE),
    ),
    Part(
        "info-head",
        "Lãnh đạo duyệt tin",
        "approves and sends messages, urgent ones too, waives duties",
        "Sở Thông tin và Truyền thông",
        (Verb.READ, Verb.PREVIEW_RELEASE, Verb.APPROVE_MESSAGE, Verb.RECORD_EVIDENCE, Verb.WAIVE_DUTY),
    ),
    Part(
        "editor",
        "Biên tập viên truyền thanh Vĩnh Yên",
        "records play logs of the district's stations",
        "Trung tâm Văn hóa - Thông tin và Thể thao cấp huyện",
        (Verb.READ, Verb.RECORD_EVIDENCE),
        district="243",
    ),
)


def engage(province: Place, on: date) -> dict[str, User]:
    """Create the logins and memberships that are not there yet. Passwords are set by the demo, not here."""
    may_enter = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    people = {}
    for part in CAST:
        place = province if not part.district else Place.objects.on(on).get(code=part.district, tier=Tier.DISTRICT)
        agency = Agency.objects.filter(province=province, place=place, name__startswith=part.agency).first()
        agency = agency or Agency.objects.create(province=province, place=place, name=part.agency)
        user, _ = User.objects.get_or_create(
            username=part.login,
            defaults={
                "first_name": part.title,
                "last_name": "(diễn tập)",
                "email": f"{part.login}@exercise.invalid",
            },
        )
        user.user_permissions.add(may_enter)
        Membership.objects.get_or_create(
            user=user, agency=agency, place=place, valid_from=on, defaults={"may": [verb.value for verb in part.may]}
        )
        people[part.login] = user
    return people


def subscribe(province: Place, on: date, at: datetime) -> None:
    """Give every commune its phones and the press its mailboxes. All of them are simulated."""
    communes = Place.objects.within(province).on(on).filter(tier=Tier.COMMUNE)
    phones = [
        Subscriber(channel=ChannelKind.SMS, address=_phone(commune, n), audience="toan-dan", place=commune, since=at)
        for commune in communes
        for n in range(PHONES_PER_COMMUNE)
    ]
    mailboxes = [
        Subscriber(
            channel=ChannelKind.EMAIL,
            address=f"press-{n:02d}@press.example",
            audience="co-quan-bao-chi",
            language="en" if n == PRESS_MAILBOXES else "vi",
            place=province,
            since=at,
        )
        for n in range(1, PRESS_MAILBOXES + 1)
    ]
    Subscriber.objects.bulk_create(phones + mailboxes, ignore_conflicts=True)


def _phone(commune: Place, n: int) -> str:
    return f"{NO_COUNTRY_USES_THIS}{commune.code}{n:02d}"
