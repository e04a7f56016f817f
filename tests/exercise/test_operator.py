"""The simulated operator keeps to its own promises: what was acknowledged is never said again, all else is."""

import asyncio
import json
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from channels.listener import Listener, short_messages
from vungxanh.channels.port import Account
from vungxanh.channels.sms.link import SmsLink
from vungxanh.exercise.operator import Behaviour, Counts, SimulatedOperator


async def bind(account: Account) -> tuple[SmsLink, Listener]:
    heard = Listener()
    link = SmsLink(replace(account, answer_within=2.0), heard)
    await link.open()
    return link, heard


async def receipts_of(account: Account, count: int, acknowledge: int) -> list[str]:
    """Bind, wait for so many receipts, acknowledge the first of them, say goodbye; the ids in order."""
    link, heard = await bind(account)
    await heard.until(lambda: len(heard.notices) >= count)
    link.acknowledge([notice.token for notice in heard.notices[:acknowledge] if notice.token is not None])
    await link.close()
    return [notice.operator_id for notice in heard.notices]


def test_a_receipt_is_repeated_to_the_next_client_until_it_was_acknowledged(tmp_path: Path) -> None:
    journal = tmp_path / "operator.jsonl"

    async def first(account: Account) -> None:
        link, heard = await bind(account)
        link.submit(short_messages(10))
        await heard.until(lambda: len(heard.notices) == 10)
        link.acknowledge([notice.token for notice in heard.notices[:4] if notice.token is not None])
        await link.close()

    with SimulatedOperator(journal) as operator:
        asyncio.run(first(operator.account()))
        ids = [part.id for part in operator.accepted()]
        assert asyncio.run(receipts_of(operator.account(), 6, acknowledge=2)) == ids[4:]
    with SimulatedOperator(journal) as operator:  # started again, it knows what it had accepted
        assert asyncio.run(receipts_of(operator.account(), 4, acknowledge=4)) == ids[6:]
        assert operator.counts == Counts(accepted=10, acknowledged=10, duplicates=0)
    with SimulatedOperator(journal) as operator:
        link, heard = asyncio.run(_bind_and_leave(operator.account()))
        assert heard.notices == []


async def _bind_and_leave(account: Account) -> tuple[SmsLink, Listener]:
    link, heard = await bind(account)
    await link.close()
    return link, heard


def test_what_one_client_leaves_behind_goes_to_another_that_is_bound(tmp_path: Path) -> None:
    async def run(operator: SimulatedOperator) -> None:
        (one, heard_by_one), (other, heard_by_other) = await bind(operator.account()), await bind(operator.account())
        one.submit(short_messages(5))
        await heard_by_one.until(lambda: len(heard_by_one.notices) == 5)
        await one.close()
        await heard_by_other.until(lambda: len(heard_by_other.notices) == 5)
        await other.close()

    with SimulatedOperator(tmp_path / "operator.jsonl") as operator:
        asyncio.run(run(operator))


def test_a_receipt_that_is_not_acknowledged_in_time_is_sent_again_on_the_same_line(tmp_path: Path) -> None:
    async def run(operator: SimulatedOperator) -> None:
        link, heard = await bind(operator.account())
        link.submit(short_messages(3))
        await heard.until(lambda: len(heard.notices) >= 6)
        assert len({notice.operator_id for notice in heard.notices}) == 3
        await link.close()

    with SimulatedOperator(tmp_path / "operator.jsonl", behaviour=Behaviour(again_after=0.1)) as operator:
        asyncio.run(run(operator))


def test_no_more_receipts_than_the_deliver_window_wait_for_an_acknowledgement(tmp_path: Path) -> None:
    async def run(operator: SimulatedOperator) -> None:
        link, heard = await bind(operator.account())
        link.submit(short_messages(12))
        await heard.all_answered(12)
        await heard.until(lambda: len(heard.notices) == 5)
        for seen in (5, 10):
            link.acknowledge([notice.token for notice in heard.notices[seen - 5 : seen] if notice.token is not None])
            await heard.until(lambda seen=seen: len(heard.notices) == min(seen + 5, 12))
        await link.close()

    with SimulatedOperator(tmp_path / "operator.jsonl", behaviour=Behaviour(deliver_window=5)) as operator:
        asyncio.run(run(operator))


def test_a_cut_line_leaves_the_receipts_of_what_was_kept_to_the_next_client(tmp_path: Path) -> None:
    async def run(operator: SimulatedOperator) -> None:
        link, heard = await bind(replace(operator.account(), window=10))
        link.submit(short_messages(10))
        await heard.until(lambda: bool(heard.reasons))
        await link.close()
        assert len(await receipts_of(operator.account(), 10, acknowledge=10)) == 10

    with SimulatedOperator(tmp_path / "operator.jsonl", behaviour=Behaviour(cut_after=10)) as operator:
        asyncio.run(run(operator))


def test_a_line_that_was_half_written_when_the_operator_died_is_forgotten(tmp_path: Path) -> None:
    journal = tmp_path / "operator.jsonl"
    part = ["1000000", "84900000000", "V", 1, "0061", 8, 0, "DELIVRD"]
    journal.write_text(json.dumps({"part": part}) + "\n" + '{"part":["1000001","849')
    with SimulatedOperator(journal) as operator:
        assert [one.id for one in operator.accepted()] == ["1000000"]
    assert journal.read_text() == json.dumps({"part": part}) + "\n"


def test_without_a_journal_only_counts_are_kept() -> None:
    async def run(account: Account) -> None:
        link, heard = await bind(account)
        link.submit([*short_messages(5), *short_messages(2)])
        await heard.until(lambda: len(heard.notices) == 7)
        heard.acknowledge_all(link)
        await link.close()

    with SimulatedOperator(None) as operator:
        asyncio.run(run(operator.account()))
        operator.wait_for(7, within=5)
        assert operator.counts == Counts(accepted=7, acknowledged=7, duplicates=2)
        with pytest.raises(LookupError, match="without a journal"):
            operator.accepted()


def test_as_a_program_it_prints_its_port_and_writes_its_counts_when_asked(tmp_path: Path) -> None:
    counts = tmp_path / "counts.json"
    command = [sys.executable, "-m", "vungxanh.exercise.operator", "--no-journal", "--counts", str(counts)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        account = SimulatedOperator(None, port=int(process.stdout.readline())).account()
        asyncio.run(_send_five(account))
        process.send_signal(signal.SIGUSR1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
    finally:
        process.kill()
        process.wait()
    said = json.loads(counts.read_text())
    assert (said["accepted"], said["acknowledged"], said["duplicates"]) == (5, 5, 0)


async def _send_five(account: Account) -> None:
    link, heard = await bind(account)
    link.submit(short_messages(5))
    await heard.until(lambda: len(heard.notices) == 5)
    heard.acknowledge_all(link)
    await link.close()
