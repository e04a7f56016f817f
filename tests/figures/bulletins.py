"""The seven real bulletins as they were published, read straight from their files."""

import csv
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

FIGURES = Path(__file__).parents[2] / "examples" / "figures"
BUCKETS = {
    "all": "new_cases",
    "community": "community_cases",
    "isolated": "quarantined_cases",
    "home": "home_cases",
    "screening": "screening_cases",
    "imported": "imported_cases",
    "cumulative": "cumulative_cases",
    "treating": "in_treatment",
    "deaths": "deaths_total",
    "recovered": "recovered_total",
}
COMPLETE = {"yes": True, "partial": False}


@dataclass
class Bulletin:
    """`named`: {(district, commune or ""): {indicator: value}}, spelled as published. `unplaced`: districts of which
    the bulletin itself says that some communes are not known yet."""

    name: str
    province: str
    day: date
    complete: bool
    stated: dict[str, int]
    named: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)
    unplaced: set[str] = field(default_factory=set)


def bulletins() -> dict[str, Bulletin]:
    found = {row["bulletin"]: _bulletin(row) for row in _rows("provincial-bulletins.csv")}
    for row in _rows("provincial-bulletin-figures.csv"):
        bulletin, place = found[row["bulletin"]], row["place_as_written"]
        if place.startswith("["):
            bulletin.unplaced.add(_same(row["district_as_written"]))
            continue
        commune = row["level"] == "commune"
        where = (_same(row["district_as_written"]), place) if commune else (_same(place), "")
        bulletin.named.setdefault(where, {})[BUCKETS[row["bucket"]]] = int(row["figure"])
    return found


def _bulletin(row: dict[str, str]) -> Bulletin:
    others = dict(said.split("=", 1) for said in row["other_stated_figures"].split("; ") if said)
    stated = {BUCKETS[key]: int(value) for key, value in others.items() if key in BUCKETS}
    return Bulletin(
        row["bulletin"],
        row["province_gso"],
        date.fromisoformat(row["published"]),
        COMPLETE[row["breakdown_complete"]],
        {"new_cases": int(row["stated_total_new"]), **stated},
    )


def _same(district: str) -> str:
    """One spelling a district, for a reader that only needs to tell them apart."""
    name = district.lower().replace("’", "").replace("pắk", "pắc")
    for kind in ("huyện ", "thị xã ", "tp. ", "tp "):
        name = name.removeprefix(kind)
    return name


def _rows(name: str) -> list[dict[str, str]]:
    with (FIGURES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
