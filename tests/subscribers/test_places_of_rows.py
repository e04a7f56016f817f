"""A row's place is found by its code or its published name within its district; in doubt the row is rejected."""

from datetime import date

import pytest

from vungxanh.places import register
from vungxanh.places.load import load_places
from vungxanh.places.models import Place
from vungxanh.places.read import province
from vungxanh.subscribers import staging
from vungxanh.subscribers.models import Subscriber

from .conftest import Importing

HEADER = "SĐT,Mã xã,Xã,Huyện"


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ("08710,,", "08710"),
        ("8710,,", "08710"),
        ("8710.0,,", "08710"),
        ("243,,", "243"),
        ("26,,", "26"),
        (",Tích Sơn,", "08707"),
        (",phường Tích Sơn,", "08707"),
        (",P. Tích Sơn,TP. Vĩnh Yên", "08707"),
        (",TICH SON,vinh yen", "08707"),
        (",Ti\u0301ch Sơn,Vi\u0303nh Yên", "08707"),
        (",,Vĩnh Yên", "243"),
        (",,thành phố Vĩnh Yên", "243"),
        ("08707,Tích Sơn,Vĩnh Yên", "08707"),
        ("08707,,Vĩnh Yên", "08707"),
        ("243,Tích Sơn,", "08707"),
    ],
)
def test_a_place_is_found(take_in: Importing, cells: str, code: str) -> None:
    done = take_in(f"0912345678,{cells}", header=HEADER)
    assert [row.reason for row in done.rejected_rows.all()] == []
    assert Subscriber.objects.get().place.code == code


@pytest.mark.parametrize(
    ("cells", "code", "said"),
    [
        (",,", "no-place", "names no place"),
        ("99999,,", "unknown-place", "99999"),
        (",Tích Sôn Thượng,", "unknown-place", "Perhaps: "),
        (",Tích Sơn,Tam Đảo", "unknown-place", "no unit of huyện Tam Đảo"),
        (",xã Tích Sơn,", "unknown-place", "phường Tích Sơn"),
        (",Tích Sơn,Huyện lạ", "unknown-place", "Huyện lạ"),
        ("08707,Liên Bảo,", "contradicting-place", "phường Liên Bảo"),
        ("08707,,Tam Đảo", "contradicting-place", "huyện Tam Đảo"),
    ],
)
def test_a_doubtful_place_is_rejected_with_what_may_have_been_meant(
    take_in: Importing, cells: str, code: str, said: str
) -> None:
    reject = take_in(f"0912345678,{cells}", header=HEADER).rejected_rows.get()
    assert reject.code == code
    assert said in reject.reason
    assert not Subscriber.objects.exists()


def test_a_name_that_two_districts_have_needs_its_district(take_in: Importing, vinh_phuc: Place) -> None:
    twins = Place.objects.within(vinh_phuc).filter(tier="commune", name="Đồng Tâm")
    other = Place.objects.within(vinh_phuc).filter(tier="commune").exclude(parent=twins[0].parent)[0]
    Place.objects.filter(pk=other.pk).update(name="Đồng Tâm", kind="phường")
    done = take_in("0912345678,,Đồng Tâm,", f"0912345679,,Đồng Tâm,{twins[0].parent.name}", header=HEADER)
    reject = done.rejected_rows.get()
    assert (reject.row, reject.code) == (2, "ambiguous-place")
    assert other.code in reject.reason
    assert done.stored == 1


def test_the_accents_decide_between_names_that_fold_alike(take_in: Importing, vinh_phuc: Place) -> None:
    one, two = Place.objects.within(vinh_phuc).filter(parent__code="243")[:2]
    Place.objects.filter(pk=one.pk).update(name="Tân Lập", kind="xã")
    Place.objects.filter(pk=two.pk).update(name="Tân Lạp", kind="xã")
    done = take_in("0912345678,,Tân Lạp,", "0912345679,,Tan Lap,", header=HEADER)
    assert Subscriber.objects.get().place_id == two.pk
    assert done.rejected_rows.get().code == "ambiguous-place"


def test_a_place_of_another_province_is_not_taken(take_in: Importing) -> None:
    load_places(["38"])
    assert take_in("0912345678,14764,,", header=HEADER).rejected_rows.get().code == "outside-province"


def test_in_the_two_tiers_of_today_a_commune_needs_no_district(take_in: Importing) -> None:
    today = province("25", date(2025, 12, 1))
    commune = Place.objects.within(today).filter(tier="commune").first()
    assert commune is not None
    take_in(f"0912345678,,{commune.full_name},", header=HEADER, province=today)
    assert Subscriber.objects.get().place_id == commune.pk


def test_a_list_that_is_wrong_throughout_searches_only_so_often(
    take_in: Importing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "_ANSWERED", 2)
    searched: list[str] = []
    search = register.search
    monkeypatch.setattr(register, "search", lambda name, *at, **how: searched.append(name) or search(name, *at, **how))
    done = take_in(*(f"09123456{n:02d},,Xã lạ {n % 5}," for n in range(14)), header=HEADER)
    assert (done.rejected, searched) == (14, ["Xã lạ 0", "Xã lạ 1"])
