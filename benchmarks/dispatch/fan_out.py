"""3.6 million recipients from list to outbox: seconds, memory of the process, disk for each million."""

import argparse
import resource
from dataclasses import dataclass
from time import perf_counter

from benchmarks.dispatch import scenery

_TABLES = ("dispatch_recipient", "dispatch_bundle", "subscribers_subscriber")


@dataclass(frozen=True, slots=True)
class Measured:
    recipients: int
    seconds: float
    memory_mb: float
    disk_mb_per_million: dict[str, float]


def measure(recipients: int) -> Measured:
    from django.db import connection

    from vungxanh.channels.kinds import ChannelKind
    from vungxanh.dispatch import fan_out
    from vungxanh.dispatch.models import Lane, Recipient

    place = scenery.province()
    scenery.subscribe(place, recipients)
    message = scenery.message(place)
    with connection.cursor() as cursor:
        cursor.execute("checkpoint")
    begin = perf_counter()
    sent = fan_out.dispatch(
        message, ChannelKind.SMS, audiences=["public"], place=place, lane=Lane.BULK, at=scenery.AT,
        expires_at=scenery.EXPIRES,
    )  # fmt: skip
    first = perf_counter() - begin
    while fan_out.address_more(scenery.AT) is not None:
        pass
    seconds = perf_counter() - begin
    written = Recipient.objects.filter(dispatch=sent).count()
    assert written == recipients, (written, recipients)
    print(f"  the first recipients could be sent after {first:.1f} s")
    with connection.cursor() as cursor:
        disk = {}
        for table in _TABLES:
            cursor.execute("select pg_total_relation_size(%s)", [table])
            disk[table] = cursor.fetchone()[0] / 1e6 / (recipients / 1e6)
    return Measured(recipients, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, disk)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recipients", type=int, default=3_600_000)
    options = parser.parse_args()
    scenery.open_database()
    found = measure(options.recipients)
    print(f"{found.recipients:,} recipients in {found.seconds:.1f} s, process at most {found.memory_mb:.0f} MB")
    for table, size in found.disk_mb_per_million.items():
        print(f"  {table}: {size:.0f} MB a million")


if __name__ == "__main__":
    main()
