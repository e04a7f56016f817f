"""A province's first day: its places, indicators, templates and ways to approval, its plan, its people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import Permission
from django.db import transaction
from django.utils.translation import gettext as _

from vungxanh.agencies.load import load_agencies
from vungxanh.agencies.models import Agency, Membership, User, Verb
from vungxanh.figures.indicators import load_indicators
from vungxanh.levels.adopt import adopt
from vungxanh.levels.models import AdoptedPlan
from vungxanh.levels.read import plan_of
from vungxanh.messages.load import load_desk
from vungxanh.places.load import load_places
from vungxanh.places.models import Place
from vungxanh.places.read import province
from vungxanh.plan import load_plan
from vungxanh.text.fold import fold


class NotSetUp(Exception):
    """Nothing was changed. The sentence says what to give instead."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class Work:
    """What somebody does, where, for whom."""

    agency: str
    place: Place
    may: tuple[Verb, ...]
    valid_from: date
    valid_to: date | None = None


@transaction.atomic
def set_up(plan_text: str, overlay_text: str, code: str, *, document: str, adopted_from: date) -> AdoptedPlan:
    """Everything a province needs before its first officer logs in. Doing it again adds only what is missing.

    Raises NotSetUp when the plan was written for another province, and what `adopt` raises.
    """
    if not Place.objects.filter(code=code).exists():
        load_places([code])
    load_indicators()
    load_desk()
    place = province(code, adopted_from)
    written_for = load_plan(plan_text.encode(), "plan").header.province
    if fold(written_for) != fold(place.name):
        said = {"written_for": written_for, "place": place.full_name}
        raise NotSetUp("other-province", _("The plan was written for %(written_for)s, not for %(place)s.") % said)
    adopted = adopt(place, plan_text, overlay_text, document=document, adopted_from=adopted_from)
    load_agencies(place, plan_of(adopted), valid_from=adopted_from, document=document)
    return adopted


@transaction.atomic
def add_member(login: str, password: str, full_name: str, work: Work) -> User:
    """A login with one membership; a known login gets another one, and its password only when one is given.

    Raises NotSetUp.
    """
    if not work.may:
        raise NotSetUp("no-verbs", _("Say what the person may do; without it a login opens nothing."))
    user, new = User.objects.get_or_create(username=login)
    if new and not password:
        raise NotSetUp("no-password", _("A new login needs a password: set VUNGXANH_PASSWORD."))
    if password:
        user.set_password(password)
    if full_name:
        user.first_name, user.last_name = full_name, ""
    user.save()
    user.user_permissions.add(Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin"))
    top = Place.objects.get(path=work.place.path.split("/")[0], valid_from=work.place.valid_from)
    agency, _made = Agency.objects.get_or_create(province=top, place=work.place, name=work.agency)
    Membership.objects.update_or_create(
        user=user,
        agency=agency,
        place=work.place,
        valid_from=work.valid_from,
        defaults={"may": list(work.may), "valid_to": work.valid_to},
    )
    return user


def verbs(names: Sequence[str]) -> tuple[Verb, ...]:
    """Raises NotSetUp naming every unknown one at once, with those there are."""
    unknown = [name for name in names if name not in set(Verb)]
    if unknown:
        said = {"names": ", ".join(unknown), "known": ", ".join(Verb.values)}
        raise NotSetUp("unknown-verb", _("There is no right %(names)s. The rights are: %(known)s.") % said)
    return tuple(Verb(name) for name in names)
