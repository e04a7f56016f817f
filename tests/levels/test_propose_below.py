"""One release, one proposal for every place in it that the plan has a rule for: inputs, steps and rule of each."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from stage import ROOT, Stage, moment
from vungxanh.figures.models import Release, ReleasedFigure
from vungxanh.levels.adopt import adopt
from vungxanh.levels.models import AdoptedPlan, Proposal
from vungxanh.levels.propose import propose
from vungxanh.places.models import Place, Tier

pytestmark = pytest.mark.django_db
DAY = date(2021, 11, 19)
RESOLUTION = (ROOT / "plans/examples/resolution-128.yaml").read_text(encoding="utf-8")
OVERLAY = """schema: epi-comms-overlay/1
overlay: {id: r128, plan: resolution-128, title: Ví dụ, document: Ví dụ, valid_from: '2021-10-18', example: true}
levels:
  lowering: {by: rule, reason: theo số liệu}
  constants:
    - {indicator: population, area: '08710', value: 10000, source: Tổng điều tra 2019}
"""


@pytest.fixture
def adopted(stage: Stage) -> AdoptedPlan:
    return adopt(stage.place, RESOLUTION, OVERLAY, document="128/NQ-CP", adopted_from=date(2021, 10, 18))


def say(stage: Stage, release: Release, **figures: dict[str, int | None]) -> None:
    """Figures of places below, in a release: `c08707={"community_cases": 2}`."""
    ReleasedFigure.objects.bulk_create(
        ReleasedFigure(release=release, place=stage.places[code[1:]], indicator_id=key, value=value)
        for code, values in figures.items()
        for key, value in values.items()
    )


def week(stage: Stage, cases: dict[str, int | None], once: dict[str, int], last: dict[str, int | None]) -> Release:
    """Seven days of community cases; what stands (population, doses) is said on the first day only."""
    for n in reversed(range(7)):
        release = stage.release(DAY - timedelta(days=n), 9)
        for code in cases:
            value = last.get(code, cases[code]) if n == 0 else cases[code]
            say(stage, release, **{f"c{code}": {"community_cases": value} | (once if n == 6 else {})})
    return release


STANDING = {"population": 10_000, "first_doses_total": 4_000, "adults": 8_000}


def test_communes_are_weighed_by_their_own_rule_over_their_own_figures(stage: Stage, adopted: AdoptedPlan) -> None:
    release = week(stage, {"08707": 2, "08710": 0}, STANDING, {})
    propose(adopted, release, at=moment(DAY))
    found = {p.place.code: p for p in Proposal.objects.select_related("place")}
    assert {code: p.level for code, p in found.items()} == {"26": "", "08707": "level-3", "08710": "level-1"}
    read = {i["id"]: Decimal(i["value"]) for i in found["08707"].inputs}
    assert read == {"incidence": 140, "adults-one-dose": 50}
    assert "level-3" in found["08707"].steps[-1]
    assert int(found["08707"].rule_at.rsplit(":", 1)[1]) > int(found["26"].rule_at.rsplit(":", 1)[1])


def test_a_blank_day_leaves_that_commune_to_a_person_and_no_other(stage: Stage, adopted: AdoptedPlan) -> None:
    release = week(stage, {"08707": 2, "08743": 2}, STANDING, {"08707": None})
    propose(adopted, release, at=moment(DAY))
    levels = dict(Proposal.objects.values_list("place__code", "level"))
    assert (levels["08707"], levels["08743"]) == ("", "level-3")
    assert "no community_cases was reported for 2021-11-19" in Proposal.objects.get(place__code="08707").reason


def test_a_constant_of_the_overlay_stands_in_until_a_release_gives_a_number(stage: Stage, adopted: AdoptedPlan) -> None:
    doses = {"first_doses_total": 4_000, "adults": 8_000}
    release = week(stage, {"08707": 2, "08710": 2}, doses, {})
    propose(adopted, release, at=moment(DAY))
    levels = dict(Proposal.objects.values_list("place__code", "level"))
    assert (levels["08707"], levels["08710"]) == ("", "level-3")
    assert "no population is known to divide by" in Proposal.objects.get(place__code="08707").reason


def test_thresholds_for_the_province_are_not_put_to_communes(stage: Stage) -> None:
    release = week(stage, {"08707": 900}, STANDING, {})
    propose(stage.adopted, release, at=moment(DAY))
    assert [p.place.code for p in Proposal.objects.select_related("place")] == ["26"]


def test_proposing_again_adds_nothing_and_changes_nothing(stage: Stage, adopted: AdoptedPlan) -> None:
    release = week(stage, {"08707": 2, "08710": 0}, STANDING, {})
    first = propose(adopted, release, at=moment(DAY))
    before = list(Proposal.objects.order_by("pk").values())
    assert propose(adopted, release, at=moment(DAY, 20)) == first
    assert list(Proposal.objects.order_by("pk").values()) == before


def test_an_earlier_release_is_weighed_as_it_was_known_then(stage: Stage, adopted: AdoptedPlan) -> None:
    release = week(stage, {"08707": 2}, STANDING, {})
    later = Release.objects.create(
        place=stage.place, number=release.number + 1, day=DAY - timedelta(days=1), as_of=moment(DAY),
        signed_at=moment(DAY), published_at=moment(DAY), draft=_draft(stage), prepared_by=stage.user,
        signed_by=stage.second, corrects=Release.objects.get(day=DAY - timedelta(days=1)), reason="đếm lại", sha256="x",
    )  # fmt: skip
    say(stage, later, c08707={"community_cases": 50})
    propose(adopted, release, at=moment(DAY))
    (incidence,) = [i for i in Proposal.objects.get(place__code="08707").inputs if i["id"] == "incidence"]
    assert Decimal(incidence["value"]) == 140


def _draft(stage: Stage):
    from vungxanh.figures.models import ReleaseDraft

    return ReleaseDraft.objects.create(
        place=stage.place, day=DAY, as_of=moment(DAY), figures={}, sha256="x", prepared_by=stage.user,
        prepared_at=moment(DAY),
    )  # fmt: skip


def test_a_share_is_computed_from_what_was_released(stage: Stage) -> None:
    text = RESOLUTION.replace(
        "indicator: first_doses_total, aggregate: latest, per: 100, of: adults",
        "indicator: first_dose_coverage, aggregate: latest",
    )
    adopted = adopt(stage.place, text, "", document="x", adopted_from=date(2021, 10, 18))
    release = week(stage, {"08707": 2}, STANDING, {})
    propose(adopted, release, at=moment(DAY))
    read = {i["id"]: i["value"] for i in Proposal.objects.get(place__code="08707").inputs}
    assert Decimal(read["adults-one-dose"]) == 50


@pytest.mark.parametrize("communes", [3, 40])
def test_the_questions_asked_do_not_grow_with_the_communes(
    stage: Stage, adopted: AdoptedPlan, django_assert_max_num_queries, communes: int
) -> None:
    district = stage.places["244"]
    for n in range(communes):
        code = f"1{n:04d}"
        stage.places[code] = Place.objects.create(
            code=code, tier=Tier.COMMUNE, name=code, kind="xã", path=f"26/244/{code}", parent=district, folded=code,
            valid_from=district.valid_from, valid_to=district.valid_to,
        )  # fmt: skip
    release = week(stage, {f"1{n:04d}": n for n in range(communes)}, STANDING, {})
    with django_assert_max_num_queries(12):
        propose(adopted, release, at=moment(DAY))
    assert Proposal.objects.count() == communes + 1
