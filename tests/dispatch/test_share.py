"""Messages are mixed over lines as their weights and health say, and no line gets more than it can take."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.dispatch.share import Offer, Share

AMPLE = 10_000
SCARCE = st.integers(0, 60)


def line(name: str, weight: int = 100, health: int = 100, room: int = AMPLE, *, idle: bool = False) -> Offer:
    return Offer(name, weight, health, room, idle)


@st.composite
def lines(draw, room=SCARCE, least=0):
    names = "abcd"[: draw(st.integers(1, 4))]
    weights, healths = st.integers(least, 1000), st.integers(least, 100)
    return [Offer(name, draw(weights), draw(healths), draw(room), draw(st.booleans())) for name in names]


@pytest.mark.parametrize(
    ("offers", "parts", "chosen"),
    [
        ([], 1, None),
        ([line("a", room=2)], 3, None),
        ([line("a", room=3)], 3, "a"),
        ([line("a", room=2), line("b", weight=1, room=3)], 3, "b"),
        ([line("a", health=0), line("b", health=1, weight=1)], 1, "b"),
        ([line("a", weight=0), line("b", health=5)], 1, "b"),
        ([line("a", weight=0), line("b", health=5, room=0)], 1, None),
        ([line("a", weight=0), line("b", health=0)], 1, "a"),
        ([line("a", weight=0, health=0), line("b", weight=0, health=1)], 1, "b"),
        ([line("a", health=0), line("b", health=0)], 1, None),
        ([line("a", room=4, idle=True)], 6, "a"),
        ([line("a", room=4)], 6, None),
        ([line("a", room=4), line("b", room=2, idle=True)], 6, "b"),
        ([line("a", room=6), line("b", room=2, idle=True, weight=1000)], 6, "a"),
        ([line("a", weight=0, room=1, idle=True), line("b", room=1)], 6, None),
    ],
    ids=[
        "no line, no choice",
        "no room, no choice",
        "just enough room",
        "room goes before weight",
        "a line that is down gets nothing",
        "a reserve gets nothing while another stands",
        "nor because that other is busy",
        "a reserve stands in for a line that is down",
        "among reserves the one that stands",
        "all down, no choice",
        "a message longer than any room goes on an idle line",
        "but not on a busy one",
        "the idle one, though its room is less",
        "room for it goes before idleness",
        "an idle reserve waits for the others too",
    ],
)
def test_who_carries_a_message(offers, parts, chosen):
    assert Share().choose(offers, parts) == chosen


def test_choices_are_mixed_not_bunched():
    share = Share()
    offers = [line("a", 50), line("b", 10), line("c", 10)]
    assert "".join(share.choose(offers, 1) for _ in range(14)) == "aabacaaaabacaa"


def test_health_lessens_a_share_and_gives_it_back():
    share = Share()
    ill, well = [line("a"), line("b", health=25)], [line("a"), line("b")]
    assert Counter(share.choose(ill, 1) for _ in range(100)) == {"a": 80, "b": 20}
    assert Counter(share.choose(well, 1) for _ in range(100)) == {"a": 50, "b": 50}


def test_long_and_short_texts_in_turn_do_not_fall_to_one_line_each():
    share, carried = Share(), Counter()
    for parts in [6, 1] * 500:
        carried[share.choose([line("a"), line("b")], parts)] += parts
    assert abs(carried["a"] - carried["b"]) <= 6


def test_a_line_that_was_full_does_not_catch_up_in_a_burst():
    share = Share()
    for _ in range(100):
        share.choose([line("a"), line("b", room=0)], 1)
    assert Counter(share.choose([line("a"), line("b")], 1) for _ in range(10)) == {"a": 5, "b": 5}


def test_a_line_that_is_taken_away_is_forgotten_and_a_new_one_joins():
    share = Share()
    for name in map(str, range(1000)):
        assert share.choose([line(name)], 1) == name
    assert Counter(share.choose([line("a"), line("b")], 1) for _ in range(10)) == {"a": 5, "b": 5}


@given(lines(room=st.just(AMPLE), least=1), st.integers(1, 255))
def test_shares_are_as_weight_times_health_within_two_percent_over_a_thousand_choices(offers, parts):
    share = Share()
    carried = Counter(share.choose(offers, parts) for _ in range(1000))
    total = sum(offer.weight * offer.health for offer in offers)
    for offer in offers:
        assert abs(carried[offer.name] / 1000 - offer.weight * offer.health / total) <= 0.02


@given(lines(room=st.just(AMPLE), least=1), st.lists(st.integers(1, 6), min_size=1000, max_size=1000))
def test_texts_of_different_length_share_parts_not_messages(offers, lengths):
    share, carried = Share(), Counter()
    for parts in lengths:
        carried[share.choose(offers, parts)] += parts
    total = sum(offer.weight * offer.health for offer in offers)
    for offer in offers:
        assert abs(carried[offer.name] / sum(lengths) - offer.weight * offer.health / total) <= 0.02


@given(lines(), st.lists(st.integers(1, 10), max_size=80))
def test_no_line_gets_more_than_its_room_save_a_long_message_on_an_idle_line(offers, lengths):
    share = Share()
    for parts in lengths:
        chosen = share.choose(offers, parts)
        standing = [offer for offer in offers if offer.health and (offer.weight or not any(
            other.weight * other.health for other in offers))]  # fmt: skip
        if chosen is None:
            assert not any(offer.room >= parts or offer.idle for offer in standing)
            continue
        (offer,) = [offer for offer in standing if offer.name == chosen]
        if offer.room < parts:
            assert offer.idle
            assert all(other.room < parts for other in standing)
        offers = [
            replace(other, room=max(0, other.room - parts), idle=False) if other.name == chosen else other
            for other in offers
        ]
