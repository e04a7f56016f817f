"""A file on the disk that is not the sealed one holds its mail back: nothing leaves until it is put back."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import translation

from dispatch.arrivals import LETTER, NOW, PAPERS, approved, arrived, octets, put_out, readers, sealed
from dispatch.scenery import AT, drain, running_sender_of
from dispatch.test_outage import until
from stage import Stage, build_stage
from vungxanh.channels.kinds import ChannelKind
from vungxanh.dispatch.approved import Approved
from vungxanh.dispatch.fan_out import dispatch
from vungxanh.dispatch.held import WORDS, Held, Way, why_held
from vungxanh.dispatch.left_behind import left_behind
from vungxanh.dispatch.models import Dispatch
from vungxanh.dispatch.outbox import Counter, ready
from vungxanh.dispatch.state import counts
from vungxanh.exercise.mailbox import SimulatedMailbox
from vungxanh.messages.lock import ChangedSinceApproval
from vungxanh.messages.models import Message, Rendition
from vungxanh.messages.review import approve
from vungxanh.renditions.sealed import FileChanged
from vungxanh.subscribers.audiences import PRESS
from vungxanh.subscribers.models import Subscriber

MAIL = [Way("email", True)]
SPOIL: dict[str, Callable[[Path, Path], object]] = {
    "one byte more": lambda file, _other: file.write_bytes(file.read_bytes() + b"\n"),
    "one byte other": lambda file, _other: file.write_bytes(file.read_bytes().replace(b"1", b"2", 1)),
    "gone": lambda file, _other: file.unlink(),
    "another sealed file": lambda file, other: file.write_bytes(other.read_bytes()),
}


@dataclass
class Ordered:
    """A message to the press that waits in the outbox."""

    message: Message
    sent: Dispatch

    def file(self, form: str, language: str = "vi") -> Path:
        return Path(self.message.renditions.get(language=language, form=form).file.path)

    @property
    def asked(self) -> tuple[int, str, int, str, str]:
        """What a turn asks of the proof, as it reads it."""
        (one,) = ready(Counter("email", 1, []), NOW, NOW)
        return one.id, "email", one.message, one.sha256, one.versions


@pytest.fixture
def stage(transactional_db: None, settings, tmp_path: Path) -> Stage:
    settings.MEDIA_ROOT = tmp_path / "media"
    return build_stage()


@pytest.fixture
def ordered(stage: Stage) -> Ordered:
    message = approved(stage, *LETTER, *PAPERS, "sms")
    readers(stage, 3)
    return Ordered(message, put_out(message))


@pytest.mark.parametrize("spoil", SPOIL)
@pytest.mark.parametrize("form", [*LETTER, "press-release-pdf"])
def test_nothing_leaves_while_a_file_that_goes_with_it_is_another_and_all_when_it_is_back(
    ordered, tmp_path, form, spoil
):
    file = ordered.file(form)
    kept = file.read_bytes()
    SPOIL[spoil](file, ordered.file("bulletin-pdf"))
    journal = tmp_path / "mail.jsonl"
    with SimulatedMailbox(journal) as mailbox:
        with pytest.raises(FileChanged, match=re.escape(file.name)):
            drain(mailbox.account(), now=NOW)
        assert arrived(journal) == [] and counts([ordered.sent.pk], NOW)[ordered.sent.pk].waiting == 3
        assert why_held(ordered.sent, NOW, MAIL) is Held.CHANGED_FILE
        (left,) = left_behind([mailbox.account()], NOW)
        assert (left.parts, left.why) == (3, Held.CHANGED_FILE)
        file.write_bytes(kept)
        assert why_held(ordered.sent, NOW, MAIL) is None
        drain(mailbox.account(), now=NOW)
    assert len(arrived(journal)) == 3


def test_the_refusal_says_what_is_wrong_and_what_to_do(ordered):
    gone = [ordered.file(form) for form in LETTER]
    for file in gone:
        file.unlink()
    with pytest.raises(FileChanged) as refused:
        Approved().bodies(*ordered.asked)
    assert all(file.name in str(refused.value) for file in gone), "every problem at once"
    with translation.override("en"):
        assert "Put the approved file back" in str(WORDS[Held.CHANGED_FILE])


def test_a_file_that_does_not_leave_with_a_mail_holds_nothing_back(ordered, tmp_path):
    for form in ("bulletin-pdf", "sms"):
        ordered.file(form).unlink()
    with SimulatedMailbox(tmp_path / "mail.jsonl") as mailbox:
        assert drain(mailbox.account(), now=NOW).accepted == 3


def test_one_message_that_is_held_holds_no_other_back(ordered, stage, tmp_path):
    ordered.file("email-html").unlink()
    other = stage.situation(ordered.message.release, slot=2)
    approve(other, by=stage.second, at=NOW)
    put_out(other)
    with SimulatedMailbox(tmp_path / "mail.jsonl") as mailbox:
        with pytest.raises(FileChanged):
            drain(mailbox.account(), now=NOW)
        assert len(mailbox.received()) == 3


def test_what_was_proven_before_is_read_again_in_each_turn_and_leaves_as_it_was_sealed(ordered):
    proofs = Approved()
    first = proofs.bodies(*ordered.asked)
    file = ordered.file("email-html")
    kept = file.read_bytes()
    file.write_bytes(kept + b" ")
    with pytest.raises(FileChanged):
        proofs.bodies(*ordered.asked)
    file.write_bytes(kept)
    assert proofs.bodies(*ordered.asked) is first


@pytest.mark.parametrize("change", ["hash", "more", "fewer"])
def test_a_file_changed_in_the_database_is_noticed_by_a_sender_that_proved_it_before(ordered, change):
    proofs = Approved()
    proofs.bodies(*ordered.asked)
    paper = ordered.message.renditions.get(language="vi", form="press-release-pdf")
    if change == "hash":  # the bulletin's bytes under the press release's name, and their hash beside them
        bulletin = ordered.message.renditions.get(language="vi", form="bulletin-pdf")
        Rendition.objects.filter(pk=paper.pk).update(sha256=bulletin.sha256, file=bulletin.file.name)
    elif change == "more":
        paper.pk, paper.form = None, "leaflet-pdf"
        paper.save()
    else:
        paper.delete()
    with pytest.raises(ChangedSinceApproval):
        proofs.bodies(*ordered.asked)


@pytest.mark.parametrize("changed", [FileChanged, ChangedSinceApproval])
def test_a_mail_to_be_tried_again_is_held_too_and_nobody_waits_for_its_retry(ordered, tmp_path, changed):
    with SimulatedMailbox(tmp_path / "mail.jsonl", busy_first=3) as mailbox:
        drain(mailbox.account(), now=NOW)
        if changed is FileChanged:
            ordered.file("email-txt").write_text("Khác", encoding="utf-8")
        else:
            ordered.message.variants.update(subject="Khác")
        with pytest.raises(changed):
            drain(mailbox.account(), now=NOW + timedelta(minutes=2))
        assert mailbox.received() == []


def test_a_running_sender_says_so_once_and_goes_on_by_itself_when_the_file_is_back(stage, tmp_path, monkeypatch):
    monkeypatch.setenv("VUNGXANH_HOME", str(tmp_path))  # where the sender, a process of its own, looks for files
    message = approved(stage, *LETTER)
    readers(stage)
    Subscriber.objects.update(since=AT)
    sent = dispatch(
        message, ChannelKind.EMAIL, audiences=[PRESS], place=stage.place, at=AT, expires_at=AT + timedelta(hours=2)
    )
    file = Path(message.renditions.get(language="vi", form="email-html").file.path)
    kept = file.read_bytes()
    file.write_bytes(kept[:-1])
    journal = tmp_path / "mail.jsonl"
    with SimulatedMailbox(journal) as mailbox, running_sender_of([mailbox.account()], tmp_path) as process:
        assert process.stderr is not None
        said = process.stderr.readline()
        assert f"Dispatch {sent.pk} is held. These files are not the approved ones: " in said and file.name in said
        assert arrived(journal) == []
        file.write_bytes(kept)
        until(lambda: counts([sent.pk], AT)[sent.pk].waiting == 0, within=5)
        assert f"Dispatch {sent.pk} has its approved files again" in process.stderr.readline()
    (mail,) = arrived(journal)
    assert octets(mail.get_body(("html",))) == sealed(message, "vi", "email-html") == kept
