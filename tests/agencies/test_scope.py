"""One rule says what a person may do and where; lists, objects and counts cannot disagree."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import given, settings
from hypothesis import strategies as st

from vungxanh.agencies.models import Agency, Membership, User, Verb
from vungxanh.agencies.scope import NotAllowed, in_scope, may, places_where, require
from vungxanh.places.load import load_places
from vungxanh.places.models import Place
from vungxanh.places.read import province

from .conftest import IN_2021


def member(place: Place, *verbs: Verb, until: date | None = None, name: str = "an", **more: object) -> User:
    user = User.objects.create_user(username=name, **more)
    top = Place.objects.get(code=place.path.split("/")[0], valid_from=place.valid_from, tier="province")
    agency, _ = Agency.objects.get_or_create(name="Sở Y tế", province=top, place=top)
    Membership.objects.create(
        user=user, agency=agency, place=place, may=list(verbs), valid_from=date(2021, 1, 1), valid_to=until
    )
    return user


@pytest.fixture
def district(vinh_phuc: Place) -> Place:
    return Place.objects.within(vinh_phuc).get(code="243")


def test_a_member_may_do_what_the_membership_names_in_its_area_and_below(vinh_phuc: Place, district: Place) -> None:
    user = member(district, Verb.READ, Verb.SIGN_RELEASE)
    commune = district.children.first()
    assert may(user, Verb.SIGN_RELEASE, district, IN_2021)
    assert may(user, Verb.READ, commune, IN_2021)
    assert not may(user, Verb.DECLARE_LEVEL, district, IN_2021)


def test_a_member_may_do_nothing_above_or_beside_the_area(vinh_phuc: Place, district: Place) -> None:
    user = member(district, *Verb)
    beside = Place.objects.within(vinh_phuc).get(code="244")
    assert not may(user, Verb.READ, vinh_phuc, IN_2021)
    assert not may(user, Verb.READ, beside, IN_2021)


def test_a_member_of_another_province_is_an_outsider(vinh_phuc: Place) -> None:
    load_places(["38"])
    user = member(province("38", IN_2021), *Verb)
    assert not any(may(user, verb, vinh_phuc, IN_2021) for verb in Verb)


def test_the_province_that_has_the_same_code_later_is_another_place(db: None) -> None:
    load_places(["38"])
    user = member(province("38", IN_2021), *Verb)
    assert not may(user, Verb.READ, province("38", date(2026, 1, 5)), date(2026, 1, 5))


@pytest.mark.parametrize("flags", [{}, {"is_superuser": True, "is_staff": True}])
def test_without_a_membership_nothing_is_allowed_to_anyone(vinh_phuc: Place, flags: dict[str, bool]) -> None:
    user = User.objects.create_user(username="root", **flags)
    assert not any(may(user, verb, vinh_phuc, IN_2021) for verb in Verb)
    assert not places_where(user, Verb.READ, IN_2021).exists()


def test_a_stranger_may_do_nothing(vinh_phuc: Place) -> None:
    assert not any(may(AnonymousUser(), verb, vinh_phuc, IN_2021) for verb in Verb)


def test_an_ended_membership_counts_for_nothing_from_the_next_day(vinh_phuc: Place) -> None:
    user = member(vinh_phuc, *Verb, until=date(2021, 11, 18))
    assert may(user, Verb.READ, vinh_phuc, date(2021, 11, 18))
    assert not may(user, Verb.READ, vinh_phuc, IN_2021)
    assert not may(user, Verb.READ, vinh_phuc, date(2020, 12, 31))


def test_a_deactivated_person_may_do_nothing(vinh_phuc: Place) -> None:
    user = member(vinh_phuc, *Verb, is_active=False)
    assert not may(user, Verb.READ, vinh_phuc, IN_2021)


def test_a_refusal_says_what_where_and_whom_to_ask(vinh_phuc: Place) -> None:
    require(member(vinh_phuc, Verb.READ), Verb.READ, vinh_phuc, IN_2021)
    with pytest.raises(NotAllowed, match="Vĩnh Phúc") as refusal:
        require(AnonymousUser(), Verb.SIGN_RELEASE, vinh_phuc, IN_2021)
    assert refusal.value.code == "not-allowed"


def test_the_list_of_a_table_and_the_check_of_each_row_agree(staffed: Place) -> None:
    district = Place.objects.within(staffed).get(code="243")
    user = member(district, Verb.RECORD_EVIDENCE)
    listed = set(in_scope(Agency.objects.all(), user, Verb.RECORD_EVIDENCE, IN_2021).values_list("pk", flat=True))
    one_by_one = {
        agency.pk
        for agency in Agency.objects.select_related("place")
        if may(user, Verb.RECORD_EVIDENCE, agency.place, IN_2021)
    }
    assert listed == one_by_one
    assert 0 < len(listed) < Agency.objects.count()
    assert not in_scope(Agency.objects.all(), user, Verb.READ, IN_2021).exists()


@pytest.mark.django_db
@settings(deadline=None)
@given(verbs=st.sets(st.sampled_from(Verb)), asked=st.sampled_from(Verb), inside=st.booleans())
def test_allowed_means_exactly_a_named_verb_inside_the_area(verbs: set[Verb], asked: Verb, inside: bool) -> None:
    top, _ = Place.objects.get_or_create(code="90", tier="province", path="90", valid_from=date(2021, 1, 1))
    area, _ = Place.objects.get_or_create(code="901", tier="district", path="90/901", valid_from=date(2021, 1, 1))
    Place.objects.get_or_create(code="9012", tier="district", path="90/9012", valid_from=date(2021, 1, 1))
    User.objects.filter(username="an").delete()
    user = member(area, *verbs)
    place = area if inside else Place.objects.get(code="9012")
    assert may(user, asked, place, IN_2021) == (inside and asked in verbs)
    assert not may(user, asked, top, IN_2021)


def test_a_list_costs_two_queries_however_many_places(staffed: Place, django_assert_num_queries) -> None:
    user = member(staffed, Verb.READ)
    with django_assert_num_queries(2):
        assert len(in_scope(Agency.objects.all(), user, Verb.READ, IN_2021)) > 150
