import pytest
from hypothesis import given
from hypothesis import strategies as st
from smpp34 import Tlv

from vungxanh.channels.port import ReceiptState
from vungxanh.channels.sms import tags
from vungxanh.channels.sms.receipt import read_receipt, same_ids

ID, STATE, REFERENCE, NETWORK = (
    tags.RECEIPTED_MESSAGE_ID,
    tags.MESSAGE_STATE,
    tags.USER_MESSAGE_REFERENCE,
    tags.NETWORK_ERROR_CODE,
)
TEXT = b"id:77 sub:001 dlvrd:001 submit date:2112011000 done date:211201100030 stat:DELIVRD err:000 text:id:9 stat:X"


def test_the_tlvs_count_before_the_text():
    tlvs = [Tlv(ID, b"1F\0"), Tlv(STATE, b"\x05"), Tlv(REFERENCE, b"\x01\x02"), Tlv(NETWORK, b"\x03\x00\x21")]
    notice = read_receipt("84900000001", 4, TEXT, tlvs)
    assert (notice.operator_id, notice.state, notice.reference) == ("1F", ReceiptState.UNDELIVERED, 0x0102)
    assert notice.code == "UNDELIV 033"


@pytest.mark.parametrize(
    ("text", "operator_id", "state", "code"),
    [
        (TEXT, "77", ReceiptState.DELIVERED, "DELIVRD 000"),
        (b"ID:A1 STAT:UNDELIV ERR:00B", "A1", ReceiptState.UNDELIVERED, "UNDELIV 00B"),
        (b"stat:EXPIRED id:5", "5", ReceiptState.EXPIRED, "EXPIRED"),
        (b"id: 5 stat: REJECTD", "5", ReceiptState.REJECTED, "REJECTD"),
        (b"id:5 stat:ENROUTE", "5", None, "ENROUTE"),
        (b"id:5", "5", None, "UNKNOWN"),
        (b"id:5 stat:NONSENSE", "5", None, "NONSENS"),
    ],
)
def test_the_text_is_read_in_the_forms_that_vendors_write(text, operator_id, state, code):
    notice = read_receipt("84900000001", 4, text, [])
    assert (notice.operator_id, notice.state, notice.code) == (operator_id, state, code)


@pytest.mark.parametrize("text", [b"", b"Vang, toi da nhan", b"\xff\xfe"])
def test_a_citizens_reply_is_not_a_receipt(text):
    assert read_receipt("84900000001", 0, text, []) is None
    assert read_receipt("84900000001", 4, text, []) is None


@given(st.text(max_size=30), st.integers(0, 255), st.binary(max_size=200), st.lists(st.tuples(
    st.sampled_from([ID, STATE, REFERENCE, NETWORK, 0x1400]), st.binary(max_size=80))))  # fmt: skip
def test_nothing_an_operator_sends_raises(address, esm_class, text, tlvs):
    notice = read_receipt(address, esm_class, text, [Tlv(tag, value) for tag, value in tlvs])
    if notice is not None:
        assert len(notice.operator_id) <= 65
        assert len(notice.code) <= 20
        assert notice.reference is None or 0 <= notice.reference <= 0xFFFF


@given(st.integers(0, 2**64))
def test_a_decimal_id_is_found_again_in_hexadecimal_and_the_other_way_round(number):
    assert f"{number:X}" in same_ids(str(number))
    assert f"{number:x}" in same_ids(str(number))
    assert str(number) in same_ids(f"{number:X}")
    assert str(number) in same_ids(f"{number:08x}")
