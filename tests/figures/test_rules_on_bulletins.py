"""The seven real bulletins, as published: every genuine error of arithmetic is found, and none is invented."""

from collections.abc import Mapping

import pytest

from vungxanh.figures.rules import Given, Place, Severity, Tree, completeness, judge

from .bulletins import Bulletin, bulletins
from .small_day import book

GENUINE = {
    "DL-2022-04-27": [
        ("parts-differ", "66", "cumulative_cases", [168_822, 168_825]),
        ("places-exceed", "66", "community_cases", [263, 270]),
    ],
    "TH-2021-12-21": [("places-short", "thạch thành", "community_cases", [16, 15])],
}
NOTED = {
    "TH-2021-12-21": [
        ("partial", "38", "community_cases", [326, 292]),
        ("partial", "mường lát", "community_cases", [176, 161]),
    ],
}
ALL = bulletins()


def judged(bulletin: Bulletin) -> Mapping[Severity, list[tuple[str, str, str, list[int]]]]:
    """Every place that the bulletin names, below the one it names it in."""
    names = [("", ""), *bulletin.named]
    keys = {name: n for n, name in enumerate(names)}
    above = {name: ("", "") if not name[1] else (name[0], "") for name in bulletin.named}
    tree = Tree(Place(key, keys[above[name]] if name in above else None) for name, key in keys.items())
    values = {0: bulletin.stated} | {keys[name]: said for name, said in bulletin.named.items()}
    said = {0: bulletin.complete} | {keys[district, ""]: False for district in bulletin.unplaced}
    complete = completeness(tree, said, together=set(tree.units))
    found: dict[Severity, list[tuple[str, str, str, list[int]]]] = {severity: [] for severity in Severity}
    for one in judge(Given(bulletin.day, book(), tree, values, complete=complete)):
        district, commune = names[one.place]
        where = commune or district or bulletin.province
        found[one.severity].append((one.code.value, where, one.indicator, [n.value for n in one.numbers]))
    return found


def test_all_seven_are_read() -> None:
    assert len(ALL) == 7
    assert (
        sum(len(said) for bulletin in ALL.values() for said in bulletin.named.values()) == 156 - 2
    )  # a header, and one line without a place


@pytest.mark.parametrize("name", ALL)
def test_every_genuine_error_is_found_and_none_is_invented(name: str) -> None:
    found = judged(ALL[name])
    assert sorted(found[Severity.WRONG]) == GENUINE.get(name, [])
    assert found[Severity.DOUBTFUL] == []
    assert sorted(found[Severity.NOTE]) == NOTED.get(name, [])


@pytest.mark.parametrize("name", [name for name in ALL if name not in GENUINE])
def test_any_figure_of_a_sound_bulletin_that_is_misprinted_is_found(name: str) -> None:
    bulletin = ALL[name]
    for where, said in bulletin.named.items():
        for indicator, value in said.items():
            for misprint in (value + 1, value * 10):
                changed = {**bulletin.named, where: {**said, indicator: misprint}}
                found = judged(Bulletin(name, bulletin.province, bulletin.day, True, bulletin.stated, changed))
                assert found[Severity.WRONG], (where, indicator, misprint)


TIED = [
    (name, indicator)
    for name, bulletin in ALL.items()
    for indicator in ("new_cases", "community_cases", "quarantined_cases", "cumulative_cases")
    if name not in GENUINE
    and indicator in bulletin.stated
    and (indicator != "cumulative_cases" or "in_treatment" in bulletin.stated)
]


@pytest.mark.parametrize(("name", "indicator"), TIED)
def test_a_misprinted_total_of_a_sound_bulletin_is_found(name: str, indicator: str) -> None:
    bulletin = ALL[name]
    stated = {**bulletin.stated, indicator: bulletin.stated[indicator] + 1}
    found = judged(Bulletin(name, bulletin.province, bulletin.day, True, stated, bulletin.named))
    assert found[Severity.WRONG] + found[Severity.DOUBTFUL]
