"""One item of the table, measured in a process of its own: its memory is its own, and a fault of it is one row."""

import importlib
import multiprocessing
import traceback
from concurrent.futures import ProcessPoolExecutor

from benchmarks.dispatch import scenery
from benchmarks.dispatch.table import Row


def measured(item: str, *, quick: bool) -> list[Row]:
    """The rows of the module `item`. One that ends in a fault is one row, and missed."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        try:
            return process.submit(_rows, item, quick).result()
        except Exception as fault:  # whatever it was, the other items are still worth their rows
            traceback.print_exception(fault)
            return [Row(item, "not measured", "measured", False, note=f"{type(fault).__name__}: {fault}")]


def _rows(item: str, quick: bool) -> list[Row]:
    scenery.open_database()
    rows: list[Row] = importlib.import_module(f"benchmarks.dispatch.{item}").rows(quick=quick)
    return rows
