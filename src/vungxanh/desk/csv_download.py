"""Rows as a CSV file that is written while it is read: UTF-8 with a byte order mark, which spreadsheets ask for."""

import csv
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse
from django.utils.translation import get_language, override

from vungxanh.sheets.formulas import as_a_cell


class _Echo:
    def write(self, line: str) -> str:
        return line


def csv_download(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> StreamingHttpResponse:
    """`name` without its ending. Never more than a row is held in memory."""
    answer = StreamingHttpResponse(
        _lines(columns, rows, get_language() or "vi"), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def _lines(columns: Sequence[str], rows: Iterable[Sequence[object]], language: str) -> Iterator[str]:
    write = csv.writer(_Echo()).writerow
    yield "\ufeff" + write(columns)
    remaining = iter(rows)
    while True:
        with override(language):  # the view, and with it the person's language, is over when this runs
            row = next(remaining, None)
        if row is None:
            return
        yield write([as_a_cell(cell) for cell in row])
