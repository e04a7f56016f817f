"""Two people at one message: it ends as if they had come one after the other, or with a refusal."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from stage import build_stage, moment
from together import together
from vungxanh.agencies.models import User
from vungxanh.messages.draft import rewrite
from vungxanh.messages.lock import AlreadyApproved, fingerprint
from vungxanh.messages.models import Form, Review
from vungxanh.messages.review import ReviewRefused, approve, return_to_author
from vungxanh.renditions.forms import FORMS
from vungxanh.renditions.store import render

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2021, 11, 27)
AT = moment(DAY, 18)


@pytest.fixture
def stage(transactional_db):  # type: ignore[no-untyped-def]
    return build_stage()


@pytest.fixture
def third(stage) -> User:  # type: ignore[no-untyped-def]
    return User.objects.create(username="third")


def test_two_who_approve_at_once_give_one_approval(stage, message, third) -> None:  # type: ignore[no-untyped-def]
    ends = together(*[lambda who=who: approve(message, by=who, at=AT) for who in (stage.second, third)])
    refused = [end for end in ends if isinstance(end, ReviewRefused)]
    assert [end.code for end in refused] == ["already-approved"]
    assert Review.objects.get().sha256 == fingerprint(message)


def test_one_who_approves_and_one_who_returns_do_not_both_have_their_way(stage, message, third) -> None:  # type: ignore[no-untyped-def]
    ends = together(
        lambda: approve(message, by=stage.second, at=AT),
        lambda: return_to_author(message, by=third, at=AT, note="Which district?"),
    )
    verdicts = list(Review.objects.order_by("pk").values_list("verdict", flat=True))
    refused = [end for end in ends if isinstance(end, ReviewRefused)]
    assert (verdicts, len(refused)) in [(["approved"], 1), (["returned", "approved"], 0)]


def test_what_is_approved_while_its_author_writes_is_what_was_read(stage, message) -> None:  # type: ignore[no-untyped-def]
    read, short = fingerprint(message), message.variants.get(language="vi", form=Form.SHORT)
    written, approved = together(
        lambda: rewrite(short, subject="", words="{place}: {new_cases} ca."),
        lambda: approve(message, by=stage.second, at=AT, read=read),
    )
    if isinstance(written, AlreadyApproved):
        assert fingerprint(message) == read == Review.objects.get().sha256
    else:
        assert isinstance(approved, ReviewRefused) and approved.code == "changed-while-reading"


def test_two_who_make_the_same_files_at_once_keep_each_once(stage, message) -> None:  # type: ignore[no-untyped-def]
    ends = together(*[lambda: render(message, at=AT, forms=("sms", "social-txt"))] * 3)
    assert not [end for end in ends if isinstance(end, Exception)]
    kept = list(message.renditions.values_list("language", "form"))
    assert len(kept) == len(set(kept)) == 4


def test_a_file_is_not_made_of_what_was_approved_meanwhile(stage, message, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    render(message, at=AT, forms=("sms",))
    before = fingerprint(message)

    def approved_meanwhile(said: object) -> bytes:
        together(lambda: approve(message, by=stage.second, at=AT))
        return b"other bytes"

    monkeypatch.setitem(FORMS, "social-txt", replace(FORMS["social-txt"], make=approved_meanwhile))
    with pytest.raises(AlreadyApproved):
        render(message, at=AT + timedelta(minutes=1), forms=("social-txt",))
    assert fingerprint(message) == before
