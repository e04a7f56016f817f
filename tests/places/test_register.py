"""A published name is taken when it is a unit's own or a person confirmed it; otherwise it is asked, never guessed."""

from datetime import date, datetime

import pytest
from django.utils import translation

from vungxanh.clock import VIETNAM
from vungxanh.places.load import load_places
from vungxanh.places.models import Place, Spelling
from vungxanh.places.read import province
from vungxanh.places.register import Named, Register, UnknownName, suggestions
from vungxanh.places.spellings import SpellingRefused, confirm
from vungxanh.sheets.faults import Fault

DAY, AT = date(2021, 11, 8), datetime(2021, 11, 8, 17, tzinfo=VIETNAM)


@pytest.fixture
def dak_lak(db: None) -> Place:
    load_places(["66"])
    return province("66", DAY)


def unit(inside: Place, code: str) -> Place:
    return Place.objects.within(inside).get(code=code)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("huyện Cư M’gar", "648"), ("Cư Mgar", "648"), ("TP. Buôn Ma Thuột", "643"), ("TP Buôn Ma Thuột", "643"),
        ("thị xã Buôn Hồ", "644"), ("huyện Ea H’leo", "645"), ("huyện M’Drắk", "652"), ("huyện Krông Ana", "655"),
    ],
)  # fmt: skip
def test_districts_are_known_as_the_bulletins_spell_them(dak_lak: Place, name: str, code: str) -> None:
    assert Register(dak_lak).place(Named(district=name)).code == code


def test_a_name_that_a_district_and_its_commune_share_is_asked_where_no_tier_is_given(dak_lak: Place) -> None:
    with pytest.raises(Fault) as fault:
        Register(dak_lak).place(Named(place="Cư Mgar"))
    assert fault.value.code == "ambiguous-place"
    assert Register(dak_lak).place(Named(place="huyện Cư Mgar")).code == "648"


def test_another_spelling_is_asked_and_never_taken(dak_lak: Place) -> None:
    with translation.override("en"), pytest.raises(UnknownName, match="no unit of tỉnh Đắk Lắk") as asked:
        Register(dak_lak).place(Named(district="huyện Krông Pắk"))
    fault = asked.value
    assert suggestions(fault.name, fault.above, DAY, fault.tiers)[0] == unit(dak_lak, "654")


@pytest.mark.parametrize("confirmed", ["huyện Krông Pắk", "Krông Pắk", "H. Krông Pắk"])
def test_once_a_person_confirms_it_every_way_of_typing_it_is_known(dak_lak: Place, confirmed: str) -> None:
    confirm(dak_lak, confirmed, unit(dak_lak, "654"), by=None, at=AT)
    register = Register(dak_lak)
    for written in ("huyện Krông Pắk", "KRÔNG PẮK", "huyen krong pak", "h.Krông  Pắk"):
        assert register.place(Named(district=written)).code == "654"
    with pytest.raises(UnknownName):
        register.place(Named(district="thị xã Krông Pắk"))
    with pytest.raises(UnknownName):
        register.place(Named(commune="Krông Pắk"))


def test_a_name_confirmed_in_one_district_is_not_known_in_another(dak_lak: Place) -> None:
    commune = unit(dak_lak, "654").children.all()[0]
    confirm(unit(dak_lak, "654"), "Xã Cũ", commune, by=None, at=AT)
    register = Register(dak_lak)
    assert register.place(Named(commune="Xã Cũ", district="Krông Pắc")) == commune
    with pytest.raises(UnknownName):
        register.place(Named(commune="Xã Cũ", district="Lắk"))


def test_a_commune_named_under_the_wrong_district_is_looked_for_in_the_province_and_may_be_confirmed(
    dak_lak: Place,
) -> None:
    commune, lak = Place.objects.within(dak_lak).get(name="Cư Mốt"), unit(dak_lak, "656")
    with pytest.raises(UnknownName) as asked:
        Register(dak_lak).place(Named(commune="Cư Mốt", district="Lắk"))
    assert suggestions(asked.value.name, asked.value.above, DAY, asked.value.tiers) == [commune]
    confirm(lak, "Cư Mốt", commune, by=None, at=AT)
    register = Register(dak_lak)
    assert register.place(Named(commune="Cư Mốt", district="Lắk")) == commune
    with pytest.raises(UnknownName):
        register.place(Named(commune="Cư Mốt", district="Cư Kuin"))


def test_saying_it_anew_replaces_what_was_said_before(dak_lak: Place) -> None:
    for code in ("653", "654"):
        confirm(dak_lak, "Krông Pắk", unit(dak_lak, code), by=None, at=AT)
    assert Spelling.objects.get().place.code == "654"


def test_a_name_means_no_place_outside_and_needs_letters(dak_lak: Place) -> None:
    load_places(["26"])
    vinh_phuc = province("26", DAY)
    with translation.override("en"), pytest.raises(SpellingRefused, match="not in tỉnh Đắk Lắk"):
        confirm(dak_lak, "Krông Pắk", vinh_phuc, by=None, at=AT)
    with pytest.raises(SpellingRefused):
        confirm(dak_lak, " …", unit(dak_lak, "654"), by=None, at=AT)


@pytest.mark.parametrize(
    ("named", "code"),
    [
        (Named(code="38"), "outside-province"),
        (Named(province="Thanh Hóa"), "outside-province"),
        (Named(province="Đắk Lắk", district="Mê Linh"), "unknown-place"),
        (Named(code="99"), "unknown-place"),
        (Named(), "no-place"),
    ],
)
def test_a_row_of_another_province_says_so(dak_lak: Place, named: Named, code: str) -> None:
    load_places(["38"])
    with pytest.raises(Fault) as fault:
        Register(dak_lak).place(named)
    assert fault.value.code == code


@pytest.mark.parametrize("named", [Named(province="Đắk Lắk"), Named(province="66"), Named(place="tỉnh Đắk Lắk")])
def test_the_province_itself_may_be_named(dak_lak: Place, named: Named) -> None:
    assert Register(dak_lak).place(named) == dak_lak
