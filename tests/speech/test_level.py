"""Whatever goes in, one loudness comes out, and no peak goes through the ceiling, between the samples either."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vungxanh.speech.loudness import CEILING, TARGET, levelled, loudness, true_peak
from vungxanh.speech.sound import RATE, Sound, faded, silence
from vungxanh.speech.speak import bulletin, speak
from vungxanh.speech.voices import BUILT_IN, voice_for

TEXT = "Tính đến mười bảy giờ, Vĩnh Phúc có hai trăm sáu mươi tư ca mắc mới. Hãy ở nhà khi có thể. "


@pytest.mark.parametrize("voice", BUILT_IN, ids=[voice.key for voice in BUILT_IN])
@pytest.mark.parametrize("chimes", [False, True], ids=["alone", "between its chimes"])
def test_every_voice_is_within_half_a_unit_of_the_level_and_below_the_ceiling(voice, chimes: bool) -> None:
    spoken = speak(TEXT * 4, voice, chimes=chimes)
    assert spoken.loudness == loudness(spoken.sound) == pytest.approx(TARGET, abs=0.5)
    assert true_peak(spoken.sound) <= CEILING


def test_true_peak_finds_what_lies_between_the_samples() -> None:
    at = np.arange(RATE)
    between = Sound(np.sin(2 * np.pi * at / 4 + np.pi / 4).astype(np.float32))  # every sample lies beside the crest
    assert between.peak == pytest.approx(0.7071, abs=0.001)
    assert true_peak(between) == pytest.approx(0, abs=0.3)


def test_a_knock_in_a_quiet_recording_gives_way_and_the_voice_does_not() -> None:
    voice = speak(TEXT * 2, voice_for("vi"), chimes=False).sound
    samples = voice.samples * np.float32(0.05)
    samples[3 * RATE] = 0.9
    heard = levelled(Sound(samples))
    assert true_peak(heard) <= CEILING
    assert loudness(heard) == pytest.approx(TARGET, abs=0.5)


@given(
    st.integers(0, 2**32 - 1),
    st.floats(0.001, 30),
    st.integers(0, 3 * RATE),
    st.sampled_from(["noise", "knocks"]),
)
@settings(max_examples=40, deadline=None)
def test_no_sound_goes_through_the_ceiling(seed: int, level: float, length: int, kind: str) -> None:
    drawn = np.random.default_rng(seed).normal(size=length) * level
    samples = drawn if kind == "noise" else drawn * (np.arange(length) % 5_000 == 0)
    heard = levelled(Sound(samples.astype(np.float32)))
    assert len(heard.samples) == length
    assert true_peak(heard) <= CEILING + 0.1


def test_a_part_that_begins_in_the_middle_of_a_wave_begins_softly() -> None:
    steady = Sound(np.full(RATE, 0.5, dtype=np.float32))
    soft = faded(steady)
    assert soft.samples[0] == soft.samples[-1] == 0
    assert soft.samples[RATE // 2] == 0.5
    assert bulletin([steady], chimes=False).sound.samples[0] == 0


def test_nothing_has_no_edges() -> None:
    assert faded(silence(0)).seconds == 0
