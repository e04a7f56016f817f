"""Whatever the figures: what agrees is never found fault with, and one number changed is always found and named."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from vungxanh.figures.rules import Book, Counted, Earlier, Found, Given, Kind, Place, Tree, judge

DAY = date(2021, 11, 19)
BOOK = Book.of(
    [
        Counted("whole"),
        Counted("left", part_of="whole", breakdown="side"),
        Counted("right", part_of="whole", breakdown="side"),
        Counted("total", Kind.CUMULATIVE, adds_up="whole"),
        Counted("room", Kind.STOCK),
        Counted("taken", Kind.STOCK, at_most="room"),
    ]
)
TIED = ("whole", "left", "right", "total", "room")  # a change of these cannot go unseen; `taken` has room
Values = dict[int, dict[str, int]]


@dataclass
class Agreeing:
    tree: Tree
    values: Values
    before: Values

    def judged(self, changed: Mapping[int, dict[str, int]] | None = None) -> list[Found]:
        return judge(Given(DAY, BOOK, self.tree, changed or self.values, self.before))


@st.composite
def agreeing(draw: st.DrawFn) -> Agreeing:
    """A province of two or three tiers whose every unit reports what its places below add up to."""
    places, leaves, key = [Place(0, None)], [], 1
    for _ in range(draw(st.integers(1, 4))):
        child, key = key, key + 1
        places.append(Place(child, 0))
        below = range(key, key + draw(st.integers(0, 3)))
        places += [Place(leaf, child) for leaf in below]
        leaves += [*below] or [child]
        key += len(below)
    values: Values = {place.key: dict.fromkeys(BOOK.indicators, 0) for place in places}
    before: Values = {place.key: {"total": 0} for place in places}
    tree, number = Tree(places), st.integers(0, 100_000)
    for leaf in leaves:
        left, right, old, taken, free = (draw(number) for _ in range(5))
        said = {"whole": left + right, "left": left, "right": right, "total": old + left + right}
        said |= {"room": taken + free, "taken": taken}
        for place in (leaf, *tree.chain(leaf)):
            before[place]["total"] += old
            for indicator, value in said.items():
                values[place][indicator] += value
    return Agreeing(tree, values, before)


@drawn(agreeing())
def test_figures_that_agree_are_never_found_fault_with(world: Agreeing) -> None:
    assert world.judged() == []


@drawn(agreeing(), st.data())
@settings(deadline=None)
def test_figures_that_agree_are_left_alone_also_when_some_were_not_reported(
    world: Agreeing, data: st.DataObject
) -> None:
    """Places that say nothing, indicators left out: less is known, and only notes may come of it."""
    cells = [(place, key) for place, said in world.values.items() for key in said]
    gone = data.draw(st.sets(st.sampled_from(cells)))
    kept = {
        place: {key: value for key, value in said.items() if (place, key) not in gone}
        for place, said in world.values.items()
    }
    assert {one.severity.value for one in world.judged(kept)} <= {"note"}


@drawn(agreeing(), st.data())
def test_one_number_changed_is_always_found_and_named(world: Agreeing, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from([*world.values]))
    key = data.draw(st.sampled_from(TIED))
    value = data.draw(st.integers(0, 300_000).filter(lambda number: number != world.values[place][key]))
    changed = {p: {**said, key: value} if p == place else said for p, said in world.values.items()}
    found = world.judged(changed)
    named = [number for one in found for number in (*one.numbers, *one.terms)]
    assert any((number.place, number.indicator, number.value) == (place, key, value) for number in named)
    assert "wrong" in {one.severity.value for one in found}


@drawn(agreeing(), st.integers(1, 30), st.data())
def test_a_total_over_a_gap_is_found_only_when_the_counts_since_cannot_reach_it(
    world: Agreeing, days: int, data: st.DataObject
) -> None:
    total, added = world.values[0]["total"], world.values[0]["whole"]
    lost = data.draw(st.integers(0, world.before[0]["total"]))
    then = Earlier(DAY - timedelta(days=days), world.before[0]["total"] - lost, added, gaps=int(bool(lost)))
    only = {0: {"total": total}}
    assert judge(Given(DAY, BOOK, Tree([Place(0, None)]), only, earlier={(0, "total"): then})) == []
    fewer = {0: {"total": then.value + added - 1}}
    if then.value + added:
        assert judge(Given(DAY, BOOK, Tree([Place(0, None)]), fewer, earlier={(0, "total"): then}))
