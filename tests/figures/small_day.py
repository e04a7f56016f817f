"""A small province for the rules: 1 above 10 and 20, those above communes; sites are 900 and more."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files

import yaml

from vungxanh.figures.rules import Book, Counted, Found, Given, Kind, Measure, Place, Tree, judge

DAY = date(2021, 11, 19)
PROVINCE, NORTH, SOUTH = 1, 10, 20
COMMUNES = {NORTH: (11, 12), SOUTH: (21, 22)}
HOSPITAL, CENTRE = 901, 902
TREE = Tree(
    [
        Place(PROVINCE, None),
        Place(NORTH, PROVINCE),
        Place(SOUTH, PROVINCE),
        *(Place(commune, district) for district, communes in COMMUNES.items() for commune in communes),
        Place(HOSPITAL, PROVINCE, site=True),
        Place(CENTRE, NORTH, site=True),
    ]
)


@cache
def book() -> Book:
    """The common vocabulary, read without a database."""
    text = files("vungxanh.figures").joinpath("indicators.yaml").read_text(encoding="utf-8")
    return Book.of(
        Counted(
            key,
            Kind(row.get("kind", "count")),
            Measure(row["unit"]),
            row.get("part_of"),
            row.get("breakdown", ""),
            row.get("adds_up"),
            row.get("at_most"),
            "site" in row.get("asked_of", ()),
        )
        for key, row in yaml.safe_load(text).items()
    )


def given(values: Mapping[int, Mapping[str, int]], **more: object) -> Given:
    return Given(**{"day": DAY, "book": book(), "tree": TREE, "values": values, **more})  # type: ignore[arg-type]


def found(values: Mapping[int, Mapping[str, int]], **more: object) -> list[Found]:
    return judge(given(values, **more))


def codes(values: Mapping[int, Mapping[str, int]], **more: object) -> list[tuple[str, int, str, list[int]]]:
    """(code, place, indicator, the numbers that disagree) of everything found."""
    said = found(values, **more)
    return [(one.code.value, one.place, one.indicator, [number.value for number in one.numbers]) for one in said]
