"""`vungxanh say`: the reading form is printed, and a file is written where one is asked for."""

from pathlib import Path

import pytest

from vungxanh.speech.cli import main
from vungxanh.speech.hear import hear


def test_the_reading_form_is_printed_and_three_files_are_written(tmp_path: Path, capsys) -> None:
    files = [tmp_path / f"tin.{kind}" for kind in ("wav", "mp3", "opus")]
    asked = [word for file in files for word in (f"--{file.suffix[1:]}", str(file))]
    assert main(["17h00 ngày 02/9/2021", "--voice", "vi-south", "--speed", "130", "--pitch", "40", *asked]) == 0
    assert capsys.readouterr().out.startswith("mười bảy giờ")
    assert len({round(hear(file.read_bytes()).seconds) for file in files}) == 1


def test_the_voices_are_listed_in_both_languages(capsys) -> None:
    assert main(["--voices"]) == 0
    listed = capsys.readouterr().out
    assert all(key in listed for key in ("vi ", "vi-central", "vi-south", "giọng Nam", "southern voice", "en "))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([""], "nothing to say"),
        (["một", "--voice", "không-có", "--wav", "x.wav"], "The voices are"),
        (["một", "--wav", "khong/co/x.wav"], "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(words: list[str], said: str, capsys, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(words) == 1
    assert said in capsys.readouterr().out


@pytest.mark.parametrize("words", [["một", "--speed", "5"], ["một", "--pitch", "x"]])
def test_a_speed_or_pitch_out_of_range_says_the_range(words: list[str], capsys) -> None:
    with pytest.raises(SystemExit):
        main(words)
    assert "it goes from" in capsys.readouterr().err
