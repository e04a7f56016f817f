"""An uploaded recording is read to its end, and everything that would be heard wrong is said before it is kept."""

from io import BytesIO

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from vungxanh.speech.encode import decode
from vungxanh.speech.hear import MEDIA_TYPES, NotHeard, hear

SECOND = 24_000


def hum(seconds: float = 3, level: float = 0.3, rate: int = SECOND) -> np.ndarray:
    return (np.sin(np.arange(round(seconds * rate)) * 2 * np.pi * 300 / rate) * level).astype(np.float32)


def kept_as(samples: np.ndarray, container: str, subtype: str, rate: int = SECOND) -> bytes:
    file = BytesIO()
    soundfile.write(file, samples, rate, format=container, subtype=subtype)
    return file.getvalue()


def wrong_with(content: bytes) -> list[str]:
    with pytest.raises(NotHeard) as refused:
        hear(content)
    return refused.value.codes


KINDS = [
    ("WAV", "PCM_16"),
    ("WAV", "FLOAT"),
    ("FLAC", "PCM_16"),
    ("OGG", "VORBIS"),
    ("OGG", "OPUS"),
    ("MP3", "MPEG_LAYER_III"),
]


@pytest.mark.parametrize(("container", "subtype"), KINDS)
def test_what_is_usually_recorded_is_heard_and_comes_back_as_one_channel_of_its_length(container, subtype) -> None:
    content = kept_as(np.stack([hum(), hum()], axis=1), container, subtype)
    heard = hear(content)
    assert heard.media_type == MEDIA_TYPES[container]
    assert heard.seconds == pytest.approx(3, abs=0.1)
    sound = decode(content)
    assert sound.samples.ndim == 1
    assert sound.seconds == pytest.approx(heard.seconds, abs=0.01)


@pytest.mark.parametrize(
    ("container", "subtype"), [kind for kind in KINDS if kind[0] != "OGG"], ids=lambda part: str(part)
)
def test_half_a_file_is_broken(container: str, subtype: str) -> None:
    """Ogg is made to be cut at any page: half of it is a whole recording, half as long."""
    voice = np.random.default_rng(7).normal(size=20 * SECOND).astype(np.float32) * 0.1
    content = kept_as(voice, container, subtype)
    assert wrong_with(content[: len(content) // 2]) == ["broken"]


def test_half_of_an_ogg_file_is_as_long_as_what_there_is_of_it() -> None:
    voice = np.random.default_rng(7).normal(size=20 * SECOND).astype(np.float32) * 0.1
    content = kept_as(voice, "OGG", "OPUS")
    half = content[: len(content) // 2]
    assert 5 < hear(half).seconds < 15
    assert decode(half).seconds == pytest.approx(hear(half).seconds, abs=0.01)


@pytest.mark.parametrize("strange", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("place", [10, 2 * SECOND])
def test_a_sample_that_is_no_number_does_not_reach_the_loudspeaker(strange: float, place: int) -> None:
    samples = hum(5)
    samples[place] = strange
    assert "broken" in wrong_with(kept_as(samples, "WAV", "FLOAT"))


def test_two_channels_that_cancel_each_other_are_silent_on_one_loudspeaker() -> None:
    assert wrong_with(kept_as(np.stack([hum(), -hum()], axis=1), "WAV", "PCM_16")) == ["silent"]


def test_a_whisper_with_one_knock_is_too_quiet_not_silent() -> None:
    samples = hum(5, 0.001)
    samples[SECOND] = 0.5
    assert wrong_with(kept_as(samples, "WAV", "PCM_16")) == ["too-quiet"]


def test_eleven_minutes_are_too_long() -> None:
    assert wrong_with(kept_as(hum(660, rate=8_000), "FLAC", "PCM_16", 8_000)) == ["too-long"]


@pytest.mark.parametrize(
    ("container", "rate", "channels"),
    [("FLAC", 655_350, 8), ("WAV", 2_000_000_000, 1), ("WAV", 1, 1), ("WAV", 192_000, 1), ("WAV", 48_000, 3)],
)
def test_a_rate_or_channels_that_no_recorder_writes_are_refused_before_they_are_read(container, rate, channels) -> None:
    content = kept_as(np.stack([hum(1)] * channels, axis=1), container, "PCM_16", rate)
    assert wrong_with(content) == ["unusual"]


@pytest.mark.parametrize(
    "begins",
    [b"\0\0\0\x20ftypM4A ", b"\0\0\0\x14ftyp3gp4", b"\xff\xf1\x50\x80", b"#!AMR\n", b"\x1aE\xdf\xa3\x01"],
    ids=["M4A", "3GP", "AAC", "AMR", "WebM"],
)
def test_what_a_phone_records_is_named_as_such(begins: bytes) -> None:
    assert wrong_with(begins + bytes(range(256)) * 20) == ["phone-format"]


WHOLE = [kept_as(hum(1), *kind) for kind in KINDS]


@given(st.sampled_from(WHOLE), st.data())
@settings(max_examples=150, deadline=None)
def test_a_damaged_file_is_heard_or_refused_and_nothing_else(content: bytes, data: st.DataObject) -> None:
    damaged = bytearray(content)
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=20)):
        damaged[place] = data.draw(st.integers(0, 255))
    try:
        heard = hear(bytes(damaged))
    except NotHeard as refused:
        assert refused.codes
    else:
        assert decode(bytes(damaged)).seconds == pytest.approx(heard.seconds, abs=0.01)
