"""Prints a replay's summary for a person: what the rule said, what was declared, what was done, what was slow."""

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table


def show(shown: Mapping[str, Any], console: Console) -> None:
    summary, run = shown["summary"], shown["run"]
    console.print(f"\n[bold]{summary['plan']}[/] {summary['from']} → {summary['to']}: {summary['releases']} releases\n")
    console.print(_table("Level proposals", ("date", "says", "value", "reason"), summary["proposals"]))
    console.print(_table("Declarations", ("from", "level", "document"), summary["declarations"]))
    console.print(_pairs("Obligations", summary["obligations"]))
    messages = summary["messages"]
    spoken = {
        "messages approved": messages["approved"],
        **{f"{channel} dispatches": n for channel, n in messages["dispatches"].items()},
        **{f"{channel} recipients": n for channel, n in messages["recipients"].items()},
        "SMS parts": summary["sms_parts"],
        **{f"SMS receipts: {state}": n for state, n in summary["receipts"]["sms"].items()},
        **{f"e-mail: {answer}": n for answer, n in summary["receipts"]["answers"]["email"].items()},
    }
    console.print(_pairs("Messages", spoken))
    console.print(_table("Slowest steps", ("step", "seconds", "worst_day"), run["slowest_steps"]))
    console.print(
        f"{run['seconds']} s, {run['days_played']} days; repeated after a doubt: {run['repeated_after_doubt']}"
    )


def _table(title: str, columns: tuple[str, ...], rows: list[Mapping[str, Any]]) -> Table:
    table = Table(title=title, title_justify="left")
    for column in columns:
        table.add_column(column.replace("_", " "))
    for row in rows:
        table.add_row(*("" if row[column] is None else str(row[column]) for column in columns))
    return table


def _pairs(title: str, counts: Mapping[str, int]) -> Table:
    return _table(title, ("what", "how many"), [{"what": k, "how many": f"{v:,}"} for k, v in counts.items()])
