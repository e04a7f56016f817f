"""What abbreviations are said as: a table of ours, and the province's own entries before it."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

import yaml


@cache
def built_in() -> Mapping[str, str]:
    """{as written: as said}."""
    text = files("vungxanh.text.reading").joinpath("abbreviations.yaml").read_text(encoding="utf-8")
    return {str(short): said for short, said in yaml.safe_load(text).items()}


@lru_cache(maxsize=16)
def pattern(own: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What finds them, the longest first, and what each is said as."""
    said = {**built_in(), **dict(own)}
    longest = sorted(said, key=lambda short: (-len(short), short))
    return re.compile("|".join(re.escape(short) + _after(short) for short in longest)), said


def _after(short: str) -> str:
    """“TP.” stands before a name; what ends with a letter ends there."""
    if short.endswith(".") and "v.v" not in short:
        return r"(?=\s*[A-ZĐÀ-Ỹ\d])"
    return r"(?!\w)" if short[-1].isalnum() else ""
