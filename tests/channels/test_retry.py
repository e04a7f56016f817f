"""How long a part waits before it is tried again, and what each code says."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.channels.email import codes as mail_codes
from vungxanh.channels.port import NOT_SENT, Outcome
from vungxanh.channels.retry import wait_after
from vungxanh.channels.sms.codes import UNUSABLE_NUMBER, code_of, outcome_of, wait
from vungxanh.channels.words import words_for


@pytest.mark.parametrize(
    ("channel", "code", "waits"),
    [
        ("sms", "0x00000058", [1, 2, 4, 8, 16, 30, 30]),
        ("sms", "0x00000014", [60, 60, 60]),
        ("sms", "0x00000008", [30, 60, 120, 240, 480, 900, 900]),
        ("sms", "0x00000064", [30, 60, 120, 240, 480, 900, 900]),
        ("sms", NOT_SENT, [0, 0, 0]),
        ("sms", "0x00000ABC", [60, 120, 240]),
        ("email", "451", [60, 120, 240, 480, 960, 1800, 1800]),
        ("email", NOT_SENT, [0, 0]),
        ("email", "", [60, 120]),
    ],
)
def test_each_code_has_its_wait_and_its_growth(channel, code, waits):
    assert [wait_after(channel, code, tries) for tries in range(1, len(waits) + 1)] == waits


@given(st.sampled_from(["sms", "email"]), st.text(max_size=20), st.integers(-3, 10**9))
def test_no_code_and_no_number_of_tries_asks_for_an_endless_wait(channel, code, tries):
    assert 0 <= wait_after(channel, code, tries) <= 1800


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (0x00, Outcome.ACCEPTED),
        (0x08, Outcome.LATER),
        (0x0B, Outcome.REJECTED),
        (0x14, Outcome.LATER),
        (0x58, Outcome.THROTTLED),
        (0x64, Outcome.LATER),
        (0x0ABC, Outcome.REJECTED),
    ],
)
def test_only_throttling_stops_the_whole_line(status, outcome):
    assert outcome_of(status) is outcome


@pytest.mark.parametrize("status", [status for status in range(0x100) if outcome_of(status) is not Outcome.REJECTED])
def test_whatever_is_tried_again_is_listed_with_its_own_wait(status):
    assert (wait(code_of(status)) is None) == (outcome_of(status) is Outcome.ACCEPTED)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("channel", "code"),
    [
        *(("sms", code_of(status)) for status in (0x00, 0x0B, 0x0D, 0x14, 0x58, 0x0ABC)),
        *(("sms", code) for code in ("UNDELIV 001", "DELIVRD", NOT_SENT, UNUSABLE_NUMBER, "nonsense", "")),
        *(("email", code) for code in ("550", "421", "599", NOT_SENT, "5.1.1", "5.2.2", "5.7.26", "5.9.9", "2.1.5")),
    ],
)
def test_every_code_has_words(channel, code, language):
    with translation.override(language):
        assert words_for(channel, code).endswith(".")


def test_an_unknown_code_is_shown_as_it_came():
    with translation.override("en"):
        assert "0x00000ABC" in words_for("sms", "0x00000ABC")
        assert "599" in words_for("email", "599")
        assert words_for("email", "5.1.1") == words_for("email", "550") == "The mailbox does not exist."


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [(250, Outcome.ACCEPTED), (421, Outcome.LATER), (452, Outcome.LATER), (550, Outcome.REJECTED)],
)
def test_a_mail_servers_reply_says_what_came_of_the_mail(reply, outcome):
    assert mail_codes.outcome_of(reply) is outcome
