"""Mails that come back: what a mailbox received is returned by its mail server, and the command takes it in."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.utils import translation

from dispatch.scenery import AT, drain
from vungxanh.channels.kinds import ChannelKind
from vungxanh.dispatch.bounces import Fate, TakenIn, take_in
from vungxanh.dispatch.management.commands import bounces
from vungxanh.dispatch.models import Attempt, Dispatch, Line, Receipt, Stray
from vungxanh.dispatch.state import counts
from vungxanh.exercise.mailbox import ReceivedMail, SimulatedMailbox
from vungxanh.subscribers.models import Subscriber

SOON = AT + timedelta(minutes=5)


def bounce(
    message_id: str, address: str, *, action: str = "failed", status: str = "5.1.1", to: str = "x@exercise.invalid"
) -> bytes:
    """A delivery status notification (RFC 3464) with the headers of the mail that came back."""
    return f"""From: MAILER-DAEMON@mx.example
To: {to}
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}

--B
Content-Type: text/rfc822-headers

To: {address}
Message-ID: {message_id}

--B--
""".encode()


def returned(mail: ReceivedMail, **how: str) -> bytes:
    return bounce(mail.message_id, mail.address, **how)


@dataclass(frozen=True, slots=True)
class Mailed:
    dispatch: Dispatch
    mails: list[ReceivedMail]

    def state(self) -> dict[str, int]:
        found = counts([self.dispatch.pk], SOON)[self.dispatch.pk]
        states = ("accepted", "delivered", "undelivered", "unknown", "later")
        return {state: getattr(found, state) for state in states if getattr(found, state)}


@pytest.fixture
def mailed(subscribe, fan_out, tmp_path: Path) -> Callable[..., Mailed]:
    """Three mails, sent over real SMTP to a mailbox that behaves so."""

    def mailed(**behaviour: object) -> Mailed:
        changes = {"repeat_after_doubt": False} if behaviour else {}
        subscribe(3, ChannelKind.EMAIL)
        sent = fan_out(ChannelKind.EMAIL)
        with SimulatedMailbox(tmp_path / "mail.jsonl", **behaviour) as mailbox:
            drain(mailbox.account(), patience=0.2, **changes)
            return Mailed(sent, sorted(mailbox.received(), key=lambda mail: mail.address))

    return mailed


def number_of(mail: ReceivedMail) -> int:
    return int(mail.message_id.removeprefix("<attempt-").partition("@")[0])


@dataclass(frozen=True, slots=True)
class Row:
    """What comes back of the first of three mails, what is done with it, and how the three stand then."""

    what: str
    mail: Callable[[ReceivedMail], bytes]
    fate: Fate
    state: dict[str, int]


UNTOUCHED = {"accepted": 3}
ONE_BACK = {"accepted": 2, "undelivered": 1}
TABLE = [
    Row("no such mailbox", returned, Fate.STORED, ONE_BACK),
    Row("a full mailbox", lambda mail: returned(mail, status="5.2.2"), Fate.STORED, ONE_BACK),
    Row("given up after days", lambda mail: returned(mail, status="4.4.7"), Fate.STORED, ONE_BACK),
    Row("a success report", lambda mail: returned(mail, action="delivered", status="2.1.5"), Fate.STORED,
        {"accepted": 2, "delivered": 1}),
    Row("forwarded before it came back", lambda mail: bounce(mail.message_id, "else@where.example"), Fate.STORED,
        ONE_BACK),
    Row("without our headers, to its own return path",
        lambda mail: bounce("<1@mx.example>", mail.address, to="vungxanh+" + mail.message_id.strip("<>")), Fate.STORED,
        ONE_BACK),
    Row("only delayed", lambda mail: returned(mail, action="delayed", status="4.4.1"), Fate.NOTHING_FINAL, UNTOUCHED),
    Row("a reply", lambda mail: f"In-Reply-To: {mail.message_id}\n\nThanks".encode(), Fate.NOTHING_FINAL, UNTOUCHED),
    Row("nothing", lambda mail: b"", Fate.NOTHING_FINAL, UNTOUCHED),
    Row("our number under another domain",
        lambda mail: bounce(mail.message_id.replace("exercise.invalid", "other.example"), mail.address), Fate.STRANGER,
        UNTOUCHED),
    Row("a number that we never gave",
        lambda mail: bounce(f"<attempt-{number_of(mail) + 77}@exercise.invalid>", mail.address), Fate.STRANGER,
        UNTOUCHED),
    Row("a number that no database holds",
        lambda mail: bounce(f"<attempt-{'9' * 19}@exercise.invalid>", mail.address), Fate.STRANGER, UNTOUCHED),
]  # fmt: skip


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.what)
def test_a_mail_that_comes_back(row: Row, mailed):
    sent = mailed()
    assert take_in(row.mail(sent.mails[0]), SOON).fate is row.fate
    assert sent.state() == row.state
    assert not Stray.objects.exists()


def test_a_bounce_heard_twice_is_one_receipt(mailed):
    sent = mailed()
    mail = returned(sent.mails[0])
    assert [take_in(mail, SOON).fate for _ in range(3)] == [Fate.STORED, Fate.KNOWN, Fate.KNOWN]
    assert list(Receipt.objects.values_list("attempt_id", "state", "code", "received_at")) == [
        (number_of(sent.mails[0]), "undelivered", "5.1.1", SOON)
    ]


def test_a_bounce_unsubscribes_nobody(mailed):
    take_in(returned(mailed().mails[0]), SOON)
    assert Subscriber.objects.filter(until=None).count() == 3


def test_a_bounce_is_matched_on_the_line_that_sent_the_mail_however_many_there_are(mailed):
    Line.objects.create(name="another", channel="email")
    sent = mailed()
    Line.objects.create(name="a third", channel="email")
    assert take_in(returned(sent.mails[0]), SOON).fate is Fate.STORED
    assert (sent.state(), Stray.objects.count()) == (ONE_BACK, 0)


def test_a_bounce_settles_a_doubt_because_the_server_had_the_mail(mailed):
    sent = mailed(hang_up_first=3)
    assert sent.state() == {"unknown": 3}
    assert take_in(returned(sent.mails[1]), SOON).fate is Fate.STORED
    assert sent.state() == {"unknown": 2, "undelivered": 1}
    assert Attempt.objects.get(pk=number_of(sent.mails[1])).operator_id == sent.mails[1].message_id


def test_a_mail_that_no_server_has_taken_cannot_be_kept_back_by_a_bounce(mailed):
    sent = mailed(busy_first=3)
    waiting = Attempt.objects.earliest("pk")
    mail = bounce(f"<attempt-{waiting.pk}@exercise.invalid>", "citizen0@example.invalid")
    assert take_in(mail, SOON).fate is Fate.NOT_THERE
    assert sent.state() == {"later": 3} and not Receipt.objects.exists()


def test_a_bounce_that_carries_the_number_of_an_sms_is_nobodys(subscribe, fan_out, operator):
    subscribe(1)
    fan_out()
    operator.behave(silent=True)
    drain(operator.account(), answer_within=0.2, repeat_after_doubt=False, patience=0.2)
    part = Attempt.objects.earliest("pk")
    assert take_in(bounce(f"<attempt-{part.pk}@exercise.invalid>", "84900000000"), SOON) == TakenIn(Fate.STRANGER)
    assert not Receipt.objects.exists() and not Stray.objects.exists()


@pytest.mark.parametrize("fate", Fate)
def test_what_was_done_is_said_in_one_sentence_without_an_address(mailed, fate):
    sent = mailed()
    said = take_in(returned(sent.mails[0]), SOON)
    with translation.override("en"):
        sentence = TakenIn(fate, said.attempt, said.notice).sentence
        unknown = TakenIn(fate).sentence if fate in (Fate.STRANGER, Fate.NOTHING_FINAL) else sentence
    for words in (sentence, unknown):
        assert "@" not in words and "%" not in words and words.count(".") - 2 * words.count("5.1.1") == 1
    if fate is Fate.STORED:
        assert sentence.endswith(f" of dispatch {sent.dispatch.pk}: not delivered (5.1.1); stored.")


# The tag, where the site has a key that lasts.


@pytest.fixture
def lasting_key(settings):
    settings.LASTING_KEY, settings.SECRET_KEY = True, "a key that lasts"


def without_tag(mail: ReceivedMail) -> str:
    return re.sub("-[0-9a-f]{10}@", "@", mail.message_id)


def test_a_mail_carries_a_tag_that_cannot_be_counted_and_comes_back_by_it(lasting_key, mailed):
    sent = mailed()
    tags = {re.sub(".*-|@.*", "", mail.message_id) for mail in sent.mails}
    assert len(tags) == 3 and {len(tag) for tag in tags} == {10}
    by_return_path = bounce("<1@mx.example>", "a@b.example", to="x+" + sent.mails[1].message_id.strip("<>"))
    assert take_in(returned(sent.mails[0]), SOON).fate is Fate.STORED
    assert take_in(by_return_path, SOON).fate is Fate.STORED
    assert sent.state() == {"accepted": 1, "undelivered": 2}


@pytest.mark.parametrize("doubt", [False, True], ids=["accepted", "in doubt"])
def test_a_bounce_by_somebody_who_only_counted_is_nobodys(lasting_key, mailed, doubt):
    sent = mailed(hang_up_first=3) if doubt else mailed()
    before = sent.state()
    plain = without_tag(sent.mails[0])
    for forged in (plain, plain.replace("@", "-0123456789@"), without_tag(sent.mails[1]).replace("@", "-00000000@")):
        assert take_in(bounce(forged, "a@b.example"), SOON) == TakenIn(Fate.STRANGER)
    assert sent.state() == before and not Receipt.objects.exists()


def test_a_mail_sent_under_an_earlier_key_still_comes_back(lasting_key, mailed, settings):
    sent = mailed()
    settings.SECRET_KEY = "another key"
    assert take_in(returned(sent.mails[0]), SOON).fate is Fate.STORED


# The command.


def started(mail: bytes, **environment: str) -> "subprocess.CompletedProcess[str]":
    """`vungxanh bounces` as a mail server's alias runs it."""
    here = {"DATABASE_URL": os.environ["DATABASE_URL"].rpartition("/")[0] + "/" + connection.settings_dict["NAME"]}
    done = subprocess.run(
        [sys.executable, "-m", "vungxanh", "bounces"],
        input=mail, capture_output=True, check=False, timeout=60,
        env=os.environ | here | {"DJANGO_SETTINGS_MODULE": "vungxanh.settings"} | environment,
    )  # fmt: skip
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_a_mail_server_pipes_a_mail_in_and_hears_that_it_is_taken(mailed):
    sent = mailed()
    done = started(returned(sent.mails[0]))
    assert (done.returncode, done.stderr, len(done.stdout.splitlines())) == (0, "", 1)
    assert "5.1.1" in done.stdout and sent.mails[0].address not in done.stdout
    assert sent.state() == ONE_BACK


@pytest.mark.parametrize("mail", [b"", b"\xff\x00 no mail at all", bounce("<1@mx.example>", "a@b.example")])
def test_whatever_else_is_piped_in_is_no_reason_to_send_it_back(transactional_db, mail, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(mail)))
    call_command("bounces")
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_while_the_database_is_down_the_mail_server_is_told_to_try_again(transactional_db):
    done = started(b"any", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    down = started(bounce("<attempt-1@a.example>", "a@b.example"), DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert (done.returncode, down.returncode) == (0, os.EX_TEMPFAIL)
    assert down.stderr == "The database is not there; nothing more was stored. Try again later.\n"


@pytest.fixture
def maildir(tmp_path: Path) -> Path:
    for name in ("new", "cur", "tmp"):
        (tmp_path / "Maildir" / name).mkdir(parents=True)
    return tmp_path / "Maildir"


def test_the_mails_of_a_maildir_are_taken_in_once_and_marked_as_read(mailed, maildir, capsys):
    sent = mailed()
    for n, mail in enumerate(sent.mails[:2]):
        (maildir / "new" / f"{n}.mx").write_bytes(returned(mail))
    (maildir / "new" / "2.mx").write_bytes(b"Subject: hello\n\nworld")
    (maildir / "cur" / "old:2,S").write_bytes(returned(sent.mails[2]))
    call_command("bounces", maildir=maildir)
    assert [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()] == ["0.mx", "1.mx", "2.mx"]
    assert sorted(file.name for file in (maildir / "cur").iterdir()) == ["0.mx:2,S", "1.mx:2,S", "2.mx:2,S", "old:2,S"]
    assert list((maildir / "new").iterdir()) == []
    assert sent.state() == {"accepted": 1, "undelivered": 2}
    call_command("bounces", maildir=maildir)
    assert capsys.readouterr().out == ""


def test_a_mail_is_moved_only_when_what_it_says_is_stored(transactional_db, maildir, monkeypatch, capsys):
    heard: list[bytes] = []

    def down_at_the_second(mail: bytes, at: object) -> TakenIn:
        heard.append(mail)
        if len(heard) == 2:
            raise OperationalError
        return TakenIn(Fate.NOTHING_FINAL)

    monkeypatch.setattr(bounces, "take_in", down_at_the_second)
    for name in "abc":
        (maildir / "new" / name).write_bytes(name.encode())
    with pytest.raises(SystemExit) as ended:
        call_command("bounces", maildir=maildir)
    assert ended.value.code == os.EX_TEMPFAIL
    assert heard == [b"a", b"b"]
    assert sorted(file.name for file in (maildir / "new").iterdir()) == ["b", "c"]


def test_a_mail_that_another_run_took_meanwhile_is_left_to_it(transactional_db, maildir, monkeypatch, capsys):
    (maildir / "new" / "a").write_bytes(b"")
    (maildir / "new" / "b").write_bytes(b"")

    def another_run(mail: bytes, at: object) -> TakenIn:
        for name in "ab":
            (maildir / "new" / name).rename(maildir / "cur" / f"{name}:2,S")
        return TakenIn(Fate.NOTHING_FINAL)

    monkeypatch.setattr(bounces, "take_in", another_run)
    call_command("bounces", maildir=maildir)
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_files_are_named_and_those_that_cannot_be_read_are_told_after_the_others(mailed, tmp_path, capsys):
    sent = mailed()
    mail = tmp_path / "back.eml"
    mail.write_bytes(returned(sent.mails[0]))
    with pytest.raises(CommandError, match=r"gone\.eml: No such file or directory\."):
        call_command("bounces", tmp_path / "gone.eml", mail)
    assert capsys.readouterr().out.startswith(f"{mail}: ")
    assert sent.state() == ONE_BACK


def test_a_folder_that_is_no_maildir_is_told(transactional_db, tmp_path):
    with pytest.raises(CommandError, match="is no maildir"):
        call_command("bounces", maildir=tmp_path)
