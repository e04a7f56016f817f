"""Parts per second: the bare SMPP client without a database, and the Sender with everything stored, in one run.

Both send the same parts to the same simulated operator (a process of its own) and wait for every receipt.
Usage: python benchmarks/send_parts.py [--recipients 4000] [--operator-ms 0 20] [--threaded]
"""

import argparse
import asyncio
import os
import platform
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter

TEXT = "Vĩnh Phúc, ngày 01/12: cấp độ dịch 3. Người dân hạn chế ra ngoài, thực hiện 5K, khai báo y tế. " * 2
AT = datetime(2021, 12, 1, 10, tzinfo=UTC)


def set_up() -> None:
    from vungxanh import database

    database.ensure_running("vungxanh_bench")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vungxanh.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


@contextmanager
def an_operator(answer_ms: int, threaded: bool):
    from vungxanh.exercise.operator import Behaviour, SimulatedOperator

    with tempfile.TemporaryDirectory() as folder:
        journal = Path(folder) / "operator.jsonl"
        if threaded:
            behaviour = Behaviour(answer_after=answer_ms / 1000)
            with SimulatedOperator(journal, behaviour=behaviour) as operator:
                yield operator.account()
            return
        command = [sys.executable, "-m", "vungxanh.exercise.operator", "--journal", str(journal)]
        process = subprocess.Popen(
            [*command, "--answer-after", str(answer_ms / 1000)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout
        port = int(process.stdout.readline())
        account = SimulatedOperator(Path(folder) / "unused.jsonl", port=port).account()
        try:
            yield account
        finally:
            process.terminate()
            process.wait()


async def bare(account, recipients: int) -> float:
    """The channel's own link, with nothing stored: the most that the Sender could reach."""
    from vungxanh.channels.links import link_for
    from vungxanh.channels.port import Submission
    from vungxanh.text.parts import encode, split

    bodies = encode(split(TEXT), 1)
    todo = iter([(n, f"8490{n:07d}", body) for n in range(recipients) for body in bodies])
    total, heard = recipients * len(bodies), 0
    link = link_for(account)
    await link.open()

    async def listen() -> None:
        nonlocal heard
        async for _ in link.notices():
            heard += 1

    async def work() -> None:
        for n, address, body in todo:
            await link.submit(Submission(n, address, n % 65536, body, AT, timedelta(hours=6)))

    listening = asyncio.create_task(listen())
    begin = perf_counter()
    await asyncio.gather(*[work() for _ in range(account.window)])
    while heard < total:
        await asyncio.sleep(0.005)
    seconds = perf_counter() - begin
    await link.close()
    await listening
    return total / seconds


def stored(account, recipients: int) -> tuple[float, float]:
    """(parts per second from the outbox to the last receipt, seconds of fan-out)."""
    from django.db import connection

    from vungxanh.agencies.models import User
    from vungxanh.dispatch.fan_out import dispatch
    from vungxanh.dispatch.models import ChannelKind, Subscriber
    from vungxanh.dispatch.sender import Sender
    from vungxanh.figures.models import Release, ReleaseDraft
    from vungxanh.levels.models import AdoptedPlan
    from vungxanh.messages.models import Form, Message, Variant
    from vungxanh.messages.review import approve
    from vungxanh.places.models import Place, Tier

    with connection.cursor() as cursor:
        cursor.execute("truncate places_place, agencies_user, dispatch_dispatch, dispatch_subscriber cascade")
    place = Place.objects.create(
        code="26", tier=Tier.PROVINCE, name="Vĩnh Phúc", kind="tỉnh", path="26", folded="", valid_from=date(2004, 1, 1)
    )
    author, reviewer = User.objects.create(username="author"), User.objects.create(username="reviewer")
    draft = ReleaseDraft.objects.create(
        place=place, day=AT.date(), as_of=AT, figures={}, sha256="", prepared_by=author, prepared_at=AT
    )
    release = Release.objects.create(
        place=place, number=1, day=AT.date(), as_of=AT, published_at=AT, draft=draft, prepared_by=author,
        signed_by=reviewer, sha256="",
    )  # fmt: skip
    plan = AdoptedPlan.objects.create(plan_id="p", place=place, text="", sha256="", document="", adopted_from=AT.date())
    message = Message.objects.create(
        plan=plan, place=place, release=release, duty="d", day=AT.date(), slot=1, theme="t", audience="public",
        author=author, drafted_at=AT, expires_at=AT + timedelta(hours=6),
    )  # fmt: skip
    for form in Form:
        Variant.objects.create(message=message, language="vi", form=form, text=TEXT)
    approve(message, by=reviewer, at=AT)
    Subscriber.objects.bulk_create(
        Subscriber(channel="sms", address=f"8490{n:07d}", audience="public", language="vi", place=place, since=AT)
        for n in range(recipients)
    )
    begin = perf_counter()
    dispatch(message, ChannelKind.SMS, audiences=["public"], place=place, at=AT, expires_at=AT + timedelta(hours=6))
    fanned_out = perf_counter()
    report = Sender([account], lambda: AT).drain("sms")
    seconds = perf_counter() - fanned_out
    assert report.receipts == report.accepted == recipients * 3, report
    return report.accepted / seconds, fanned_out - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recipients", type=int, default=4000)
    parser.add_argument("--operator-ms", type=int, nargs="*", default=[0, 20])
    parser.add_argument("--threaded", action="store_true", help="the operator as a thread of this process")
    options = parser.parse_args()
    set_up()
    print(f"{platform.machine()}, {os.cpu_count()} cores shared with the operator and PostgreSQL, window 50")
    print(f"{'operator answers in':>20} {'parts':>8} {'bare client':>12} {'stored':>12} {'share':>6} {'fan-out':>8}")
    for milliseconds in options.operator_ms:
        with an_operator(milliseconds, options.threaded) as account:
            without = asyncio.run(bare(account, options.recipients))
        with an_operator(milliseconds, options.threaded) as account:
            rate, fan_out = stored(account, options.recipients)
        print(
            f"{milliseconds:>17} ms {3 * options.recipients:>8} {without:>10.0f}/s {rate:>10.0f}/s "
            f"{rate / without:>6.2f} {fan_out:>6.2f} s"
        )


if __name__ == "__main__":
    main()
