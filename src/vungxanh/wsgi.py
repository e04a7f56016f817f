"""The web entry point for Granian or any WSGI server."""

import gc
import os

from vungxanh import database

database.ensure_running(as_program=True)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vungxanh.settings")

from django.core.wsgi import get_wsgi_application  # noqa: E402  (settings need the database's address)

application = get_wsgi_application()

# What is loaded now stays until the process ends. Looking through it again and again for garbage is a pause of 100 ms
# in every tenth request of a large screen (benchmarks/figures_desk.py).
gc.collect()
gc.freeze()
