"""The site's settings on a real PostgreSQL: DATABASE_URL, or a private server kept between runs under VUNGXANH_HOME."""

import os

from vungxanh import database

os.environ.setdefault("VUNGXANH_EXERCISE", "1")
database.ensure_running("vungxanh_dev")

from vungxanh.settings import *  # noqa: E402, F403  (the settings read DATABASE_URL)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # tests log in often

# The test server hands out static files itself, from where they lie.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]  # noqa: F405
