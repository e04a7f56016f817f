"""What a disk does to a spool: no damage stops a sender, and nothing that can still be read is lost."""

import json
import logging
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.scenery import drain
from vungxanh.channels.port import ReceiptNotice, ReceiptState
from vungxanh.dispatch.models import Answer, Receipt
from vungxanh.dispatch.record import Noticed, Said
from vungxanh.dispatch.spool import Spool
from vungxanh.dispatch.spool_lines import read_line, written_answer, written_receipt
from vungxanh.dispatch.turn import Heard

NUMBER = "84900000007"


def said(attempt: int) -> Said:
    return Said(attempt, 1, Answer.ACCEPTED, f"id{attempt}")


def kept(folder: Path, *attempts: int) -> Path:
    spool = Spool(folder, 7)
    spool.keep(Heard(answers=[said(attempt) for attempt in attempts]))
    spool.close()
    return folder / "7.spool"


def given_back(folder: Path) -> list[int]:
    return [answer.attempt for heard in Spool(folder, 1).give_back() for answer in heard.answers]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_sound_lines_are_given_back_and_the_file_is_removed(tmp_path, caplog):
    kept(tmp_path, 1, 2, 3)
    assert given_back(tmp_path) == [1, 2, 3]
    assert (names(tmp_path), caplog.text) == ([], "")


def test_a_torn_last_line_was_never_acknowledged_and_is_skipped(tmp_path, caplog):
    file = kept(tmp_path, 1, 2)
    file.write_bytes(file.read_bytes()[:-9])
    assert given_back(tmp_path) == [1]
    assert (names(tmp_path), caplog.text) == ([], "")


DAMAGED = [
    b"\xff\xfe\x00", b"\0" * 40, b'["a", 1, "cut', b'{"x":1}', b"5", b"null", b"[]", b'"a"', b'["b", 1]',
    b"[" * 100_000,
    b'["a", 1]', b'["a", "1", 1, "accepted", "", "", 0]', b'["a", 1, 1, "done", "", "", 0]',
    b'["a", 99999999999999999999, 1, "accepted", "", "", 0]', b'["a", 1, 1, "accepted", "", "", NaN]',
    b'["a", true, 1, "accepted", "", "", 0]', b'["a", 1, 1, "accepted", "\\u0000", "", 0]',
    b'["r", 1, "\\ud800", "", null, "delivered", ""]', b'["r", 1, "x", "", 70000, "delivered", ""]',
    b'["r", 1, ["x"], "", null, "delivered", ""]', b'["r", 1, "x", "", null, "gone", ""]',
]  # fmt: skip


@pytest.mark.parametrize("line", DAMAGED)
def test_a_damaged_line_in_the_middle_loses_no_other_line_and_the_file_is_kept(tmp_path, caplog, line):
    file = kept(tmp_path, 1, 2)
    first, second = file.read_bytes().splitlines(keepends=True)
    whole = first + line + b"\n" + second
    file.write_bytes(whole)
    assert given_back(tmp_path) == [1, 2]
    assert names(tmp_path) == ["7.spool.damaged"]
    assert (tmp_path / "7.spool.damaged").read_bytes() == whole
    assert "7.spool: lines that cannot be read: 1, the first is line 2." in caplog.text
    assert given_back(tmp_path) == []


def test_a_damaged_last_line_that_has_its_end_may_have_been_acknowledged_and_is_kept(tmp_path, caplog):
    file = kept(tmp_path, 1, 2)
    file.write_bytes(file.read_bytes()[:-9] + b"\n")
    assert given_back(tmp_path) == [1]
    assert names(tmp_path) == ["7.spool.damaged"]
    assert "line 2" in caplog.text


def test_a_log_of_damage_holds_no_number_of_a_person(tmp_path, caplog):
    file = kept(tmp_path, 1)
    file.write_bytes(b'["r", 1, "x", "' + NUMBER.encode() + b'", null, "gone", ""]\n' + file.read_bytes())
    given_back(tmp_path)
    assert "line 1" in caplog.text and NUMBER not in caplog.text


def test_what_is_no_file_is_set_aside_and_nothing_set_aside_before_is_lost(tmp_path, caplog):
    for name in ("x.spool", "x.spool.damaged"):
        (tmp_path / name).mkdir()
    (tmp_path / "y.spool").symlink_to(tmp_path / "nowhere")
    kept(tmp_path, 1)
    assert given_back(tmp_path) == [1]
    assert names(tmp_path) == ["x.spool.2.damaged", "x.spool.damaged", "y.spool.damaged"]
    assert caplog.text.count("is no file of a sender") == 2


def test_a_file_that_the_database_refuses_is_kept_and_the_next_one_goes_in(tmp_path, caplog):
    kept(tmp_path, 1)
    (tmp_path / "7.spool").rename(tmp_path / "6.spool")
    kept(tmp_path, 2)
    spool = Spool(tmp_path, 1)
    for heard in spool.give_back():
        if heard.answers[0].attempt == 1:
            spool.refused()
    assert names(tmp_path) == ["6.spool.damaged"]
    assert "6.spool: the database does not take some of it" in caplog.text


def test_a_sender_starts_over_damaged_spools_stores_what_they_say_and_sends_on(
    subscribe, fan_out, operator, tmp_path, caplog
):
    subscribe(1)
    sent = fan_out()
    operator.behave(undelivered_percent=0, delay=3600)
    drain(operator.account(), receipts=False)
    spool = tmp_path / "spool"
    spool.mkdir()
    (line,) = {part.line_id for part in sent.attempts.all()}
    good = [
        json.dumps(written_receipt(Noticed(line, ReceiptNotice(part.operator_id, "", None, ReceiptState.DELIVERED))))
        for part in sent.attempts.all()
    ]
    stranger = json.dumps(written_receipt(Noticed(9_999, ReceiptNotice("x", "", None, ReceiptState.DELIVERED))))
    (spool / "1.spool").write_bytes("\n".join([good[0], "\\xff", good[1], ""]).encode())
    (spool / "2.spool").write_bytes(b'\xff\xfe\n{"x":1}\n')
    (spool / "3.spool").mkdir()
    (spool / "4.spool").write_text(good[2] + "\n" + stranger + "\n")  # of an account that this database does not have
    with caplog.at_level(logging.ERROR):
        drain(operator.account(), spool=spool, receipts=False)
    assert Receipt.objects.count() == 3
    assert names(spool) == [f"{n}.spool.damaged" for n in (1, 2, 3, 4)]


@given(st.binary(max_size=80))
def test_no_octets_raise(octets):
    read_line(octets)


@given(st.integers(1, 2**62), st.sampled_from(Answer), st.text(alphabet="0aF-é", max_size=65), st.floats(0, 1e6))
def test_what_was_written_is_read(attempt, answer, operator_id, wait):
    one = Said(attempt, 1, answer, operator_id, "0x58", wait)
    assert read_line(json.dumps(written_answer(one)).encode()) == one
