"""The two tables of published bulletins: a row for each with what it states, a row for each place's figure.

The columns are those of `examples/figures/provincial-bulletins.csv` and `provincial-bulletin-figures.csv`.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from vungxanh.sheets.cells import Spoilt
from vungxanh.sheets.faults import FileRefused, Problem
from vungxanh.sheets.table_file import below, cut, open_table, seekable
from vungxanh.text.fold import fold, key

_OF_BULLETINS = (
    "bulletin", "province_gso", "published", "stated_total_new", "breakdown_complete", "other_stated_figures",
)  # fmt: skip
_OF_FIGURES = ("bulletin", "bucket", "level", "district_as_written", "place_as_written", "figure")
_STATED = re.compile(r"\s*([^=;]+?)\s*=(.*?)(?=;\s*[^=;]+=|;?\s*$)")
_UNLOCATED = re.compile(
    r"\[.*\]|.*\b(chua du thong tin|chua ro|khong ro|chua xac dinh|chua co thong tin|dang xac minh|dang dieu tra)\b.*"
)

_SUMS = {"tong", "tongso", "tongcong", "cong", "tongsoca", "tongsocamac", "toantinh", "tongcongtoantinh"}


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure that a bulletin states of its province. `line`, `text`: where and how it stands."""

    line: int
    text: str
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Figure:
    line: int
    text: str
    bucket: str
    level: str
    district: str
    place: str
    value: str

    @property
    def is_unlocated(self) -> bool:
        """The bulletin itself says that it does not know the place yet."""
        return _UNLOCATED.fullmatch(fold(self.place)) is not None

    @property
    def is_sum(self) -> bool:
        """The last line of a list, as tables have it: no place, but the list added up."""
        return key(self.place) in _SUMS


@dataclass(frozen=True, slots=True)
class Bulletin:
    """`as_of`: when its window ends, or when it was published. `complete`: as written ("yes", "partial")."""

    key: str
    province: str
    as_of: str
    complete: str
    stated: tuple[Stated, ...]
    figures: tuple[Figure, ...]

    @property
    def sha256(self) -> str:
        """Of all that it says, whatever files it came in."""
        said = [self.key, self.province, self.as_of, self.complete]
        said += [f"{one.key}={one.value}" for one in self.stated]
        said += [f"{f.bucket}|{f.level}|{f.district}|{f.place}|{f.value}" for f in self.figures]
        return hashlib.sha256("\n".join(said).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Bulletins:
    """`stray`: the lines of figures that name no bulletin of the first table, by the name they give."""

    bulletins: tuple[Bulletin, ...]
    stray: dict[str, tuple[int, ...]]


def read_tables(bulletins: Path | BinaryIO, figures: Path | BinaryIO) -> Bulletins:
    """Raises FileRefused when one of them is not such a table, or has a row that cannot be cut into its columns."""
    found: dict[str, list[Figure]] = defaultdict(list)
    for line, text, row in _rows(figures, _OF_FIGURES):
        key, bucket, level, district, place, value = (row[name] for name in _OF_FIGURES)
        found[key].append(Figure(line, text, bucket.lower(), level.lower(), district, place, value))
    taken = [
        Bulletin(
            row["bulletin"],
            row["province_gso"],
            row.get("window_to") or row["published"],
            row["breakdown_complete"].lower(),
            tuple(_stated(line, text, row)),
            tuple(found.pop(row["bulletin"], ())),
        )
        for line, text, row in _rows(bulletins, _OF_BULLETINS)
    ]
    return Bulletins(tuple(taken), {key: tuple(one.line for one in rows) for key, rows in found.items()})


def _stated(line: int, text: str, row: dict[str, str]) -> Iterator[Stated]:
    if row["stated_total_new"]:
        yield Stated(line, text, "all", row["stated_total_new"])
    for said in _STATED.finditer(row["other_stated_figures"]):
        yield Stated(line, said[0].strip(), said[1].lower(), said[2].strip())


def _rows(file: Path | BinaryIO, wanted: Sequence[str]) -> Iterator[tuple[int, str, dict[str, str]]]:
    """(line, text, {column: cell}) for each row under the header."""
    with seekable(file) as opened:
        source = open_table(opened, lambda cells: len({*map(_named, cells)} & {*wanted}), encoding=None, sheet=None)
        header = next(((line, list(map(_named, cells))) for line, cells in cut(source)), None)
        if header is None:
            raise FileRefused(Problem("empty-file", _("The file is empty.")))
        if missing := [name for name in wanted if name not in header[1]]:
            reason = _("Row %(row)d: there is no column %(names)s.")
            raise FileRefused(Problem("missing-column", reason % {"row": header[0], "names": ", ".join(missing)}))
        problems = []
        for line, cells in below(source, header[0]):
            if isinstance(cells, Spoilt) or len(cells) != len(header[1]):
                problems.append(Problem("ragged-row", _("Line %d cannot be cut into the header's columns.") % line))
            elif not problems:
                said = [" ".join(cell.split()) for cell in cells]
                yield line, ",".join(said), dict(zip(header[1], said, strict=True))
        if problems:
            raise FileRefused(*problems)


def _named(cell: str) -> str:
    return cell.strip().lower()
