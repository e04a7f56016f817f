"""Django settings. Everything that differs between sites comes from the environment; see docs/operators.md."""

import os
import secrets
from datetime import UTC, datetime
from pathlib import Path

import dj_database_url

PACKAGE = Path(__file__).parent
HOME = Path(os.environ.get("VUNGXANH_HOME", "var")).resolve()

DEBUG = False
VUNGXANH_EXERCISE = os.environ.get("VUNGXANH_EXERCISE", "1") != "0"
VUNGXANH_NOW = os.environ.get("VUNGXANH_NOW", "")
# The real moment in which VUNGXANH_NOW was the time; programs that share it agree. Without it: when this one started.
STARTED = datetime.now(UTC).isoformat()
VUNGXANH_NOW_SINCE = os.environ.get("VUNGXANH_NOW_SINCE") or (STARTED if VUNGXANH_NOW else "")
VUNGXANH_PROVINCE = os.environ.get("VUNGXANH_PROVINCE", "26")

# Without a key in the environment every start signs with a new one: sessions end, nothing is exposed.
SECRET_KEY = os.environ.get("VUNGXANH_SECRET_KEY") or secrets.token_urlsafe(50)
LASTING_KEY = bool(os.environ.get("VUNGXANH_SECRET_KEY"))  # what is signed today can be checked tomorrow
# Where the portal is found from outside, for the addresses in mails. They would not outlive a key that does not last.
PUBLIC_URL = os.environ.get("VUNGXANH_PUBLIC_URL", "").rstrip("/") if LASTING_KEY else ""
ALLOWED_HOSTS = os.environ.get("VUNGXANH_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
# How many proxies of ours stand in front and write X-Forwarded-For; the API counts requests by whoever stands before.
VUNGXANH_PROXIES = int(os.environ.get("VUNGXANH_PROXIES", "0"))
# YAML: which data elements and organisation units of a DHIS2 are which of our indicators and places. docs/rooms/api.md
VUNGXANH_DHIS2_MAPPING = os.environ.get("VUNGXANH_DHIS2_MAPPING", "")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("VUNGXANH_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "vungxanh.places",
    "vungxanh.agencies",
    "vungxanh.figures",
    "vungxanh.levels",
    "vungxanh.messages",
    "vungxanh.renditions",
    "vungxanh.subscribers",
    "vungxanh.dispatch",
    "vungxanh.duties",
    "vungxanh.portal",
    "vungxanh.desk",
    "vungxanh.api",
    "vungxanh.exercise",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.search",
    "vungxanh.desk.quiet_shell.QuietShell",  # wagtail.admin
    "wagtail",
    "modelcluster",
    "taggit",
    "pgtrigger",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "vungxanh.urls"
WSGI_APPLICATION = "vungxanh.wsgi.application"
AUTH_USER_MODEL = "agencies.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": dj_database_url.config(conn_max_age=60, conn_health_checks=True)}

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["vungxanh.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
WAGTAILADMIN_USER_LOGIN_FORM = "vungxanh.desk.login_form.OfficersLogin"
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # one clock for all: nobody is asked
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False  # or ids in addresses and forms would be parted too; counts are written by `many`

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [PACKAGE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Not the manifest storage: the shell's style sheet names a picture of wagtail.images, which is not installed.
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
MEDIA_URL = "/media/"
MEDIA_ROOT = HOME / "media"

LOGIN_URL = "wagtailadmin_login"
WAGTAIL_SITE_NAME = "Vùng Xanh"
WAGTAILADMIN_BASE_URL = os.environ.get("VUNGXANH_URL", "http://127.0.0.1:8000")
WAGTAIL_PASSWORD_RESET_ENABLED = False  # no mail leaves but through our channels; an administrator sets a new one
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "vungxanh.messages.after_the_way.no_publishing"
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "SAMEORIGIN"
if os.environ.get("VUNGXANH_HTTPS") == "1":
    SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31_536_000

# Message text, phone numbers and names never reach the log: requests are logged by path and status only.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("VUNGXANH_LOG", "WARNING")},
}
