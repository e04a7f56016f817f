"""A list is taken in with every row accounted for, or refused whole."""

from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vungxanh.clock import VIETNAM
from vungxanh.places.models import Place
from vungxanh.subscribers.lists import FileRefused, import_list
from vungxanh.subscribers.models import ListImport, RejectedRow, Subscriber

from .conftest import AT, Importing


def counted(done: ListImport) -> tuple[int, int, int, int]:
    return done.rows_in, done.stored, done.known, done.rejected


def stored() -> set[tuple[str, str]]:
    return set(Subscriber.objects.values_list("channel", "address"))


def reasons(done: ListImport) -> list[tuple[int, str]]:
    return list(done.rejected_rows.values_list("row", "code"))


def test_a_row_with_a_phone_and_an_e_mail_is_two_addresses_of_one_person(take_in: Importing) -> None:
    done = take_in("0912345678,An@Example.VN", "0987654321,")
    assert counted(done) == (2, 2, 0, 0)
    assert done.addresses == 3
    assert stored() == {("sms", "84912345678"), ("email", "An@example.vn"), ("sms", "84987654321")}
    persons = dict(Subscriber.objects.values_list("address", "person"))
    assert persons["84912345678"] == persons["An@example.vn"] is not None
    assert persons["84987654321"] is None


def test_persons_of_two_rows_are_two(take_in: Importing) -> None:
    take_in("0912345678,a@example.vn", "0912345679,b@example.vn")
    assert Subscriber.objects.values("person").distinct().count() == 2


def test_a_subscriber_has_the_lists_audience_place_day_and_vietnamese(take_in: Importing, vinh_phuc: Place) -> None:
    done = take_in("0912345678,")
    one = Subscriber.objects.get()
    assert (one.audience, one.place, one.language, one.since, one.until) == ("toan-dan", vinh_phuc, "vi", AT, None)
    assert one.list_import == done


def test_columns_come_in_any_order_in_vietnamese_and_what_is_not_read_is_named(take_in: Importing) -> None:
    done = take_in(
        "1;Tiếng Anh;Nguyễn;Giáo viên;09.12.34.56.78;a@example.vn",
        header="STT;Ngôn ngữ;Họ tên;Đối tượng;Số điện thoại;Thư điện tử",
    )
    assert counted(done) == (1, 1, 0, 0)
    assert set(Subscriber.objects.values_list("address", "language", "audience")) == {
        ("84912345678", "en", "giao-vien"),
        ("a@example.vn", "en", "giao-vien"),
    }
    assert done.notes == ["Columns not read: STT, Họ tên."]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_each_separator_is_found(take_in: Importing, separator: str) -> None:
    header, row = ["SĐT", "E-mail", "Tiếng"], ["0912345678", "a@example.vn", "vi"]
    assert counted(take_in(separator.join(row), header=separator.join(header))) == (1, 1, 0, 0)


def test_a_title_above_the_header_is_not_a_row(take_in: Importing) -> None:
    done = take_in("", "SĐT,Xã", "0912345678,Tích Sơn", header="DANH SÁCH NGƯỜI DÂN,")
    assert counted(done) == (1, 1, 0, 0)
    assert done.notes == ["The header was found in row 3; what stands above it was not read."]


def test_blank_lines_and_lines_of_separators_are_no_rows(take_in: Importing) -> None:
    assert counted(take_in("", ",", "0912345678,", "  ", " , ")) == (1, 1, 0, 0)


@pytest.mark.parametrize(
    ("row", "code", "said"),
    [
        ("02113861234,,,,", "landline", "landline"),
        ("091234567,,,,", "too-short", "too short"),
        (",,vi,,", "no-address", "neither"),
        ("0912345678,a@b,,,", "not-an-address", "a@b"),
        ("0912345678,a b@example.vn,,,", "not-an-address", "a b@example.vn"),
        ("0912345678,,tiếng chim,,", "unknown-language", "ISO 639"),
        ("0912345678,,,a/b,", "not-an-audience", "toan-dan"),
        ("0912345678,,,", "ragged-row", "4 cells"),
        ("0912345678,,,,,x", "ragged-row", "6 cells"),
        ('0912345678,"a,,,', "broken-quotes", "quotation"),
        ("0912345678,\0,,,", "broken-text", "bytes"),
    ],
)
def test_a_row_that_cannot_be_taken_is_rejected_with_its_number_and_reason(
    take_in: Importing, row: str, code: str, said: str
) -> None:
    done = take_in("0987654321,,,,", row, "0987654322,,,,", header="phone,email,language,audience,name")
    assert counted(done) == (3, 2, 0, 1)
    reject = done.rejected_rows.get()
    assert (reject.row, reject.code) == (3, code)
    assert said in reject.reason
    assert stored() == {("sms", "84987654321"), ("sms", "84987654322")}


def test_half_a_person_is_never_stored_and_every_reason_is_given(take_in: Importing) -> None:
    done = take_in("0912345678,not an address", "091,a@@b")
    assert counted(done) == (2, 0, 0, 2)
    assert not Subscriber.objects.exists()
    reason = done.rejected_rows.get(row=3).reason
    assert "too short" in reason
    assert "a@@b" in reason


def test_of_a_rejected_row_only_what_was_read_is_kept(take_in: Importing) -> None:
    done = take_in("Nguyễn Thị An,091,a\\b", header="Họ tên,SĐT,email")
    assert done.rejected_rows.get().content == "091 | a\\b"


def test_one_broken_line_spoils_itself_only(take_in: Importing) -> None:
    lines = [f"09123456{n:02d},Vĩnh Yên" for n in range(40)]
    content = "\n".join(["phone,district", *lines]).encode() + b"\n0987654321,V\xe4nh\n0987654322,\xc4\x90\xe1"
    done = take_in(content=content)
    assert counted(done) == (42, 40, 0, 2)
    assert {code for _row, code in reasons(done)} == {"broken-text"}
    assert "V�nh" in done.rejected_rows.get(row=42).content


def test_an_address_given_twice_is_stored_once_and_its_first_row_named(take_in: Importing) -> None:
    done = take_in("0912345678,", "0987654321,a@example.vn", "+84 912 345 678,", "0911111111,a@EXAMPLE.vn")
    assert counted(done) == (4, 2, 0, 2)
    assert reasons(done) == [(4, "repeated"), (5, "repeated")]
    assert done.rejected_rows.get(row=4).reason == "Row 2 already gives 84912345678."
    assert list(done.rejected_rows.values_list("content", flat=True)) == ["84912345678", "84911111111 | a@example.vn"]
    assert ("sms", "84911111111") not in stored()


def test_a_rejected_row_gives_its_address_to_nobody(take_in: Importing) -> None:
    assert counted(take_in("0912345678,wrong", "0912345678,")) == (2, 1, 0, 1)


def test_the_same_file_again_stores_nothing(take_in: Importing) -> None:
    lines = ["0912345678,a@example.vn", "0987654321,", "0987654321,", "091,"]
    assert counted(take_in(*lines)) == (4, 2, 0, 2)
    before = list(Subscriber.objects.order_by("pk").values())
    assert counted(take_in(*lines)) == (4, 0, 2, 2)
    assert list(Subscriber.objects.order_by("pk").values()) == before


def test_a_new_address_of_somebody_known_joins_the_same_person(take_in: Importing) -> None:
    take_in("0912345678,")
    done = take_in("0912345678,a@example.vn")
    assert (counted(done), done.addresses) == ((1, 1, 0, 0), 1)
    assert Subscriber.objects.values("person").distinct().count() == 1
    assert Subscriber.objects.filter(person__isnull=False).count() == 2


def test_what_is_known_otherwise_is_counted_and_left(take_in: Importing, vinh_phuc: Place) -> None:
    take_in("0912345678,")
    done = take_in("0912345678,", audience="giao-vien")
    assert (done.known, done.differing) == (1, 1)
    assert "another place, audience or language" in done.notes[0]
    assert Subscriber.objects.get().audience == "toan-dan"


def test_old_numbers_are_converted_and_said(take_in: Importing) -> None:
    done = take_in("01681234567,", "0912345678,", "01681234567,")
    assert done.converted == 1
    assert done.notes == ["1 number of eleven digits was converted to its form since 2018."]
    assert ("sms", "84381234567") in stored()


class TestWithdrawn:
    """Whoever left is not taken in again by a list, unless they agreed anew and a person says so."""

    @pytest.fixture
    def left(self, take_in: Importing) -> Subscriber:
        take_in("0912345678,a@example.vn", at=AT - timedelta(days=30))
        one = Subscriber.objects.get(channel="sms")
        one.until = AT - timedelta(days=10)
        one.save()
        return one

    def test_an_old_list_does_not_take_them_in_again(self, take_in: Importing, left: Subscriber) -> None:
        done = take_in("0912345678,new@example.vn", "0987654321,")
        assert counted(done) == (2, 1, 0, 1)
        assert reasons(done) == [(2, "withdrawn")]
        assert "09/11/2021" in done.rejected_rows.get().reason
        assert ("email", "new@example.vn") not in stored()

    def test_a_newer_consent_needs_to_be_said(self, take_in: Importing, left: Subscriber) -> None:
        assert counted(take_in("0912345678,", as_of=date(2021, 11, 15))) == (1, 0, 0, 1)
        done = take_in("0912345678,", as_of=date(2021, 11, 15), resubscribe=True)
        assert (counted(done), done.resubscribed) == ((1, 1, 0, 0), 1)
        left.refresh_from_db()
        assert (left.until, left.since) == (None, datetime(2021, 11, 15, tzinfo=VIETNAM))

    @pytest.mark.parametrize("day", [date(2021, 11, 1), date(2021, 11, 9)])
    def test_an_older_consent_does_not_count(self, take_in: Importing, left: Subscriber, day: date) -> None:
        assert counted(take_in("0912345678,", as_of=day, resubscribe=True)) == (1, 0, 0, 1)

    def test_who_leaves_later_is_still_known(self, take_in: Importing, left: Subscriber) -> None:
        Subscriber.objects.filter(pk=left.pk).update(until=AT + timedelta(days=1))
        assert counted(take_in("0912345678,")) == (1, 0, 1, 0)

    def test_a_row_taken_out_gives_its_other_address_to_the_next(self, take_in: Importing, left: Subscriber) -> None:
        done = take_in("0912345678,new@example.vn", "0987654321,new@example.vn")
        assert counted(done) == (2, 1, 0, 1)
        assert ("email", "new@example.vn") in stored()


def test_the_exercises_numbers_need_the_switch(take_in: Importing) -> None:
    assert reasons(take_in("84000870701,")) == [(2, "simulated-number")]
    assert counted(take_in("84000870701,", simulated=True)) == (1, 1, 0, 0)


@pytest.mark.parametrize(
    ("content", "options", "codes"),
    [
        (b"", {}, ["empty-file"]),
        (b" \n\n", {}, ["empty-file"]),
        (b"phone,email\n", {}, ["no-rows"]),
        (b"name,age\nAn,3\n", {}, ["missing-column"]),
        (b"phone,mobile,email,mail\n1,2,3,4\n", {}, ["repeated-column", "repeated-column"]),
        (b"phone\n" + b"9" * 70_000, {}, ["not-a-table"]),
        (b"PK\x03\x04 no workbook", {}, ["broken-workbook"]),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", {}, ["old-workbook"]),
        (b"phone,name\n0912345678,Jos\xe9 M\xfcller Zo\xeb\n", {}, ["unknown-encoding"]),
        (
            b"phone\n0912345678\n",
            {"audience": "Toàn dân", "consent": " ", "resubscribe": True, "encoding": "EBCDIC"},
            ["not-an-audience", "no-consent", "no-day", "unknown-encoding"],
        ),
        (b"phone\n0912345678\n", {"as_of": date(2021, 11, 20)}, ["future-day"]),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_whole_with_every_problem(
    take_in: Importing, content: bytes, options: dict[str, object], codes: list[str]
) -> None:
    with pytest.raises(FileRefused) as refused:
        take_in(content=content, **options)
    assert [problem.code for problem in refused.value.problems] == codes
    assert not ListImport.objects.exists()
    assert not Subscriber.objects.exists()


def test_a_file_that_cannot_go_back_is_read_all_the_same(vinh_phuc: Place) -> None:
    class Pipe(BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *args: int) -> int:
            raise OSError

    done = import_list(Pipe(b"phone\n0912345678\n"), "p", audience="a", province=vinh_phuc, consent="c", by=None, at=AT)
    assert counted(done) == (1, 1, 0, 0)


PHONES = st.sampled_from(["", "0912345678", "+84912345678", "0912345679", "01681234567", "0381234567", "091", "x", "-"])
MAILS = st.sampled_from(["", "a@example.vn", "a@Example.VN", "b@example.vn", "c@", "-"])
LANGUAGES = st.sampled_from(["", "vi", "Tày", "??"])
ROWS = st.lists(
    st.tuples(PHONES, MAILS, LANGUAGES) | st.tuples(PHONES) | st.just(('"', "", "")), min_size=1, max_size=12
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lists=st.lists(ROWS, min_size=1, max_size=3))
def test_any_rows_reconcile_and_nothing_is_stored_twice_or_by_half(
    take_in: Importing, lists: list[list[tuple[str, ...]]]
) -> None:
    RejectedRow.objects.all().delete()
    Subscriber.objects.all().delete()
    for rows in lists:
        lines = [",".join(row) for row in rows]
        given_rows = [line for line in lines if line.replace(",", "").strip()]
        if not given_rows:
            continue
        done = take_in(*lines, header="phone,email,language")
        assert counted(done)[0] == len(given_rows) == done.stored + done.known + done.rejected
        assert done.rejected_rows.count() == done.rejected == done.rejected_rows.values("row").distinct().count()
        again = take_in(*lines, header="phone,email,language")
        assert (again.stored, again.known, again.rejected) == (0, done.stored + done.known, done.rejected)
        assert reasons(again) == reasons(done)
    addresses = list(Subscriber.objects.values_list("channel", "address"))
    assert len(addresses) == len(set(addresses))
    assert Subscriber.objects.filter(list_import__isnull=True).count() == 0
