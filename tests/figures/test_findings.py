"""What does not add up on a province's day: read from the reports, told in words, let stand by a person."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import translation

from vungxanh.clock import VIETNAM
from vungxanh.figures.findings import (
    Code,
    Finding,
    Severity,
    findings_of,
    let_all_stand,
    let_stand,
    open_findings,
)
from vungxanh.figures.let_stand_refusals import FindingGone, NeedsNoReason, NoReasonToStand, ReasonTooLong
from vungxanh.figures.models import FiguresImport, Override, Reporter
from vungxanh.figures.report import report
from vungxanh.places.load import load_places
from vungxanh.places.models import Place, Tier
from vungxanh.places.read import province as province_of
from vungxanh.text.fold import key

from .bulletins import Bulletin, bulletins
from .conftest import AT, DAY, Desk

EVE = DAY - timedelta(days=1)
AFTER = AT + timedelta(hours=1)


def told(findings: list[Finding]) -> list[tuple[str, str, str, list[int]]]:
    return [
        (one.code.value, one.place.name, one.indicator.key if one.indicator else "", [n.value for n in one.numbers])
        for one in findings
    ]


@pytest.fixture
def district(desk: Desk) -> Place:
    return Place.objects.get(parent=desk.place, name="Vĩnh Yên")


@pytest.fixture
def communes(district: Place) -> list[Place]:
    return [*Place.objects.filter(parent=district).order_by("path")]


def say(
    desk: Desk, place: Place, day: date = DAY, complete: bool | None = None, minute: int = 40, **values: int
) -> None:
    at = datetime(day.year, day.month, day.day, 16, minute, tzinfo=VIETNAM)
    report(place, day, values, by=desk.preparer, at=at, complete=complete)


def test_a_day_that_adds_up_has_no_findings(desk: Desk, district: Place) -> None:
    say(desk, desk.place, new_cases=9, community_cases=4, complete=True)
    say(desk, district, new_cases=9, community_cases=4)
    assert findings_of(desk.place, DAY) == []


def test_a_finding_says_both_numbers_and_who_reported_them_when(desk: Desk, district: Place, communes) -> None:
    desk.preparer.first_name, desk.preparer.last_name = "Lan", "Nguyễn"
    desk.preparer.save()
    say(desk, district, new_cases=1_016)
    say(desk, communes[0], new_cases=1_001)
    say(desk, communes[1], new_cases=16)
    (one,) = findings_of(desk.place, DAY)
    assert told([one]) == [("places-exceed", "Vĩnh Yên", "new_cases", [1_016, 1_017])]
    assert (one.severity, one.place, one.numbers[1].count, one.numbers[1].of) == (Severity.WRONG, district, 2, 9)
    assert one.sentence == (
        "New cases, thành phố Vĩnh Yên, 19/11/2021: 1,016 is stated, but the places below add up to 1,017 "
        "(2 of 9 reported). 1,016, New cases: reported by Lan Nguyễn at 16:40 19/11/2021. "
        "1,017: from 2 places, the last at 16:40 19/11/2021."
    )


def test_a_number_that_came_by_a_file_names_the_file(desk: Desk) -> None:
    header = "date,place,cumulative_cases,new_cases"
    desk.take_in(f"{EVE},26,100,1", f"{DAY},26,110,9", header=header, at=AT)
    FiguresImport.objects.update(imported_by=desk.signer)
    (one,) = findings_of(desk.place, DAY)
    assert told([one]) == [("does-not-continue", "Vĩnh Phúc", "cumulative_cases", [110, 109])]
    assert "110 is stated, but the total of 18/11/2021, 100, and what was counted since make 109." in one.sentence
    assert "9, New cases: from the file day.csv, brought by signer at 17:00 19/11/2021." in one.sentence


def test_every_kind_of_finding_has_its_words_in_both_languages(desk: Desk, district: Place, communes) -> None:
    everything_wrong(desk, district, communes)
    said = findings_of(desk.place, DAY)
    assert {one.code for one in said} == set(Code)
    for language in ("en", "vi"):
        with translation.override(language):
            for one in findings_of(desk.place, DAY):
                assert one.sentence and "%(" not in one.sentence
                assert all(str(n.value) in one.sentence.replace(",", "").replace(".", "") for n in one.numbers), (
                    one.code
                )


def everything_wrong(desk: Desk, district: Place, communes: list[Place]) -> None:
    """One of each, each in its own place."""
    several = iter(Place.objects.filter(tier=Tier.COMMUNE).within(desk.place).exclude(parent=district).order_by("path"))
    for n in range(1, 9):
        say(desk, communes[0], DAY - timedelta(days=n), new_cases=3, contacts_new=90, deaths_total=5)
    say(desk, communes[0], new_cases=5_000, contacts_new=2, population=4_000, deaths_total=4)
    say(desk, next(several), beds_total=5, beds_free=4, beds_occupied=2)
    say(desk, next(several), new_cases=5, community_cases=6)
    say(desk, next(several), icu_total=5, icu_occupied=6)
    running = next(several)
    say(desk, running, EVE, cumulative_cases=5)
    say(desk, running, cumulative_cases=9, new_cases=5)
    districts = Place.objects.filter(parent=desk.place).exclude(pk=district.pk).order_by("path")
    say(desk, desk.place, new_cases=9_000, contacts_new=1, beds_total=90, icu_total=2, complete=False)
    say(desk, districts[0], new_cases=9, community_cases=4, home_cases=3, contacts_new=2, complete=True)
    say(desk, Place.objects.filter(parent=districts[0])[0], new_cases=8)
    say(desk, districts[3], new_cases=9, complete=True)
    say(desk, Place.objects.filter(parent=districts[3])[0], new_cases=8)
    say(desk, districts[1], doses_given=9)
    say(desk, Place.objects.filter(parent=districts[1])[0], minute=50, doses_given=5)
    site(desk.place, "BV1")
    say(desk, site(desk.place, "BV2"), icu_total=3, beds_total=5)
    say(desk, site(districts[1], "BV3"), icu_total=1, beds_total=3)
    say(desk, districts[2], beds_total=5)
    say(desk, site(districts[2], "BV4"), beds_total=3)
    Reporter.objects.create(place=communes[5], valid_from=DAY - timedelta(days=30))
    Place.objects.filter(pk=communes[6].pk).update(valid_to=DAY)
    say(desk, communes[6], new_cases=0)
    Place.objects.filter(pk=communes[6].pk).update(valid_to=EVE)


def site(above: Place, code: str) -> Place:
    return Place.objects.create(
        code=code, tier=Tier.SITE, name=code, kind="bệnh viện", parent=above, path=f"{above.path}/{code}",
        folded=f"benh vien {code.lower()}", valid_from=above.valid_from,
    )  # fmt: skip


def test_over_a_gap_the_counts_between_are_added_up(desk: Desk) -> None:
    say(desk, desk.place, DAY - timedelta(days=3), cumulative_cases=100)
    for n in (2, 1):
        say(desk, desk.place, DAY - timedelta(days=n), new_cases=10)
    say(desk, desk.place, cumulative_cases=131, new_cases=10)
    assert told(findings_of(desk.place, DAY)) == [("does-not-continue", "Vĩnh Phúc", "cumulative_cases", [131, 130])]
    say(desk, desk.place, cumulative_cases=130)
    assert findings_of(desk.place, DAY) == []


def test_a_place_is_known_to_have_too_few_people_by_its_latest_population(desk: Desk, communes) -> None:
    say(desk, communes[0], DAY - timedelta(days=200), population=4_000)
    say(desk, communes[0], contacts_new=4_001)
    assert told(findings_of(desk.place, DAY)) == [
        ("more-than-people", communes[0].name, "contacts_new", [4_001, 4_000])
    ]


def test_a_finding_let_stand_is_no_longer_open_and_shows_who_and_why(desk: Desk, district: Place) -> None:
    say(desk, desk.place, new_cases=8)
    say(desk, district, new_cases=9)
    (one,) = open_findings(desk.place, DAY)
    override = let_stand(one, desk.place, DAY, by=desk.signer, reason=" The district counts a guest ", at=AFTER)
    assert (override.by, override.reason, override.at) == (desk.signer, "The district counts a guest", AFTER)
    assert override.sentence == one.sentence
    assert open_findings(desk.place, DAY) == []
    assert [finding.override for finding in findings_of(desk.place, DAY)] == [override]


def test_it_lapses_by_itself_when_a_number_changes_and_holds_again_when_it_changes_back(desk: Desk, district) -> None:
    say(desk, desk.place, new_cases=8)
    say(desk, district, new_cases=9)
    let_stand(findings_of(desk.place, DAY)[0], desk.place, DAY, by=desk.signer, reason="a guest", at=AFTER)
    say(desk, district, new_cases=10)
    assert len(open_findings(desk.place, DAY)) == 1
    say(desk, district, new_cases=9)
    assert open_findings(desk.place, DAY) == []


def test_it_lapses_also_when_the_sum_stays_and_what_it_is_made_of_changes(desk: Desk, communes, district) -> None:
    say(desk, district, new_cases=8)
    say(desk, communes[0], new_cases=5)
    say(desk, communes[1], new_cases=4)
    let_stand(findings_of(desk.place, DAY)[0], desk.place, DAY, by=desk.signer, reason="a guest", at=AFTER)
    say(desk, communes[0], new_cases=4)
    say(desk, communes[1], new_cases=5)
    assert len(open_findings(desk.place, DAY)) == 1


def test_letting_stand_twice_keeps_the_first_reason(desk: Desk, district: Place) -> None:
    say(desk, desk.place, new_cases=8)
    say(desk, district, new_cases=9)
    (one,) = findings_of(desk.place, DAY)
    first = let_stand(one, desk.place, DAY, by=desk.signer, reason="a guest", at=AFTER)
    assert let_stand(one, desk.place, DAY, by=desk.preparer, reason="another", at=AFTER) == first
    assert Override.objects.get().reason == "a guest"


@pytest.mark.parametrize(("reason", "refusal"), [("  ", NoReasonToStand), ("x" * 501, ReasonTooLong)])
def test_a_finding_is_not_let_stand_without_a_reason_that_can_be_kept(desk: Desk, district, reason, refusal) -> None:
    say(desk, desk.place, new_cases=8)
    say(desk, district, new_cases=9)
    with pytest.raises(refusal):
        let_stand(findings_of(desk.place, DAY)[0], desk.place, DAY, by=desk.signer, reason=reason, at=AFTER)
    assert not Override.objects.exists()


def test_a_finding_whose_numbers_changed_meanwhile_is_not_let_stand(desk: Desk, district: Place) -> None:
    say(desk, desk.place, new_cases=8)
    say(desk, district, new_cases=9)
    (seen,) = findings_of(desk.place, DAY)
    say(desk, district, new_cases=90)
    with pytest.raises(FindingGone):
        let_stand(seen, desk.place, DAY, by=desk.signer, reason="a guest", at=AFTER)
    with pytest.raises(FindingGone):
        let_all_stand([], desk.place, DAY, by=desk.signer, reason="a guest", at=AFTER)
    assert not Override.objects.exists()


def test_a_note_needs_no_reason_and_of_several_none_is_let_stand_when_one_cannot_be(desk: Desk, district) -> None:
    say(desk, desk.place, new_cases=10, contacts_new=1, complete=False)
    say(desk, district, new_cases=9, contacts_new=2)
    wrong, note = findings_of(desk.place, DAY)
    assert (wrong.severity, note.severity) == (Severity.WRONG, Severity.NOTE)
    both = [wrong.fingerprint, note.fingerprint]
    with pytest.raises(NeedsNoReason):
        let_all_stand(both, desk.place, DAY, by=desk.signer, reason="a guest", at=AFTER)
    assert not Override.objects.exists()


def test_a_quiet_day_is_read_in_five_queries_and_any_other_in_at_most_fourteen(
    desk: Desk, district: Place, communes, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    say(desk, desk.place, EVE, new_cases=8)
    say(desk, desk.place, new_cases=8)
    with django_assert_num_queries(5):
        assert findings_of(desk.place, DAY) == []
    everything_wrong(desk, district, communes)
    with django_assert_max_num_queries(14):
        assert [one.sentence for one in findings_of(desk.place, DAY)]


def load(desk: Desk, bulletin: Bulletin) -> Place:
    """The bulletin as its importer stores it: everything at one moment, and a unit some of whose places are not known
    (not yet placed by the bulletin, or under a name that is nobody's) has a partial list."""
    load_places([bulletin.province])
    province = province_of(bulletin.province, bulletin.day)
    at = datetime(bulletin.day.year, bulletin.day.month, bulletin.day.day, 18, tzinfo=VIETNAM)
    report(province, bulletin.day, bulletin.stated, by=desk.preparer, at=at, complete=bulletin.complete)
    units = {district: find(province, district) for district, _commune in bulletin.named}
    found = {(d, c): find(units[d], c) if c and units[d] else units[d] for d, c in bulletin.named}
    partial = bulletin.unplaced | {district for (district, _commune), place in found.items() if place is None}
    for (district, commune), place in found.items():
        if place is not None:
            complete = False if not commune and district in partial else None
            values = bulletin.named[district, commune]
            report(place, bulletin.day, values, by=desk.preparer, at=at, complete=complete)
    return province


def find(above: Place | None, name: str) -> Place | None:
    wanted = key(name).removeprefix("thitran")
    return next((place for place in above.children.all() if key(place.name) == wanted), None) if above else None


def test_the_two_bulletins_with_errors_are_found_out_from_the_reports_too(desk: Desk) -> None:
    all_seven = bulletins()
    dak_lak = load(desk, all_seven["DL-2022-04-27"])
    assert told(findings_of(dak_lak, date(2022, 4, 27))) == [
        ("parts-differ", "Đắk Lắk", "cumulative_cases", [168_822, 168_825]),
        ("places-exceed", "Đắk Lắk", "community_cases", [263, 270]),
    ]
    thanh_hoa = load(desk, all_seven["TH-2021-12-21"])
    assert told(findings_of(thanh_hoa, date(2021, 12, 21))) == [
        ("places-short", "Thạch Thành", "community_cases", [16, 15]),
        ("partial", "Thanh Hóa", "community_cases", [326, 292]),
        ("partial", "Mường Lát", "community_cases", [176, 161]),
        ("partial", "Thiệu Hóa", "community_cases", [6, 5]),  # “Thái Hòa” or “Minh Tâm” is in another district
        ("partial", "Nghi Sơn", "community_cases", [29, 28]),  # “Hà Thanh” is no commune of it
    ]


@pytest.mark.parametrize("name", ["DL-2021-07-26", "DL-2021-11-08", "DL-2021-11-12", "DL-2022-03-10", "VP-2021-11-24"])
def test_the_sound_bulletins_have_no_findings(desk: Desk, name: str) -> None:
    bulletin = bulletins()[name]
    assert findings_of(load(desk, bulletin), bulletin.day) == []
