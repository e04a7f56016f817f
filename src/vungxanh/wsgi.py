"""The web entry point for Granian or any WSGI server."""

import os

from vungxanh import database

database.ensure_running(as_program=True)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vungxanh.settings")

from django.core.wsgi import get_wsgi_application  # noqa: E402  (settings need the database's address)

application = get_wsgi_application()

from vungxanh.warm import load_and_freeze  # noqa: E402  (apps are loaded now)

load_and_freeze()
