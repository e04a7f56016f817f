"""3.6 million recipients from list to outbox: seconds, memory of the process, disk for each million."""

import argparse
import resource
from dataclasses import dataclass
from time import perf_counter

from benchmarks.dispatch import scenery
from benchmarks.dispatch.table import Row

_SECONDS, _MEGABYTES = 60, 300
_TABLES = ("dispatch_recipient", "dispatch_bundle", "subscribers_subscriber")


@dataclass(frozen=True, slots=True)
class Measured:
    recipients: int
    first_seconds: float  # until the first of them could be sent
    seconds: float
    memory_mb: float
    disk_mb_per_million: dict[str, float]


def measure(recipients: int) -> Measured:
    from benchmarks.dispatch.disk import megabytes_a_million
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
    disk = megabytes_a_million(_TABLES, recipients)
    return Measured(recipients, first, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, disk)


def rows(*, quick: bool) -> list[Row]:
    found = measure(100_000 if quick else 3_600_000)
    return [
        Row(
            f"{found.recipients:,} recipients, list to outbox",
            f"{found.seconds:.1f} s",
            "< 60 s",
            found.seconds < _SECONDS,
            f"the first after {found.first_seconds:.1f} s",
        ),
        Row("  memory of the process", f"{found.memory_mb:.0f} MB", "< 300 MB", found.memory_mb < _MEGABYTES),
        *(
            Row(f"disk a million recipients: {table}", f"{size:.0f} MB")
            for table, size in found.disk_mb_per_million.items()
        ),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recipients", type=int, default=3_600_000)
    options = parser.parse_args()
    scenery.open_database()
    found = measure(options.recipients)
    print(f"the first recipients could be sent after {found.first_seconds:.1f} s")
    print(f"{found.recipients:,} recipients in {found.seconds:.1f} s, process at most {found.memory_mb:.0f} MB")
    for table, size in found.disk_mb_per_million.items():
        print(f"  {table}: {size:.0f} MB a million")


if __name__ == "__main__":
    main()
