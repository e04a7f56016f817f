"""A Vietnamese mobile number is read however it was written; anything else says why it is not one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.sheets.faults import Fault
from vungxanh.subscribers.phones import Phone, read_phone


@pytest.mark.parametrize(
    "written",
    [
        "0912345678",
        "+84912345678",
        "84912345678",
        "0084912345678",
        "+84 912 345 678",
        "+84(0)912345678",
        "84 0912 345 678",
        "0912.345.678",
        "0912-345-678",
        "(0912) 345 678",
        "0912–345–678",
        "0912\u00a0345\u00a0678",
        "'0912345678",
        "912345678",
        "912345678.0",
        "84912345678.0",
    ],
)
def test_one_number_has_one_form(written: str) -> None:
    assert read_phone(written) == Phone("84912345678")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("01621234567", "84321234567"), ("01631234567", "84331234567"), ("01641234567", "84341234567"),
        ("01651234567", "84351234567"), ("01661234567", "84361234567"), ("01671234567", "84371234567"),
        ("01681234567", "84381234567"), ("01691234567", "84391234567"), ("01201234567", "84701234567"),
        ("01211234567", "84791234567"), ("01221234567", "84771234567"), ("01261234567", "84761234567"),
        ("01281234567", "84781234567"), ("01231234567", "84831234567"), ("01241234567", "84841234567"),
        ("01251234567", "84851234567"), ("01271234567", "84811234567"), ("01291234567", "84821234567"),
        ("01861234567", "84561234567"), ("01881234567", "84581234567"), ("01991234567", "84591234567"),
        ("+84 168 123 4567", "84381234567"), ("1681234567", "84381234567"), ("1681234567.0", "84381234567"),
    ],
)  # fmt: skip
def test_a_number_of_eleven_digits_takes_its_form_since_2018(old: str, new: str) -> None:
    assert read_phone(old) == Phone(new, converted=True)


def test_a_number_that_begins_with_84_by_itself_keeps_it() -> None:
    assert read_phone("0841234567") == read_phone("841234567") == read_phone("+84841234567") == Phone("84841234567")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("02113861234", "landline"),
        ("+84 24 3825 1234", "landline"),
        ("2438251234", "landline"),
        ("091234567", "too-short"),
        ("1022", "too-short"),
        ("8400000078", "too-short"),
        ("+84 9123 4567", "too-short"),
        ("091234567890", "too-long"),
        ("084912345678", "too-long"),
        ("0112345678", "unknown-prefix"),
        ("0301234567", "unknown-prefix"),
        ("01311234567", "unknown-prefix"),
        ("+8613812345678", "foreign-number"),
        ("008613812345678", "foreign-number"),
        ("không có", "not-a-number"),
        ("O912345678", "not-a-number"),
        ("09123+45678", "not-a-number"),
        ("٠٩١٢٣٤٥٦٧٨", "not-a-number"),
        ("9.12E+08", "rounded-number"),
        ("9,12346E+08", "rounded-number"),
        ("0912345678/0987654321", "several-numbers"),
        ("0912345678; 0987654321", "several-numbers"),
        ("84000870701", "simulated-number"),
    ],
)
def test_what_is_no_mobile_number_says_why(written: str, code: str) -> None:
    with pytest.raises(Fault) as fault:
        read_phone(written)
    assert fault.value.code == code
    assert written in fault.value.reason


@pytest.mark.parametrize("blank", ["", "-", "–", " - "])
def test_a_dash_is_no_number(blank: str) -> None:
    assert read_phone(blank) is None


def test_the_exercises_numbers_come_in_only_when_asked_for() -> None:
    assert read_phone("84000870701", simulated=True) == Phone("84000870701")


@given(st.text(alphabet="0123456789+. -()84eE/", max_size=20) | st.text(max_size=12))
def test_any_cell_is_a_number_of_the_wire_or_blank_or_a_fault(cell: str) -> None:
    try:
        phone = read_phone(cell)
    except Fault:
        return
    assert phone is None or re.fullmatch("84[35789][0-9]{8}", phone.number)


@given(st.from_regex(r"0(3[2-9]|5[25689]|7[06-9]|8[1-9]|9[0-9])[0-9]{7}", fullmatch=True))
def test_every_form_of_a_number_is_read_alike(number: str) -> None:
    bare = number[1:]
    assert {read_phone(form) for form in (number, bare, f"84{bare}", f"+84{bare}", f"0084{bare}", f"{bare}.0")} == {
        Phone(f"84{bare}")
    }
