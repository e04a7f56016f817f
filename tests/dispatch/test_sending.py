from dispatch.scenery import SHORT_VI, drain
from vungxanh.dispatch.models import Attempt, ChannelKind
from vungxanh.dispatch.state import Counts, counts
from vungxanh.exercise.mailbox import SimulatedMailbox
from vungxanh.text.nfc import nfc


def test_five_hundred_recipients_of_three_parts_get_exactly_the_approved_text(subscribe, fan_out, operator):
    subscribe(500)
    sent = fan_out()
    operator.behave(undelivered_percent=0)
    report = drain(operator.account())
    assert (report.accepted, report.receipts, report.unknown) == (1500, 1500, 0)
    assert counts([sent.pk])[sent.pk] == Counts(recipients=500, parts=1500, delivered=1500)
    received = operator.received()
    assert sorted(m.address for m in received) == sorted(f"8490{n:07d}" for n in range(500))
    assert {m.text for m in received} == {nfc(SHORT_VI)}
    assert set(operator.submits().values()) == {1}


def test_mail_arrives_whole_with_its_headers(subscribe, fan_out, tmp_path):
    subscribe(40, ChannelKind.EMAIL)
    sent = fan_out(ChannelKind.EMAIL)
    with SimulatedMailbox(tmp_path / "mail.jsonl") as mailbox:
        report = drain(mailbox.account())
        mails = mailbox.received()
    assert report.accepted == 40
    assert counts([sent.pk])[sent.pk] == Counts(recipients=40, parts=40, accepted=40)
    assert {m.address for m in mails} == {f"citizen{n}@example.invalid" for n in range(40)}
    assert {m.text for m in mails} == {SHORT_VI + "\nChi tiết trên cổng thông tin."}
    assert {m.headers["X-Vungxanh-Exercise"] for m in mails} == {"yes"}
    assert all("unsubscribe" in m.headers["List-Unsubscribe"] for m in mails)


def test_parts_of_one_phone_have_their_own_references(subscribe, fan_out):
    subscribe(2)
    fan_out()
    assert sorted(Attempt.objects.values_list("part", "reference")) == [(1, 1), (1, 1), (2, 2), (2, 2), (3, 3), (3, 3)]
