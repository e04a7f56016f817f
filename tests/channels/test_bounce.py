"""Bounces in the shapes that mail servers write, and what is heard in them."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.channels.email.bounce import read_bounce
from vungxanh.channels.email.identity import read_message_id
from vungxanh.channels.port import ReceiptNotice, ReceiptState

KEY = 578_721_382_704_678_913
ID = f"<attempt-{KEY}@vinhphuc.example>"
RETURNED = f"""From: noreply@vinhphuc.example
To: press-01@press.example
Message-ID: {ID}
Subject: =?utf-8?q?C=E1=BA=A5p_=C4=91=E1=BB=99_d=E1=BB=8Bch_3?=
"""

POSTFIX = f"""From: MAILER-DAEMON@mx.vinhphuc.example (Mail Delivery System)
To: noreply@vinhphuc.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B1"

--B1
Content-Description: Notification

The mail could not be delivered. 550 5.1.1 is what the other side said.

--B1
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.vinhphuc.example
Arrival-Date: Sat, 27 Nov 2021 17:00:00 +0700 (+07)

Final-Recipient: rfc822; press-01@press.example
Original-Recipient: rfc822;press-01@press.example
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.press.example
Diagnostic-Code: smtp; 550 5.1.1 <press-01@press.example>: Recipient address
    rejected: User unknown

--B1
Content-Type: message/rfc822

{RETURNED}
Xin chao
--B1--
"""
EXIM = f"""X-Failed-Recipients: press-01@press.example
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mail.example>
To: noreply@vinhphuc.example
Subject: Mail delivery failed: returning message to sender

A message that you sent could not be delivered to one or more of its recipients.

  press-01@press.example
    host mx.press.example [192.0.2.7]
    SMTP error from remote mail server after RCPT TO:<press-01@press.example>:
    550 no such person here

------ This is a copy of the message, including all the headers. ------

{RETURNED}
"""
EXCHANGE = f"""From: Microsoft Outlook <postmaster@press.example>
To: <noreply@vinhphuc.example>
Subject: Undeliverable
Content-Type: multipart/report; report-type=delivery-status; boundary="_0_"
In-Reply-To: {ID}
MIME-Version: 1.0

--_0_
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: base64

PGI+VW5kZWxpdmVyYWJsZTwvYj4=

--_0_
Content-Type: message/delivery-status

Reporting-MTA: dns;HN1.press.example
Received-From-MTA: dns;mx.vinhphuc.example

Original-Recipient: rfc822;press-01@press.example
Final-Recipient: rfc822;press-01@press.onmail.example
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp;554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException

--_0_
Content-Type: text/rfc822-headers

{RETURNED}
--_0_--
"""
VIETNAMESE = f"""From: Hệ thống thư <postmaster@press.example>
To: noreply+attempt-{KEY}@vinhphuc.example
Subject: =?utf-8?q?Kh=C3=B4ng_g=E1=BB=ADi_=C4=91=C6=B0=E1=BB=A3c?=
Content-Type: multipart/report; report-type=delivery-status; boundary="vn"

--vn
Content-Type: text/plain; charset=utf-8

Thư của bạn không gửi được tới người nhận. Trạng thái: hộp thư không tồn tại.

--vn
Content-Type: message/delivery-status

Reporting-MTA: dns; thu.press.example

Final-Recipient: rfc822; press-01@press.example
Action: failed
Status: 5.1.10
--vn--
"""


def changed(mail: str, *changes: tuple[str, str]) -> str:
    for old, new in changes:
        assert old in mail
        mail = mail.replace(old, new)
    return mail


UNDELIVERED, DELIVERED = ReceiptState.UNDELIVERED, ReceiptState.DELIVERED


@pytest.mark.parametrize(
    ("mail", "state", "code"),
    [
        (POSTFIX, UNDELIVERED, "5.1.1"),
        (EXIM, UNDELIVERED, "550"),
        (EXCHANGE, UNDELIVERED, "5.2.2"),
        (VIETNAMESE, UNDELIVERED, "5.1.10"),
        (changed(POSTFIX, ("Status: 5.1.1", "Status: 4.4.1")), UNDELIVERED, "4.4.1"),  # given up after days
        (changed(POSTFIX, ("Status: 5.1.1", "Status: ")), UNDELIVERED, "5.1.1"),  # from the diagnostic code
        (changed(POSTFIX, ("Action: failed\n", "")), UNDELIVERED, "5.1.1"),
        (changed(POSTFIX, ("failed", "delivered"), ("Status: 5.1.1", "Status: 2.1.5")), DELIVERED, "2.1.5"),
    ],
    ids=["Postfix", "Exim", "Exchange", "in Vietnamese", "given up", "no status", "no action", "a success report"],
)  # fmt: skip
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_bounce_says_which_mail_of_ours_did_not_arrive_and_why(mail, state, code, line_end):
    octets = mail.replace("\n", line_end).encode()
    assert read_bounce(octets) == ReceiptNotice(ID, "press-01@press.example", None, state, code)


@pytest.mark.parametrize(
    "mail",
    [
        changed(POSTFIX, ("Action: failed", "Action: delayed"), ("Status: 5.1.1", "Status: 4.4.1")),
        changed(POSTFIX, ("Action: failed\n", ""), ("Status: 5.1.1", "Status: 4.4.1")),
        changed(POSTFIX, ("Action: failed", "Action: relayed"), ("Status: 5.1.1", "Status: 2.0.0")),
        changed(POSTFIX, (ID, "<somebody-elses@mail.example>")),
        changed(EXIM, ("X-Failed-Recipients: press-01@press.example\n", "")),
        changed(POSTFIX, ("Action: failed", "Action: delivered")),
        changed(POSTFIX, ("Action: failed", "Action: delivered"), ("Status: 5.1.1", "Status: 4.4.7")),
        changed(POSTFIX, ("Status: 5.1.1", "Status: 2.0.0")),
        "X-Failed-Recipients: a@b.example\n" + changed(POSTFIX, ("Action: failed", "Action: delivered")),
        f"From: press-01@press.example\nIn-Reply-To: {ID}\nSubject: Re\n\nThank you. Status: 5.1.1\n",
        "",
    ],
    ids=[
        "delayed",
        "delayed, no action",
        "relayed",
        "somebody else's",
        "a warning",
        "delivered, and 5.1.1",
        "delivered, and 4.4.7",
        "failed, and 2.0.0",
        "delivered, 5.1.1 and a header",
        "a reply",
        "nothing",
    ],
)
def test_what_is_not_final_or_not_ours_is_no_receipt(mail):
    assert read_bounce(mail.encode()) is None


def test_a_tag_comes_back_with_its_number():
    mail = POSTFIX.replace(ID, f"<attempt-{KEY}-0123456789@vinhphuc.example>").encode()
    notice = read_bounce(mail)
    assert notice is not None
    assert read_message_id(notice.operator_id) == (KEY, "0123456789")


_PIECES = st.sampled_from(
    [POSTFIX[:400], POSTFIX[400:], EXIM[:200], "\n\n", "Final-Recipient: ;", "Status: 5.", ID, "attempt-1@x", "Action:",
     "X-Failed-Recipients:", "\0", "ắ", ":" * 50, " \n\t"]
)  # fmt: skip


@given(st.lists(_PIECES | st.text(max_size=50), max_size=12).map("".join), st.binary(max_size=50))
def test_nothing_that_a_mailbox_holds_raises(mail, noise):
    notice = read_bounce(mail.encode("utf-8", "surrogatepass") + noise)
    if notice is not None:
        assert 0 < len(notice.operator_id) <= 65
        assert 0 < len(notice.code) <= 20
        assert notice.state in (UNDELIVERED, DELIVERED)


@given(st.binary(max_size=2000))
def test_no_octets_raise(octets):
    assert read_bounce(octets) is None


@pytest.mark.parametrize("piece", ["a", "attempt-", "Final-Recipient:", " \n", "5.1.", "\n \n"])
def test_a_huge_mail_is_read_in_no_time(piece):
    begin = process_time()
    read_bounce((POSTFIX + piece * 1_000_000).encode())
    assert process_time() - begin < 2.0
