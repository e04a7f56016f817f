"""Tests run on a real PostgreSQL: DATABASE_URL, or a private server that is kept between runs under var/."""

import os

from vungxanh import database

os.environ.setdefault("VUNGXANH_EXERCISE", "1")
database.ensure_running("vungxanh_dev")
