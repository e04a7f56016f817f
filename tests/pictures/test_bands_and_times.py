"""Bands that hold every number once, and timelines that stay well formed whatever was declared."""

from datetime import date, timedelta
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from vungxanh.pictures.bands import MOST, band_of, bands
from vungxanh.pictures.timeline import Bar, Row, draw_timeline

FIRST = date(2021, 11, 1)
DAYS = st.integers(-30, 60).map(lambda n: FIRST + timedelta(days=n))


@given(st.lists(st.none() | st.integers(0, 10**7)))
def test_every_number_is_in_one_band_and_zero_in_none(values: list[int | None]) -> None:
    among = bands(values)
    assert len(among) <= MOST
    for value in values:
        if value is not None:
            assert sum(band.holds(value) for band in among) == (1 if value else 0)
            assert (band_of(value, among) == 0) == (value == 0)


@given(st.lists(st.tuples(DAYS, DAYS, st.integers(0, 4), st.text(st.characters(categories=["L", "P", "Zs"])))))
def test_any_history_is_a_well_formed_picture_and_none_is_no_picture(stretches) -> None:  # type: ignore[no-untyped-def]
    row = Row("<Cấp & độ>", [Bar(min(a, b), max(a, b), rank, words) for a, b, rank, words in stretches])
    last = FIRST + timedelta(days=20)
    svg = draw_timeline(
        [row], first=FIRST, last=last, width=340, key="k", title="t", description="d", day_label=lambda d: str(d.day)
    )
    seen = [bar for bar in row.bars if bar.first <= last and bar.last >= FIRST]
    assert bool(svg) == bool(seen)
    if svg:
        ribbons = [e for e in ElementTree.fromstring(svg).iter() if e.get("class") == "ribbon"]
        assert len(ribbons) == len(seen)
