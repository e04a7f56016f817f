"""An SMS link against the simulated operator, over real sockets."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from channels.listener import TEXT, Listener, keys, number, short_messages
from vungxanh.channels.port import Outcome, ReceiptState
from vungxanh.channels.sms.link import SmsLink
from vungxanh.exercise.operator import SimulatedOperator


@pytest.fixture
def operator(tmp_path: Path) -> Iterator[SimulatedOperator]:
    with SimulatedOperator(tmp_path / "operator.jsonl") as operator:
        yield operator


def test_parts_go_out_and_answers_and_receipts_come_back(operator):
    async def run() -> Listener:
        heard = Listener()
        link = SmsLink(replace(operator.account(), window=10), heard)
        await link.open()
        link.submit(short_messages(200))
        await heard.until(lambda: len(heard.notices) == 200)
        heard.acknowledge_all(link)
        await link.close()
        assert link.lost
        return heard

    heard = asyncio.run(run())
    assert heard.outcomes() == dict.fromkeys(keys(short_messages(200)), Outcome.ACCEPTED)
    assert [part.address for part in operator.accepted()] == [number(n) for n in range(200)]
    assert {message.text for message in operator.received()} == {TEXT}
    ids = {answer.key: answer.operator_id for answer in heard.answers}
    for notice in heard.notices:
        failed = operator.would_fail(notice.address)
        assert notice.state is (ReceiptState.UNDELIVERED if failed else ReceiptState.DELIVERED)
        assert notice.operator_id == ids[notice.reference]
    assert operator.most_unanswered <= 10
    assert heard.reasons == []
    assert operator.counts.acknowledged == 200
