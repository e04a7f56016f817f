"""The chart tells what was reported and nothing more."""

from datetime import date, timedelta
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from vungxanh.pictures.chart import DESK, PHONE, Paper, Point, Stretch, daily_chart, scale, seven_day_mean

FIRST = date(2021, 10, 18)


def points(values: list[int | None]) -> list[Point]:
    return [Point(FIRST + timedelta(days=n), value) for n, value in enumerate(values)]


def drawn(values: list[int | None], stretches: list[Stretch] | None = None, paper: Paper = DESK) -> str:
    return daily_chart(
        points(values), stretches or [], paper=paper, title="<Ca mắc>", description="d", day_label=str, key="desk"
    )


def bars(svg: str) -> int:
    path = next(e for e in ElementTree.fromstring(svg).iter() if e.get("class") == "bars")
    return (path.get("d") or "").count("M")


@given(st.lists(st.none() | st.integers(0, 10**6), min_size=1, max_size=400), st.sampled_from([PHONE, DESK]))
def test_any_series_gives_a_well_formed_picture_with_a_bar_for_each_case_count(
    values: list[int | None], paper: Paper
) -> None:
    assert bars(drawn(values, paper=paper)) == sum(1 for v in values if v)


@given(st.integers(0, 10**7))
def test_the_scale_reaches_the_highest_number_in_few_round_steps(highest: int) -> None:
    ticks = scale(highest)
    assert ticks[0] == 0
    assert ticks[-1] >= highest
    assert len(ticks) <= 6
    assert len({b - a for a, b in zip(ticks, ticks[1:], strict=False)}) == 1


def test_a_day_without_a_report_breaks_the_mean_instead_of_counting_as_zero() -> None:
    week = points([7] * 7)
    assert seven_day_mean(week, 6) == 7
    assert seven_day_mean(points([7] * 6 + [None]), 6) is None
    assert seven_day_mean(week, 5) is None


def test_words_are_escaped_and_every_level_keeps_its_shape_and_number() -> None:
    stretch = Stretch(FIRST, FIRST + timedelta(days=3), 4, "4", "Mức độ 4")
    svg = drawn([1, 2, 3, 4], [stretch])
    assert "&lt;Ca mắc&gt;" in svg
    texts = [e.text for e in ElementTree.fromstring(svg).iter() if e.tag.endswith("text") or e.tag == "text"]
    assert "4" in texts
    assert "Mức độ 4" in texts


def test_no_days_give_no_picture() -> None:
    assert drawn([]) == ""
