import asyncio
from datetime import timedelta

import pytest
from django.utils import translation

from vungxanh.channels.accounts import BadAccount, account_from_url, accounts_from
from vungxanh.channels.exercise import OutsideExercise, refuse_outside
from vungxanh.channels.links import link_for
from vungxanh.channels.sms.submit import validity_period
from vungxanh.channels.words import words_for

SMPP = "smpp://dept:s%40cret@127.0.0.1:2775?sender=VINHPHUC&window=10"


def test_an_account_is_read_from_its_address():
    account = account_from_url(SMPP, exercise=False)
    assert (account.channel, account.user, account.password) == ("sms", "dept", "s@cret")
    assert (account.host, account.port, account.sender, account.window) == ("127.0.0.1", 2775, "VINHPHUC", 10)
    assert not account.repeat_after_doubt


@pytest.mark.parametrize(
    "url", ["", "http://x", "smpp://", "smpp://host:port", "smpp://host?window=0", "smpp://h?quiet=x"]
)
def test_an_address_that_cannot_be_read_is_refused_without_showing_it(url):
    with pytest.raises(BadAccount, match="VUNGXANH_SMPP_URL must look like"):
        account_from_url(url, exercise=True, named="VUNGXANH_SMPP_URL")


@pytest.mark.parametrize(
    ("host", "port", "allowed"),
    [
        ("127.0.0.1", 2775, True),
        ("[::1]", 2775, True),
        ("127.0.0.1", 2776, False),
        ("10.0.0.1", 2775, False),
        ("smsc.example", 2775, False),
        ("localhost", 2775, False),
    ],
)
@pytest.mark.parametrize("scheme", ["smpp", "smtp"])
def test_an_exercise_reaches_registered_simulators_on_this_machine_only(scheme, host, port, allowed):
    account = account_from_url(f"{scheme}://{host}:{port}", exercise=True, simulators=frozenset({2775}))
    if allowed:
        refuse_outside(account)
    else:
        with pytest.raises(OutsideExercise):
            asyncio.run(link_for(account).open())


def test_accounts_and_simulators_come_from_the_environment():
    environment = {"VUNGXANH_SMPP_URL": SMPP, "VUNGXANH_SIMULATORS": "2775,2525"}
    (account,) = accounts_from(environment, exercise=True)
    assert (account.exercise, account.simulators) == (True, frozenset({2775, 2525}))
    assert accounts_from({}, exercise=True) == []


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


@pytest.mark.parametrize("code", ["0x0000000B", "0x00000058", "UNDELIV 001", "0x00000999", "nonsense", ""])
def test_every_code_has_words(code):
    assert words_for("sms", code).endswith(".")


def test_mail_codes_have_words():
    with translation.override("en"):
        assert words_for("email", "550") == "The mailbox does not exist."
        assert "599" in words_for("email", "599")
