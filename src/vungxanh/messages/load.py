"""Loads what the writing desk begins with: the ready templates and the ways to an approval.

What an editor has changed since is left alone.
"""

from importlib.resources import files

import yaml

from vungxanh.messages.clearance import load_clearance
from vungxanh.messages.models import MessageTemplate


def load_desk() -> int:
    """Templates and ways to an approval. Returns how many templates were added."""
    load_clearance()
    return load_templates()


def load_templates() -> int:
    """Add the templates that are not there yet, by key. Returns how many were added."""
    rows = yaml.safe_load(files("vungxanh.messages").joinpath("templates.yaml").read_text(encoding="utf-8"))
    known = set(MessageTemplate.objects.values_list("key", flat=True))
    new = [MessageTemplate(**row) for row in rows if row["key"] not in known]
    MessageTemplate.objects.bulk_create(new)
    return len(new)
