"""What an SMPP line says and hears, frame by frame, with a far end that follows a script."""

import asyncio
import struct
from collections.abc import Awaitable, Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from smpp34 import DeliverSm, SubmitSm, Tlv, decode

from channels.listener import Listener, number, short_messages
from channels.scripted_peer import ScriptedPeer
from vungxanh.channels.port import LinkUnavailable, Outcome, ReceiptState
from vungxanh.channels.sms import commands, tags
from vungxanh.channels.sms.codes import UNUSABLE_NUMBER
from vungxanh.channels.sms.frames import LONGEST, BadFrame, Frames, pdu
from vungxanh.channels.sms.link import SmsLink

Talk = Callable[[ScriptedPeer, SmsLink, Listener], Awaitable[None]]


def talk(conversation: Talk, *, idle: float = 30.0, **account: object) -> None:
    """Hold a conversation over an open link."""

    async def run() -> None:
        async with ScriptedPeer() as peer:
            heard = Listener()
            link = SmsLink(peer.account(**account), heard, idle=idle)
            await link.open()
            await conversation(peer, link, heard)
            await link.close()

    asyncio.run(run())


def receipt(sequence: int, words: bytes = b"id:77 stat:DELIVRD err:000", **fields: object) -> bytes:
    given_fields: dict[str, object] = {"esm_class": 4, "sequence_number": sequence} | fields
    return DeliverSm(number(1), "VUNGXANH", words, **given_fields).encode()  # type: ignore[arg-type]


def test_a_part_asks_for_a_receipt_ends_with_its_message_and_carries_its_reference():
    async def conversation(peer, link, heard):
        link.submit(short_messages(1, first=513))
        await peer.until(lambda: bool(peer.of(commands.SUBMIT)))
        submit = decode(peer.of(commands.SUBMIT)[0][3])
        assert isinstance(submit, SubmitSm)
        assert (submit.source_addr, submit.destination_addr) == ("VUNGXANH", number(513))
        assert (submit.registered_delivery, submit.validity_period) == (1, "000000060000000R")
        assert (submit.source_addr_ton, submit.dest_addr_ton, submit.dest_addr_npi) == (5, 1, 1)
        assert [(tlv.tag, tlv.value) for tlv in submit.tlvs] == [(tags.USER_MESSAGE_REFERENCE, b"\x02\x01")]

    talk(conversation)


def test_many_parts_are_written_at_once_and_never_more_than_the_window():
    async def conversation(peer, link, heard):
        link.submit(short_messages(25))
        await peer.until(lambda: len(peer.of(commands.SUBMIT)) == 10)
        sequences = [frame[2] for frame in peer.of(commands.SUBMIT)]
        peer.say(b"".join(pdu(commands.SUBMIT_ANSWER, sequence, body=b"1\0") for sequence in sequences[:3]))
        await peer.until(lambda: len(peer.of(commands.SUBMIT)) == 13)
        await heard.all_answered(3)

    talk(conversation)


def test_a_receipt_is_acknowledged_when_it_is_stored_and_not_before():
    async def conversation(peer, link, heard):
        peer.say(receipt(41) + receipt(42))
        await heard.until(lambda: len(heard.notices) == 2)
        assert [notice.token for notice in heard.notices] == [41, 42]
        assert not peer.of(commands.DELIVER_ANSWER)
        link.acknowledge([42])
        await peer.until(lambda: bool(peer.of(commands.DELIVER_ANSWER)))
        assert [frame[1:3] for frame in peer.of(commands.DELIVER_ANSWER)] == [(0, 42)]

    talk(conversation)


def test_a_citizens_reply_is_acknowledged_and_counted_and_goes_no_further():
    async def conversation(peer, link, heard):
        peer.say(receipt(7, b"Vang, toi da nhan", esm_class=0))
        await peer.until(lambda: bool(peer.of(commands.DELIVER_ANSWER)))
        assert (link.replies, heard.notices) == (1, [])

    talk(conversation)


def test_a_receipt_may_stand_in_the_payload():
    async def conversation(peer, link, heard):
        peer.say(receipt(7, b"", tlvs=[Tlv(tags.MESSAGE_PAYLOAD, b"id:9 stat:EXPIRED err:001")]))
        await heard.until(lambda: bool(heard.notices))
        assert (heard.notices[0].operator_id, heard.notices[0].state) == ("9", ReceiptState.EXPIRED)

    talk(conversation)


def test_a_delivery_that_nobody_can_read_is_refused_for_good():
    async def conversation(peer, link, heard):
        peer.say(pdu(commands.DELIVER, 8, body=b"\xff" * 9))
        await peer.until(lambda: bool(peer.of(commands.DELIVER_ANSWER)))
        assert peer.of(commands.DELIVER_ANSWER)[0][1:3] == (commands.CANNOT_READ, 8)
        assert link.unreadable == 1
        assert not link.lost

    talk(conversation)


def test_an_answer_to_nothing_is_counted_and_ignored():
    async def conversation(peer, link, heard):
        peer.say(pdu(commands.SUBMIT_ANSWER, 999, body=b"1\0") + pdu(commands.ENQUIRE, 5))
        await peer.until(lambda: bool(peer.of(commands.ENQUIRE_ANSWER)))
        assert (link.strangers, heard.answers) == (1, [])

    talk(conversation)


def test_a_generic_nack_refuses_the_part_it_names():
    async def conversation(peer, link, heard):
        link.submit(short_messages(1))
        await peer.until(lambda: bool(peer.of(commands.SUBMIT)))
        peer.say(pdu(commands.GENERIC_NACK, peer.of(commands.SUBMIT)[0][2], 0x02))
        await heard.all_answered(1)
        assert (heard.answers[0].outcome, heard.answers[0].code) == (Outcome.REJECTED, "0x00000002")

    talk(conversation)


@pytest.mark.parametrize("address", ["", "84900x", "849\0001", "ắ", "8" * 21, "+"])
def test_an_address_that_is_no_number_is_refused_here_and_the_others_go(address):
    async def conversation(peer, link, heard):
        wrong, right = short_messages(2)
        wrong.address = address
        link.submit([wrong, right])
        await peer.until(lambda: bool(peer.of(commands.SUBMIT)))
        assert [(answer.key, answer.code) for answer in heard.answers] == [(0, UNUSABLE_NUMBER)]
        assert len(peer.of(commands.SUBMIT)) == 1

    talk(conversation)


def test_a_command_we_do_not_know_gets_a_generic_nack_and_the_line_lives():
    async def conversation(peer, link, heard):
        peer.say(pdu(0x0103, 12, body=b"data_sm") + pdu(commands.ENQUIRE, 13))
        await peer.until(lambda: bool(peer.of(commands.ENQUIRE_ANSWER)))
        assert peer.of(commands.GENERIC_NACK)[0][1:3] == (commands.INVALID_COMMAND, 12)

    talk(conversation)


def test_an_idle_far_end_is_asked_whether_it_is_there_and_lives_as_long_as_it_answers():
    async def conversation(peer, link, heard):
        for asked in (1, 2):
            await peer.until(lambda asked=asked: len(peer.of(commands.ENQUIRE)) == asked)
            peer.say(pdu(commands.ENQUIRE_ANSWER, peer.of(commands.ENQUIRE)[-1][2]))
        assert not link.lost

    talk(conversation, idle=0.05)


def test_a_dead_far_end_is_noticed():
    async def conversation(peer, link, heard):
        await heard.until(lambda: bool(heard.reasons))
        assert heard.reasons == ["nobody answers at the other end"]
        assert len(peer.of(commands.ENQUIRE)) == 1

    talk(conversation, idle=0.05)


def test_a_far_end_that_says_goodbye_is_answered_and_lost():
    async def conversation(peer, link, heard):
        peer.say(pdu(commands.UNBIND, 3))
        await heard.until(lambda: link.lost)
        await peer.until(lambda: bool(peer.of(commands.UNBIND_ANSWER)))
        assert heard.reasons == ["the other end said goodbye"]

    talk(conversation)


@pytest.mark.parametrize("length", [0, 15, LONGEST + 1, 0xFFFFFFFF])
def test_a_length_that_cannot_be_ends_the_line_and_what_came_before_counts(length):
    async def conversation(peer, link, heard):
        link.submit(short_messages(2))
        await peer.until(lambda: len(peer.of(commands.SUBMIT)) == 2)
        peer.say(
            pdu(commands.SUBMIT_ANSWER, peer.of(commands.SUBMIT)[0][2], body=b"1\0")
            + struct.pack(">4I", length, 4, 0, 1)
        )
        await heard.until(lambda: bool(heard.reasons))
        assert [answer.outcome for answer in heard.answers] == [Outcome.ACCEPTED, Outcome.UNKNOWN]
        assert str(length) in heard.reasons[0]

    talk(conversation)


def test_closing_says_goodbye_and_waits_for_the_last_answers():
    async def conversation(peer, link, heard):
        link.submit(short_messages(1))
        await peer.until(lambda: bool(peer.of(commands.SUBMIT)))
        closing = asyncio.ensure_future(link.close())
        await asyncio.sleep(0)
        peer.say(pdu(commands.SUBMIT_ANSWER, peer.of(commands.SUBMIT)[0][2], body=b"1\0"))
        await closing
        assert heard.order == ["answer"]
        assert heard.answers[0].outcome is Outcome.ACCEPTED
        await peer.until(lambda: bool(peer.of(commands.UNBIND)))

    talk(conversation)


def test_a_receipt_before_the_bind_is_answered_is_heard():
    async def run() -> None:
        async with ScriptedPeer(bind_first=receipt(1)) as peer:
            heard = Listener()
            link = SmsLink(peer.account(), heard)
            await link.open()
            await heard.until(lambda: bool(heard.notices))
            await link.close()

    asyncio.run(run())


def test_an_account_with_tls_never_speaks_in_the_clear():
    async def run() -> None:
        async with ScriptedPeer() as peer:
            with pytest.raises(LinkUnavailable):
                await SmsLink(peer.account(tls=True), Listener()).open()

    asyncio.run(run())


@given(st.lists(st.tuples(st.integers(0, 2**32 - 1), st.binary(max_size=300))), st.lists(st.integers(1, 50)))
def test_however_the_octets_are_cut_the_same_pdus_come_out(sent, cuts):
    stream = b"".join(pdu(command, n, body=body) for n, (command, body) in enumerate(sent))
    frames, found, start = Frames(), [], 0
    for cut in [*cuts, len(stream)]:
        found += frames.feed(stream[start : start + cut])
        start += cut
    assert [(command, whole[16:]) for command, _status, _sequence, whole in found] == sent


@given(st.binary(max_size=400))
@settings(max_examples=300)
def test_framing_any_octets_gives_frames_or_says_that_it_cannot(octets):
    try:
        for _command, _status, _sequence, whole in Frames().feed(octets):
            assert whole in octets
    except BadFrame as bad:
        assert "was announced" in str(bad)
