"""Every setting, read once from the environment and typed; nonsense stops the start.

Two editions run the same code. `embedded` (the default) needs nothing: SQLite, a broker made of
files, generated keys, all in HOTELPMS_DATA. `production` demands its secrets and addresses.
DATABASE_URL and REDIS_URL switch the embedded edition to PostgreSQL and Redis one by one.
`.env.example` explains every variable.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from hotelpms import keys
from hotelpms.environment import Environment, database
from hotelpms.logs import logging_config

BASE_DIR = Path(__file__).resolve().parent.parent
LOOPBACK = ("localhost", "127.0.0.1", "::1")

env = Environment(os.environ)

# --- edition -----------------------------------------------------------------------------------

EDITION = env.choice("HOTELPMS_EDITION", "embedded", ("embedded", "production"))
IS_PRODUCTION = EDITION == "production"
DEBUG = env.flag("HOTELPMS_DEBUG")
# Its test cards are printed on its page: with it a guest could "pay" a real invoice.
TEST_GATEWAY = env.flag("HOTELPMS_TEST_GATEWAY", default=not IS_PRODUCTION)
PORT = env.number("PORT", 8000, least=1, most=65535)
DATA_DIR = Path(env.text("HOTELPMS_DATA", str(BASE_DIR / "data"))).expanduser().resolve()
DATABASE_URL = env.url("DATABASE_URL", schemes=("postgresql", "postgres"))
REDIS_URL = env.url("REDIS_URL", schemes=("redis", "rediss"))
# Links in mails and on paper are built from this, never from what a browser sends as Host.
PUBLIC_URL = env.address(
    "PUBLIC_URL",
    "" if IS_PRODUCTION else f"http://127.0.0.1:{PORT}",
    schemes=("https", "http"),
)
PUBLIC_HOST = urlsplit(PUBLIC_URL).hostname or ""
IS_HTTPS = PUBLIC_URL.startswith("https://")

SECRET_KEY = env.text("SECRET_KEY")
# Keys that signed sessions until lately: a change signs nobody out while the old one stands here.
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
# For what is in guests' mails for years: the first signs links, all are believed, the last one
# makes the ids that must come again. See hotelpms/kit/keys/signatures.py.
LINK_KEYS = env.words("LINK_KEYS")
# Fernet keys for stored passwords: the first encrypts, all of them decrypt.
FIELD_KEYS = env.words("FIELD_KEYS")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")

if IS_PRODUCTION:
    keys.refuse_unsafe(
        secret_key=SECRET_KEY,
        fallbacks=SECRET_KEY_FALLBACKS,
        link_keys=LINK_KEYS,
        field_keys=FIELD_KEYS,
    )
    if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
        raise ImproperlyConfigured("ALLOWED_HOSTS must list the host names of this installation.")
    if not IS_HTTPS and PUBLIC_HOST not in LOOPBACK:
        raise ImproperlyConfigured("PUBLIC_URL must be the https:// address that guests open.")
    if not DATABASE_URL or not REDIS_URL:
        raise ImproperlyConfigured("DATABASE_URL and REDIS_URL are needed in production.")
    if DEBUG:
        raise ImproperlyConfigured("HOTELPMS_DEBUG shows secrets and is refused in production.")
else:
    kept = keys.load_or_create(DATA_DIR)
    SECRET_KEY = SECRET_KEY or kept.secret_key
    LINK_KEYS = LINK_KEYS or kept.link_keys
    FIELD_KEYS = FIELD_KEYS or kept.field_keys
# Health checks and the supervisor ask from the machine itself.
ALLOWED_HOSTS += [PUBLIC_HOST, "localhost", "127.0.0.1", "[::1]"]

# --- apps --------------------------------------------------------------------------------------

# Our own apps from the ground up: each may import those before it. Addresses, translations, checks
# and tests read this list; a test holds the import contracts of pyproject.toml against it.
OURS = (
    "hotelpms.kit",
    "hotelpms.hotels",
    "hotelpms.lists",
    "cardex",
    "messaging",
    "reservations",
    "invoicing",
    "crm",
    "hotelpms.reports",
    "hotelpms.closing",
    "hotelpms.desk",
    "hotelpms.demo",
    "hotelpms.replay",
)
INSTALLED_APPS = [
    *OURS,
    "hotelpms.desk.admin_config.SetUpConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",  # its widget templates, for FORM_RENDERER
    "anymail",
    "axes",
    "csp",
    "django_celery_beat",
    "django_countries",
    "django_htmx",
    "django_structlog",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "hotelpms.kit.web.middleware.PermissionsMiddleware",
    "hotelpms.kit.web.middleware.NulMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hotelpms.hotels.middleware.PersonMiddleware",
    "hotelpms.hotels.middleware.RefusalMiddleware",
    "hotelpms.desk.middleware.EarlyFetchMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "hotelpms.urls"
WSGI_APPLICATION = "hotelpms.wsgi.application"
ASGI_APPLICATION = "hotelpms.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hotelpms.desk.shell.shell",
            ],
            "libraries": {"lucide": "hotelpms.kit.templatetags.icons"},
        },
    },
]

FORM_RENDERER = "hotelpms.desk.renderer.FormRenderer"

# --- rows --------------------------------------------------------------------------------------

# No ATOMIC_REQUESTS: with IMMEDIATE every GET would take SQLite's only write lock.
SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA_DIR / "hotelpms.sqlite3",
    "OPTIONS": {
        # A transaction that reads first and writes later fails under the default mode as soon as
        # another writer comes between; IMMEDIATE takes the write lock at BEGIN and waits for it.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    },
}
DATABASES = {"default": database("DATABASE_URL", DATABASE_URL) if DATABASE_URL else SQLITE}
if DATABASE_URL:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}

MEDIA_ROOT = DATA_DIR / "media"
CAUGHT_MAIL_DIR = DATA_DIR / "mails"

# Only counters live here: losing them costs nothing. Shared by all processes with Redis.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "hotelpms",
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# --- who ---------------------------------------------------------------------------------------

AUTH_USER_MODEL = "hotels.User"
LOGIN_URL = "hotels:login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "hotels:login"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# How many proxies stand in front: that many entries of X-Forwarded-For are believed.
PROXY_COUNT = env.number("HOTELPMS_PROXY_COUNT", 0, least=0, most=5)
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
# What axes would take itself is the first entry, which whoever guesses can make up anew each time.
AXES_CLIENT_IP_CALLABLE = "hotelpms.kit.web.proxies.client_address"
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "hotelpms.hotels.views.sign_in.locked_out"

# --- the browser -------------------------------------------------------------------------------

SESSION_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "hotelpms_session"
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_NAME = "hotelpms_csrf"
CSRF_FAILURE_VIEW = "hotelpms.desk.views.errors.stale_form"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXY_COUNT else None
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        # Browsers hold the redirect after a POST against this list: paying leaves for Stripe.
        "form-action": ["'self'", "https://checkout.stripe.com"],
    },
}

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("HOTELPMS_STATIC", str(DATA_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
# Production serves what `collectstatic` hashed at build; elsewhere files are found in place,
# so that a start needs no collecting.
WHITENOISE_USE_FINDERS = not IS_PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "hotelpms.kit.web.hashed_files.HashedFiles"
        if IS_PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# --- language and time -------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish")), ("tr", _("Turkish")), ("cs", _("Czech"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = "hotelpms.kit.formats"
USE_TZ = True
TIME_ZONE = "UTC"  # each hotel has a zone of its own; this one is only for storing

# --- telling the workers (Celery) --------------------------------------------------------------

BROKER_DIR = DATA_DIR / "broker"
CELERY_BROKER_URL = REDIS_URL or "filesystem://"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    # A dead broker must not keep the desk waiting: the sweep does what a lost task should have.
    {"socket_connect_timeout": 2, "socket_timeout": 5}
    if REDIS_URL
    else {
        "data_folder_in": str(BROKER_DIR / "queue"),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "control_folder": str(BROKER_DIR / "control"),
        "processed_folder": str(BROKER_DIR / "processed"),
        "polling_interval": 0.5,
    }
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Celery would give up and end the worker after fifty minutes without a broker.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
CELERY_TASK_SERIALIZER = "json"
CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_MAX_MEMORY_PER_CHILD = (
    500_000  # kilobytes; printing long reports leaves memory behind
)
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_TIMEZONE = "UTC"
CELERY_ENABLE_UTC = True

# --- logs --------------------------------------------------------------------------------------

LOG_LEVEL = env.choice("HOTELPMS_LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
LOGGING_CONFIG = None
LOGGING = logging_config(level=LOG_LEVEL, as_json=IS_PRODUCTION)

env.refuse_unknown()
VARIABLES = frozenset(env.names)
