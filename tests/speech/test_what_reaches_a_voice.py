"""What was approved is what is heard: no hidden character changes the voice, ends the text or asks for another."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vungxanh.speech import espeak
from vungxanh.speech.espeak import ENGINE, CannotSpeak, Engine
from vungxanh.speech.speak import speak
from vungxanh.speech.speakable import paragraphs
from vungxanh.speech.voices import voice_for


def heard(text: str, **manner: int) -> bytes:
    return speak(text, voice_for("vi"), chimes=False, **manner).sound.samples.tobytes()


@pytest.mark.parametrize(
    "hidden",
    [
        "một \0hai ba",  # the end of a text in C
        "một \x01hai ba",
        "một\x02 hai ba",
        "một\u200b hai\ufeff ba",
        "m\u00adột hai ba",
        "một\r hai\t\tba",
        "một [[hai]] ba",
        "một \ud800hai ba",
    ],
)
def test_a_hidden_character_changes_nothing_that_is_heard(hidden: str) -> None:
    assert heard(hidden) == heard("một hai ba")


def test_a_command_to_the_voice_is_read_as_letters() -> None:
    """To espeak-ng, Control-A and “30S” mean: a fifth of the speed from here on."""
    assert paragraphs("một \x0130S hai") == ["một 30S hai"]


def test_paragraphs_stay_apart_and_empty_ones_are_none() -> None:
    assert paragraphs("một\n\n  \n hai  ba \u2029bốn") == ["một", "hai ba", "bốn"]


@given(st.text())
def test_only_what_can_be_said_is_left(text: str) -> None:
    for paragraph in paragraphs(text):
        assert paragraph == " ".join(paragraph.split()) != ""
        assert not any(letter < " " or letter == "\x7f" for letter in paragraph)
        paragraph.encode()


@pytest.mark.parametrize("text", ["", " \n ", "\x01", "\0", "…", "[[ ]]"])
def test_where_nothing_would_be_heard_nothing_is_played(text: str) -> None:
    with pytest.raises(CannotSpeak, match="nothing to say"):
        speak(text, voice_for("vi"))


def test_a_voice_that_is_not_there_is_not_replaced_by_another() -> None:
    with pytest.raises(CannotSpeak):
        ENGINE.speak("một", "không-có", words_a_minute=150)
    assert ENGINE.speak("một", "vi", words_a_minute=150)[0]


def test_slower_is_longer_and_another_pitch_is_another_sound() -> None:
    text = "Hãy ở nhà khi có thể."
    assert len(heard(text, words_a_minute=100)) > 1.2 * len(heard(text, words_a_minute=180))
    assert heard(text, pitch=20) != heard(text, pitch=80)


def test_ten_thousand_letters_without_a_stop_are_spoken() -> None:
    samples, rate = ENGINE.speak("một hai ba bốn " * 666, "vi", words_a_minute=150)
    assert len(samples) / 2 / rate > 300


def test_twenty_may_ask_for_different_things_at_once() -> None:
    texts = [f"số {'một ' * n}" for n in range(1, 21)]
    alone = [ENGINE.speak(text, "vi", words_a_minute=150) for text in texts]
    with ThreadPoolExecutor(20) as pool:
        assert list(pool.map(lambda text: ENGINE.speak(text, "vi", words_a_minute=150), texts)) == alone


@pytest.mark.parametrize("also", ["", "os.fork();"], ids=["alone", "with a child that holds the pipe"])
def test_an_engine_that_does_not_answer_is_ended(also: str, monkeypatch) -> None:
    monkeypatch.setattr(espeak, "SECONDS", 0.5)
    engine = Engine((sys.executable, "-c", f"import os, sys; {also} [None for _line in sys.stdin]"))
    with pytest.raises(CannotSpeak):
        engine.speak("một", "vi", words_a_minute=150)
    assert engine._process is None


def piper_that(does: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An operator's own program, and the model that it is told to use."""
    program, model = folder / "piper", folder / "vi_VN-x.onnx"
    program.write_text(f"#!{sys.executable}\nimport sys\n{does}\n")
    program.chmod(0o700)
    model.touch()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("VUNGXANH_PIPER_VOICE", str(model))
    return model


HUM = "import math\nfor n in range(11025): w(int(9000 * math.sin(n / 5)).to_bytes(2, 'little', signed=True))"
WRITE = "w = sys.stdout.buffer.write\n"


def test_a_piper_voice_is_heard_at_the_rate_of_its_model(tmp_path, monkeypatch) -> None:
    model = piper_that(f"{WRITE}assert sys.stdin.read() == 'một hai'\n{HUM}", tmp_path, monkeypatch)
    assert speak("một hai", voice_for("vi"), chimes=False).seconds == pytest.approx(0.5, abs=0.01)
    model.with_suffix(".onnx.json").write_text('{"audio": {"sample_rate": 11025}}')
    assert speak("một hai", voice_for("vi"), chimes=False).seconds == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize(
    "does", ["sys.exit(1)", "pass", "sys.stdout.write('x')"], ids=["it fails", "it is dumb", "half a sample"]
)
def test_a_piper_voice_without_sound_says_so(does: str, tmp_path, monkeypatch) -> None:
    piper_that(does, tmp_path, monkeypatch)
    with pytest.raises(CannotSpeak, match="gave no sound"):
        speak("một", voice_for("vi"))


def test_a_sample_cut_in_half_is_left_out(tmp_path, monkeypatch) -> None:
    piper_that(f"{WRITE}{HUM}\nw(b'x')", tmp_path, monkeypatch)
    assert np.isfinite(speak("một", voice_for("vi"), chimes=False).sound.samples).all()
