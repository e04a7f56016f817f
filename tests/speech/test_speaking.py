"""What the loudspeaker is given: a voice, one level, a chime at both ends; and files that come back as they went."""

import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from vungxanh.speech.chime import TONES, closing, opening
from vungxanh.speech.encode import decode, encode
from vungxanh.speech.espeak import CannotSpeak, Engine
from vungxanh.speech.hear import NotHeard, hear
from vungxanh.speech.loudness import TARGET, levelled, loudness
from vungxanh.speech.sound import RATE, Sound, at_our_rate, joined, silence
from vungxanh.speech.speak import bulletin, speak
from vungxanh.speech.voices import BUILT_IN, UnknownVoice, voice_for, voices

TEXT = "Tính đến mười bảy giờ, Vĩnh Phúc có hai trăm sáu mươi tư ca mắc mới. Hãy ở nhà khi có thể."


def tone(seconds: float = 1.0, level: float = 0.5, rate: int = RATE) -> Sound:
    return Sound((np.sin(np.arange(int(seconds * rate)) * 440 * 2 * np.pi / rate) * level).astype(np.float32), rate)


@pytest.mark.parametrize("voice", BUILT_IN, ids=[voice.key for voice in BUILT_IN])
def test_every_voice_speaks_for_about_as_long_as_an_announcer(voice) -> None:
    spoken = speak(
        TEXT if voice.language == "vi" else "Stay at home if you can. Call one zero two two.", voice, chimes=False
    )
    assert 3 < spoken.seconds < 15 and spoken.sound.peak > 0.1


def test_the_three_vietnamese_voices_are_three() -> None:
    heard = {speak(TEXT, voice, chimes=False).sound.samples.tobytes() for voice in BUILT_IN if voice.language == "vi"}
    assert len(heard) == 3


@pytest.mark.parametrize("level", [0.01, 0.1, 0.9])
def test_a_quiet_and_a_loud_part_come_to_one_level(level: float) -> None:
    assert abs(loudness(levelled(tone(3, level))) - TARGET) < 0.5


def test_silence_is_left_silent() -> None:
    assert levelled(silence(2)).peak == 0 and loudness(silence(2)) == float("-inf")


def strength(sound: Sound, hertz: float) -> float:
    spectrum = np.abs(np.fft.rfft(sound.samples))
    return float(spectrum[round(hertz * len(sound.samples) / sound.rate)])


def test_the_chime_has_three_tones_and_the_end_is_told_from_the_beginning() -> None:
    for sound in (opening(), closing()):
        assert min(strength(sound, hertz) for hertz in TONES) > 20 * strength(sound, 1500)
    third = Sound(opening().samples[: RATE // 4])
    last = Sound(closing().samples[round(0.4 * RATE) : round(0.65 * RATE)])
    assert strength(third, TONES[0]) > strength(third, TONES[2])
    assert strength(last, TONES[2]) > strength(last, TONES[0])


def test_a_bulletin_joins_a_synthetic_part_and_a_recording_at_one_level() -> None:
    recorded = tone(2, 0.05, rate=44_100)
    whole = bulletin([speak(TEXT, voice_for("vi"), chimes=False).sound, recorded])
    assert whole.seconds > 2 + opening().seconds + closing().seconds
    tail = Sound(whole.sound.samples[-round((1.5 + closing().seconds) * RATE) : -round(closing().seconds * RATE)])
    assert abs(loudness(tail) - TARGET) < 1.5


@pytest.mark.parametrize("kind", ["wav", "mp3", "opus"])
def test_a_file_comes_back_as_long_as_it_went_and_is_always_the_same(kind: str) -> None:
    sound = speak(TEXT, voice_for("vi")).sound
    content = encode(sound, kind)
    assert content == encode(sound, kind)
    assert abs(decode(content).seconds - sound.seconds) < 0.15
    assert hear(content).seconds == pytest.approx(sound.seconds, abs=0.15)


def test_marks_of_a_markup_are_only_letters() -> None:
    assert speak('<speak><break time="9s"/>một</speak>', voice_for("vi"), chimes=False).seconds < 12


def test_a_text_that_is_too_long_says_how_long_it_may_be() -> None:
    with pytest.raises(CannotSpeak, match="20000"):
        speak("a" * 20_001, voice_for("vi"))


def test_many_may_ask_at_once() -> None:
    with ThreadPoolExecutor(8) as pool:
        heard = set(pool.map(lambda _n: speak(TEXT, voice_for("vi"), chimes=False).sound.samples.tobytes(), range(16)))
    assert len(heard) == 1


def test_an_engine_that_died_is_replaced() -> None:
    engine = Engine()
    first = engine.speak("một", "vi", words_a_minute=150)
    assert engine._process is not None
    engine._process.kill()
    engine._process.wait()
    assert engine.speak("một", "vi", words_a_minute=150) == first


def test_an_engine_that_gives_no_sound_says_so_and_is_asked_anew() -> None:
    engine = Engine((sys.executable, "-c", "import sys; sys.stdin.readline()"))
    for _again in range(2):
        with pytest.raises(CannotSpeak, match="stopped in the middle"):
            engine.speak("một", "vi", words_a_minute=150)


def test_a_program_that_is_not_there_says_so(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("VUNGXANH_PIPER_VOICE", str(tmp_path / "vi_VN-x.onnx"))
    assert voices()[0].engine == "piper"
    with pytest.raises(CannotSpeak, match="piper"):
        speak("một", voice_for("vi"))


def test_a_language_without_a_voice_names_the_voices_there_are() -> None:
    with pytest.raises(UnknownVoice, match="vi-south"):
        voice_for("rad")


@pytest.mark.parametrize(
    ("sound", "codes"),
    [
        (tone(0.1), ["too-short"]),
        (silence(2), ["silent"]),
        (tone(2, 3.0), ["clipped"]),
        (silence(0.1), ["too-short", "silent"]),
    ],
    ids=["a click", "silence", "distorted", "both at once"],
)
def test_all_that_is_wrong_with_a_recording_is_said_at_once(sound: Sound, codes: list[str]) -> None:
    with pytest.raises(NotHeard) as refused:
        hear(encode(sound, "wav"))
    assert refused.value.codes == codes


@pytest.mark.parametrize("content", [b"", b"RIFF", b"not sound", encode(tone(2), "mp3")[:10], b"\0" * 10_000])
def test_what_is_no_sound_is_refused(content: bytes) -> None:
    with pytest.raises(NotHeard):
        hear(content)


def test_another_rate_keeps_its_length() -> None:
    assert at_our_rate(tone(2, rate=44_100)).seconds == pytest.approx(2, abs=0.01)
    assert joined([tone(1), silence(0.5)]).seconds == 1.5
