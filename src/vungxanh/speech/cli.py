"""`vungxanh say "TEXT"`: the reading form of a text; with --wav, --mp3 or --opus, the sound of it too."""

import argparse
from collections.abc import Callable
from pathlib import Path

from vungxanh.text.nfc import nfc
from vungxanh.text.reading import aloud, reading, seconds_aloud


def main(argv: list[str]) -> int:
    """Print the reading form; write sound where it is asked for. 1 with a sentence when there is nothing to say."""
    asked = _parser().parse_args(argv)
    if asked.voices:
        return _list_voices()
    text = nfc(asked.text)
    said = aloud(text, language=asked.language)
    if not said:
        print("There is nothing to say.")
        return 1
    print(said)
    if asked.pieces:
        for one in reading(text, language=asked.language):
            if one.written.strip() and one.written != one.said:
                print(f"  {one.written!r} → {one.said!r}")
    return _sound(asked, said) if asked.wav or asked.mp3 or asked.opus else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="vungxanh say", description=__doc__)
    parser.add_argument("text", nargs="?", default="")
    parser.add_argument("--language", choices=("vi", "en"), default="vi")
    parser.add_argument("--pieces", action="store_true", help="show which written piece became which words")
    parser.add_argument("--voice", default="", help="a voice from --voices")
    parser.add_argument("--voices", action="store_true", help="list the voices")
    parser.add_argument("--speed", type=_within(80, 450), default=150, metavar="WORDS", help="words a minute")
    parser.add_argument("--pitch", type=_within(0, 99), default=50, metavar="0-99", help="50 is the middle")
    parser.add_argument("--no-chime", action="store_true", help="without opening and closing chime")
    for suffix in ("wav", "mp3", "opus"):
        parser.add_argument(f"--{suffix}", type=Path, metavar="FILE", help=f"write the sound as {suffix.upper()}")
    return parser


def _within(least: int, most: int) -> Callable[[str], int]:
    def number(written: str) -> int:
        if not written.isdecimal() or not least <= int(written) <= most:
            raise argparse.ArgumentTypeError(f"it goes from {least} to {most}")
        return int(written)

    return number


def _list_voices() -> int:
    from vungxanh.speech.voices import voices

    for voice in voices():
        print(f"{voice.key:<18} {voice.language:<3} {voice.label_vi} / {voice.label_en}")
    return 0


def _sound(asked: argparse.Namespace, said: str) -> int:
    from vungxanh.speech.encode import encode
    from vungxanh.speech.speak import CannotSpeak, speak
    from vungxanh.speech.voices import UnknownVoice, voice_for

    try:
        voice = voice_for(asked.language, asked.voice)
        spoken = speak(said, voice, words_a_minute=asked.speed, pitch=asked.pitch, chimes=not asked.no_chime)
    except (UnknownVoice, CannotSpeak) as problem:
        print(problem)
        return 1
    for suffix in ("wav", "mp3", "opus"):
        path: Path | None = getattr(asked, suffix)
        if path is not None:
            try:
                path.write_bytes(encode(spoken.sound, suffix))
            except OSError as problem:
                print(f"{path} cannot be written: {problem.strerror}.")
                return 1
            print(f"{path}: {spoken.sound.seconds:.1f} s, {spoken.loudness:.1f} LUFS")
    print(f"about {seconds_aloud(said):.0f} s by an announcer")
    return 0
