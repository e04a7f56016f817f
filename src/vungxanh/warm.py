"""Loads before the first request what every process needs sooner or later, and puts it out of the collector's sight.

What stays until the process ends is not garbage. Looking through it again and again is a pause of 50 to 160 ms in every
tenth request of a large screen (benchmarks/figures_desk.py).
"""

import gc
from pathlib import Path

from django.template.loader import get_template
from django.template.utils import get_app_template_dirs
from django.urls import reverse

WAGTAILS = "wagtailadmin"  # the one of its apps whose templates the desk is made of


def load_and_freeze() -> None:
    """About two seconds, once a process."""
    reverse("desk:figures")  # the first address asked for loads every view
    for folder in map(Path, get_app_template_dirs("templates")):
        if "vungxanh" in folder.parts or (folder / WAGTAILS).is_dir():
            for file in folder.rglob("*.html"):
                get_template(str(file.relative_to(folder)))
    gc.collect()
    gc.freeze()
