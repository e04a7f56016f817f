"""The lines in the database: which accounts there are, and how each sender finds them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from vungxanh.channels.port import Account
from vungxanh.dispatch.models import Line, Pulse

SILENT = timedelta(seconds=10)  # a sender that has told nothing for so long is taken for gone


@dataclass(frozen=True, slots=True)
class Finding:
    """What a sender tells of a line: its health with the reason's code, and what it does now."""

    line: int
    health: int
    reason: str
    bound: int
    under_way: int
    rate: float
    throttled: bool


def register(accounts: Sequence[Account]) -> dict[str, int]:
    """Write the accounts as lines. Returns the row of each, by name."""
    rows = {}
    for account in accounts:
        line, _ = Line.objects.update_or_create(
            name=account.name,
            defaults={
                "channel": account.channel,
                "simulator": account.exercise,
                "weight": account.weight,
                "tps": account.tps,
                "price": account.price,
                "window": account.window * account.binds,
            },
        )
        rows[account.name] = line.pk
    return rows


def tell(sender: int, findings: Iterable[Finding], at: datetime) -> None:
    """Write how the sender finds its lines now."""
    Pulse.objects.bulk_create(
        [
            Pulse(
                line_id=one.line, sender=sender, health=one.health, reason=one.reason, bound=one.bound,
                under_way=one.under_way, rate=one.rate, throttled=one.throttled, seen_at=at,
            )
            for one in findings
        ],
        update_conflicts=True,
        unique_fields=["line", "sender"],
        update_fields=["health", "reason", "bound", "under_way", "rate", "throttled", "seen_at"],
    )  # fmt: skip


def silent(sender: int) -> None:
    """The sender has left: nothing more is known from it but when it last saw its lines."""
    for line, seen in Pulse.objects.filter(sender=sender).values_list("line", "seen_at"):
        Line.objects.filter(pk=line).update(last_seen=seen)
    Pulse.objects.filter(sender=sender).delete()
