"""Loads what the writing desk begins with: the ready templates and the ways to an approval.

What an editor has changed since is left alone.
"""

from dataclasses import asdict

from vungxanh.messages.clearance import load_clearance
from vungxanh.messages.models import MessageTemplate
from vungxanh.messages.ready import ReadyTemplate, ready_templates


def load_desk() -> int:
    """Templates and ways to an approval. Returns how many templates were added."""
    load_clearance()
    return load_templates()


def load_templates() -> int:
    """Add the templates that are not there yet, by key. Returns how many were added."""
    known = set(MessageTemplate.objects.values_list("key", flat=True))
    new = [_row(one) for one in ready_templates() if one.key not in known]
    MessageTemplate.objects.bulk_create(new)
    return len(new)


def _row(ready: ReadyTemplate) -> MessageTemplate:
    """The facts are not stored: the words name them, and `bound` fills them or shows the gap."""
    fields = asdict(ready)
    del fields["facts"]
    return MessageTemplate(**fields | {"levels": list(ready.levels)})
