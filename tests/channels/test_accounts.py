from datetime import timedelta

import pytest

from vungxanh.channels.accounts import BadAccount, account_from_url, accounts_from
from vungxanh.channels.email.account import MailAccount
from vungxanh.channels.sms.submit import validity_period

SMPP = "smpp://dept:s%40cret@127.0.0.1:2775?sender=VINHPHUC&window=10"
SMTP = "smtp://127.0.0.1:2525?sender=noreply@example.gov.vn"


def test_an_account_is_read_from_its_address():
    account = account_from_url(SMPP, exercise=False)
    assert (account.channel, account.user, account.password) == ("sms", "dept", "s@cret")
    assert (account.host, account.port, account.sender, account.window) == ("127.0.0.1", 2775, "VINHPHUC", 10)
    assert (account.name, account.receipts, account.repeat_after_doubt) == ("smpp:127.0.0.1:2775", True, False)


def test_every_option_has_its_place():
    options = "name=Viettel&binds=4&tps=200&weight=70&price=350&quiet=90&repeat=1&answer_within=12.5"
    account = account_from_url(f"{SMPP}&{options}", exercise=False)
    assert (account.name, account.binds, account.tps, account.weight, account.price) == ("Viettel", 4, 200.0, 70, 350)
    assert (account.receipt_quiet, account.repeat_after_doubt, account.answer_within) == (90.0, True, 12.5)


def test_bounces_come_back_under_an_address_of_their_own_only_when_asked_for():
    plain, verp = (account_from_url(url, exercise=False) for url in (SMTP, f"{SMTP}&bounces=verp"))
    assert isinstance(plain, MailAccount)
    assert isinstance(verp, MailAccount)
    assert (plain.verp, verp.verp) == (False, True)


@pytest.mark.parametrize(
    "url", ["", "http://x", "smpp://", "smpp://host:port", "smpp://host:99999", "smpp://u:pa#ss@host", "smpp://[::1"]
)
def test_an_address_that_cannot_be_read_is_refused_without_showing_it(url):
    with pytest.raises(BadAccount, match="VUNGXANH_SMPP_URL must look like smpp://user:password@host:port") as refused:
        account_from_url(url, exercise=True, named="VUNGXANH_SMPP_URL")
    assert "pa" not in str(refused.value).replace("password", "")


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("window=0", "window must be a whole number from 1"),
        ("window=١", "window must be a whole number from 1"),
        ("binds=x", "binds must be a whole number from 1"),
        ("tps=-1", "tps must be a number from 0"),
        ("quiet=nan", "quiet must be a number from 0"),
        ("answer_within=0", "answer_within must be a number from 0.1"),
        ("price=1.5", "price must be a whole number from 0"),
        ("repeat=yes", "repeat must be 0 or 1"),
        ("name=", "name must have 1 to 60 letters"),
        ("sender=Bộ Y tế", "sender must be a brand name"),
        ("sender=TWELVELETTERS", "sender must be a brand name"),
        ("bounces=verp", "an option is not known; there are name, sender,"),
        ("weight=1&weight=2", "the option weight is there twice"),
    ],
)
def test_an_option_that_cannot_be_says_what_it_must_be(option, said):
    with pytest.raises(BadAccount, match=f"SMPP: .*{said}"):
        account_from_url(f"smpp://host?{option}", exercise=False, named="SMPP")


def test_several_accounts_and_the_simulators_come_from_the_environment():
    environment = {
        "VUNGXANH_SMPP_URL": SMPP,
        "VUNGXANH_SMPP_URL_2": "smpps://other.example?name=second",
        "VUNGXANH_SMPP_URL_9": "smpp://third.example",
        "VUNGXANH_SMTP_URL_3": SMTP,
        "VUNGXANH_SIMULATORS": "2775,2525",
    }
    accounts = accounts_from(environment, exercise=True)
    assert [account.name for account in accounts] == [
        "smpp:127.0.0.1:2775", "second", "smpp:third.example:2775", "smtp:127.0.0.1:2525",
    ]  # fmt: skip
    assert {account.exercise for account in accounts} == {True}
    assert {account.simulators for account in accounts} == {frozenset({2775, 2525})}
    assert accounts_from({}, exercise=True) == []


def test_every_problem_is_said_at_once_and_no_password():
    environment = {
        "VUNGXANH_SMPP_URL": "smpp://user:hush@one.example?window=0&tps=fast",
        "VUNGXANH_SMPP_URL_2": "smpp://user:hu?sh@two.example",
        "VUNGXANH_SMPP_URL_3": "smpp://user:hush@four.example?name=same",
        "VUNGXANH_SMPP_URL_4": "smtp://user:hush@mail.example",
        "VUNGXANH_SMTP_URL": "smtp://user:hush@mail.example?name=same&sender=nobody",
        "VUNGXANH_SIMULATORS": "here",
    }
    with pytest.raises(BadAccount) as refused:
        accounts_from(environment, exercise=True)
    problems = refused.value.problems
    for said in (
        "VUNGXANH_SMPP_URL: the option window",
        "VUNGXANH_SMPP_URL: the option tps",
        "VUNGXANH_SMPP_URL_2 must look like smpp://",
        "VUNGXANH_SMPP_URL_4 must look like smpp://",
        "VUNGXANH_SMTP_URL: the option sender must be a mail address",
        "VUNGXANH_SMTP_URL has the same name as VUNGXANH_SMPP_URL_3",
        "VUNGXANH_SIMULATORS must be ports",
    ):
        assert sum(problem.startswith(said) for problem in problems) == 1, said
    assert len(problems) == 7
    assert "hu" not in str(refused.value)


@pytest.mark.parametrize(
    ("left", "written"),
    [
        (timedelta(hours=6, minutes=5, seconds=4), "000000060504000R"),
        (timedelta(days=9), "000003000000000R"),
        (timedelta(seconds=-5), "000000000001000R"),
    ],
)
def test_what_is_left_is_written_as_relative_validity(left, written):
    assert validity_period(left) == written
