"""A line's health follows what happened to it: never from a single error, always with its reason."""

import pickle
from itertools import groupby
from random import Random

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from vungxanh.dispatch.health import Event, Health, LineHealth, Reason
from vungxanh.dispatch.health_words import words

BOUND, LOST, BIND_REFUSED = Event.BOUND, Event.LOST, Event.BIND_REFUSED
OK, BAD_NUMBER, ERROR, SILENT, SLOWER = (
    Event.ACCEPTED, Event.REJECTED, Event.SYSTEM_ERROR, Event.TIMED_OUT, Event.THROTTLED
)  # fmt: skip
START = 1000

Happened = tuple[float, Event, int]


def health_after(happened: list[Happened], now: float, asked: tuple[float, ...] = ()) -> Health:
    """The health at `now`, START + seconds; `asked` are moments when somebody looked before."""
    line = LineHealth(START)
    story = [(at, event, times) for at, event, times in happened] + [(at, None, 0) for at in asked]
    for at, event, times in sorted(story, key=lambda entry: entry[0]):
        if event is None:
            line.health(START + at)
        else:
            line.heard(event, START + at, times)
    return line.health(START + now)


def every_second(event: Event, first: int, last: int, times: int = 1) -> list[Happened]:
    return [(second, event, times) for second in range(first, last + 1)]


UP = [(0, BOUND, 1)]
SCENARIOS: dict[str, tuple[list[Happened], float, int, Reason]] = {
    "nothing yet": ([], 10, 0, Reason.NOT_CONNECTED),
    "bound for the first time": (UP, 0, 100, Reason.WELL),
    "a quiet night": (UP, 36_000, 100, Reason.WELL),
    "refused at once": ([(0, BIND_REFUSED, 1)], 5, 0, Reason.BIND_REFUSED),
    "refused, then bound": ([(0, BIND_REFUSED, 1), (5, BOUND, 1)], 5, 50, Reason.RECOVERING),
    "one bind of two refused": ([(0, BOUND, 1), (0, BIND_REFUSED, 1)], 5, 100, Reason.WELL),
    "one bind refused later": ([*UP, (7, BIND_REFUSED, 1)], 8, 100, Reason.WELL),
    "a single error": ([*UP, (1, ERROR, 1)], 1, 100, Reason.WELL),
    "four errors and nothing else": ([*UP, (1, ERROR, 4)], 1, 100, Reason.WELL),
    "five errors and nothing else": ([*UP, (1, ERROR, 5)], 1, 75, Reason.SYSTEM_ERRORS),
    "five errors, five seconds apart": ([*UP, *[(5 * n, ERROR, 1) for n in range(5)]], 20, 75, Reason.SYSTEM_ERRORS),
    "five errors, fifteen seconds apart": ([*UP, *[(15 * n, ERROR, 1) for n in range(5)]], 60, 100, Reason.WELL),
    "a hundred errors in a thousand and one": ([*UP, (1, OK, 901), (2, ERROR, 100)], 3, 100, Reason.WELL),
    "a hundred errors in a thousand": ([*UP, (1, OK, 900), (2, ERROR, 100)], 3, 75, Reason.SYSTEM_ERRORS),
    "seven unanswered of seventy": ([*UP, (1, OK, 63), (2, SILENT, 7)], 3, 75, Reason.UNANSWERED),
    "three unanswered, two errors": ([*UP, (1, SILENT, 3), (2, ERROR, 2)], 3, 75, Reason.UNANSWERED),
    "bad numbers only": ([*UP, (1, BAD_NUMBER, 1000)], 5, 100, Reason.WELL),
    "bad numbers count as traffic": ([*UP, (1, BAD_NUMBER, 91), (2, ERROR, 10)], 5, 100, Reason.WELL),
    "throttled only": ([*UP, (1, SLOWER, 1000)], 5, 100, Reason.THROTTLED),
    "throttled a while ago": ([*UP, (1, SLOWER, 1000)], 61, 100, Reason.WELL),
    "errors for 59 seconds": ([*UP, *every_second(ERROR, 1, 60, 5)], 60, 75, Reason.SYSTEM_ERRORS),
    "errors for 60 seconds": ([*UP, *every_second(ERROR, 1, 61, 5)], 61, 50, Reason.SYSTEM_ERRORS),
    "errors for an hour": ([*UP, *every_second(ERROR, 1, 3600, 5)], 3600, 5, Reason.SYSTEM_ERRORS),
    "one burst costs once": ([*UP, (1, SILENT, 50)], 1000, 75, Reason.RECOVERING),
    "a second burst costs when its minute comes": (
        [*UP, (1, SILENT, 5), (40, SILENT, 5)], 61, 50, Reason.UNANSWERED
    ),
    "a burst and half a minute of good": ([*UP, (1, SILENT, 5), *every_second(OK, 2, 31)], 31, 75, Reason.UNANSWERED),
    "a burst and a good minute": ([*UP, (1, SILENT, 5), *every_second(OK, 2, 61)], 61, 85, Reason.RECOVERING),
    "a burst and three good minutes": ([*UP, (1, SILENT, 5), *every_second(OK, 2, 181)], 181, 100, Reason.WELL),
    "lost": ([*UP, (9, LOST, 1)], 9, 0, Reason.LOST),
    "lost for a day": ([*UP, (9, LOST, 1)], 86_400, 0, Reason.LOST),
    "lost, then refused": ([*UP, (9, LOST, 1), (10, BIND_REFUSED, 1)], 20, 0, Reason.BIND_REFUSED),
    "lost and bound again": ([*UP, (9, LOST, 1), (12, BOUND, 1)], 12, 50, Reason.RECOVERING),
    "lost and bound within a second": ([*UP, (9.1, LOST, 1), (9.8, BOUND, 1)], 9.9, 50, Reason.RECOVERING),
    "bound again, no traffic": ([*UP, (9, LOST, 1), (12, BOUND, 1)], 9999, 50, Reason.RECOVERING),
    "bound again, 59 good seconds": (
        [*UP, (9, LOST, 1), (12, BOUND, 1), *every_second(OK, 13, 71)], 71, 50, Reason.RECOVERING
    ),
    "bound again, a good minute": (
        [*UP, (9, LOST, 1), (12, BOUND, 1), *every_second(OK, 13, 72)], 72, 60, Reason.RECOVERING
    ),
    "bound again, bad numbers show a working line too": (
        [*UP, (9, LOST, 1), (12, BOUND, 1), *every_second(BAD_NUMBER, 13, 72)], 72, 60, Reason.RECOVERING
    ),
    "bound again, five good minutes": (
        [*UP, (9, LOST, 1), (12, BOUND, 1), *every_second(OK, 13, 312)], 312, 100, Reason.WELL
    ),
    "what was lost with the line is not blamed twice": (
        [*UP, (9, SILENT, 50), (9, LOST, 1), (10, BOUND, 1)], 11, 50, Reason.UNANSWERED
    ),
    "one bind of two lost": ([(0, BOUND, 2), (9, LOST, 1)], 10, 100, Reason.WELL),
    "two binds of two lost": ([(0, BOUND, 2), (9, LOST, 1), (11, LOST, 1)], 12, 0, Reason.LOST),
    "a second bind that comes in while the first goes": ([*UP, (8, BOUND, 1), (9, LOST, 1)], 10, 100, Reason.WELL),
}  # fmt: skip


@pytest.mark.parametrize(("happened", "now", "score", "reason"), SCENARIOS.values(), ids=SCENARIOS.keys())
def test_the_health_of_a_line(happened, now, score, reason):
    health = health_after(happened, now)
    assert (health.score, health.reason) == (score, reason)


EVENTS = [BOUND, BOUND, LOST, BIND_REFUSED, OK, OK, OK, BAD_NUMBER, ERROR, SILENT, SLOWER]
stories = st.lists(
    st.tuples(
        st.one_of(st.integers(0, 20), st.floats(0, 400), st.sampled_from([60, 61, 120, 7200])),
        st.sampled_from(EVENTS),
        st.integers(1, 8),
    ),
    max_size=60,
).map(lambda story: sorted(story, key=lambda entry: entry[0]))
moments = st.one_of(st.floats(0, 500), st.floats(0, 10_000))


@settings(deadline=None)  # a busy machine is no failure
@given(stories, moments)
def test_the_score_is_always_between_0_and_100_and_0_only_without_a_connection(story, now):
    line, binds = LineHealth(START), 0
    for second, happened in groupby(story, key=lambda entry: int(entry[0])):
        for at, event, times in happened:
            line.heard(event, START + at, times)
            binds += times * ((event is BOUND) - (event is LOST))
        binds = max(0, binds)
        health = line.health(START + second)
        assert 0 <= health.score <= 100
        assert (health.score == 0) == (binds == 0)
        assert health.score == 100 or health.reason not in (Reason.WELL, Reason.THROTTLED)


@settings(deadline=None)
@given(stories, st.randoms(use_true_random=False), moments)
def test_the_order_of_what_happens_at_the_same_time_does_not_matter(story, random: Random, now):
    now += 400
    shuffled: list[Happened] = []
    for second, happened in groupby(story, key=lambda entry: int(entry[0])):
        together = [(second, event, times) for _, event, times in happened]
        shuffled += random.sample(together, len(together))
    assert health_after(shuffled, now) == health_after(story, now)


@settings(deadline=None)
@given(stories, st.lists(moments, max_size=5).map(tuple))
def test_looking_does_not_change_what_is_seen(story, asked):
    assert health_after(story, 11_000, asked=asked) == health_after(story, 11_000)
    now = max((at for at, _, _ in story), default=0)
    before = tuple(at for at in asked if at <= now)
    assert health_after(story, now, asked=before) == health_after(story, now)


@settings(deadline=None)
@given(stories, st.lists(st.floats(0, 400), max_size=20), moments)
def test_being_told_to_slow_down_changes_no_score(story, throttled, now):
    now += 400
    slowed = sorted([*story, *((at, SLOWER, 3) for at in throttled)], key=lambda entry: entry[0])
    assert health_after(slowed, now).score == health_after(story, now).score


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 600), st.sampled_from([OK, BAD_NUMBER, ERROR, SILENT]))), st.integers(0, 600))
def test_trouble_costs_at_most_25_in_any_minute(happened, since):
    story: list[Happened] = [*UP, *((at, event, 3) for at, event in sorted(happened, key=lambda entry: entry[0]))]
    until_then = [entry for entry in story if entry[0] < since + 1]
    until_later = [entry for entry in story if entry[0] < since + 60]
    assert health_after(until_later, since + 59).score >= health_after(until_then, since).score - 25


def test_hours_of_traffic_are_remembered_in_the_room_of_a_minute():
    line, sizes = LineHealth(START), []
    for second in range(3 * 3600):
        for event in (OK, ERROR, SILENT, SLOWER):
            line.heard(event, START + second, 1000)
        if second % 100 == 0:
            sizes.append(len(pickle.dumps(line)))
    assert max(sizes) <= sizes[1] * 1.1


@pytest.mark.parametrize(
    ("happened", "code", "said"),
    [
        ([(1, OK, 35), (2, SILENT, 5)], "unanswered:5:40", "5 of 40 parts unanswered in the last minute"),
        (
            [(1, ERROR, 1200), (2, SILENT, 34)],
            "system-errors:1200:1234",
            "1,200 of 1,234 parts answered with a system error in the last minute",
        ),
        ([(1, OK, 35)], "well", "It answers as it should"),
        ([(1, SLOWER, 3)], "throttled", "The operator asks for a slower pace; nothing is lost, the parts wait"),
    ],
)
def test_the_reason_is_stored_as_a_code_and_said_in_words(happened, code, said):
    assert health_after([*UP, *happened], 3).code == code
    with translation.override("en"):
        assert words(code) == said


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_words(reason):
    with translation.override("en"):
        said = words(Health(50, reason, 5, 40).code)
    assert said[0].isupper() or said[0].isdigit()
    assert "%" not in said


@pytest.mark.parametrize("code", ["", "of another version", "other:1:2"])
def test_an_unknown_reason_is_shown_as_it_came(code):
    assert words(code) == code
