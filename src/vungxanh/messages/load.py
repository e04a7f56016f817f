"""Loads the ready templates that come with the program. What an editor has changed since is left alone."""

from importlib.resources import files

import yaml

from vungxanh.messages.models import MessageTemplate


def load_templates() -> int:
    """Add the templates that are not there yet, by key. Returns how many were added."""
    rows = yaml.safe_load(files("vungxanh.messages").joinpath("templates.yaml").read_text(encoding="utf-8"))
    known = set(MessageTemplate.objects.values_list("key", flat=True))
    new = [MessageTemplate(**row) for row in rows if row["key"] not in known]
    MessageTemplate.objects.bulk_create(new)
    return len(new)
