"""The lists of words that rules look for, as data an editor can read."""

from importlib.resources import files
from typing import Any

import yaml


def listed(name: str) -> Any:
    """The rows of `name`.yaml in this folder, as they are written there."""
    return yaml.safe_load(files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8"))
