"""One settings file; everything that differs between machines comes from the environment."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django_stubs_ext
import environ
from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config.environment import (
    Environment,
    host_names,
    log_level,
    public_url,
    redis_url,
    secret,
    sender,
)

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
environ.Env.read_env(BASE_DIR / ".env")
env = Environment(environ.Env())

DEBUG = env.flag("DEBUG")
SECRET_KEY = env.read("SECRET_KEY", secret, example="50 random characters or more")
# Keys of the answer links, newest first; old ones stay valid until they are removed.
LINK_KEYS = env.words("LINK_KEYS", example="new-random-key,old-random-key", default=[SECRET_KEY])
# Addresses of people who asked not to be written to outlive their erasure as a hash under this key.
PEPPER = env.text("PEPPER", example="a random text that never changes", default=SECRET_KEY)

PUBLIC_URL = env.read("PUBLIC_URL", public_url, example="https://heartline.example.org")
_PUBLIC = urlsplit(PUBLIC_URL)
ALLOWED_HOSTS = env.read(
    "ALLOWED_HOSTS", host_names, example="heartline.example.org", default=[_PUBLIC.hostname]
)
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

# --- parts --------------------------------------------------------------------------------------

DEMO = env.flag("DEMO")
DEMO_INBOX = Path(env.text("DEMO_INBOX", example="var/demo/inbox", default="var/demo/inbox"))

INSTALLED_APPS = [
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "template_partials",
    "django_htmx",
    "lucide",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_structlog",
    "config",
    "accounts",
    "emotions",
    "actions",
    "journeys",
    "training",
    "surveys",
    "insights",
    "integrations",
    *(["demo"] if DEMO else []),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "accounts.middleware.SmallBodyMiddleware",
    "accounts.middleware.NullByteMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "accounts.middleware.SlashMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.LogMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "accounts.middleware.LoginRequiredMiddleware",
    "accounts.middleware.OrganizationMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "config.forms.Renderer"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "config.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
            ],
        },
    },
]

# --- data ---------------------------------------------------------------------------------------

DATABASE_ENGINES = ("django.db.backends.postgresql", "django.db.backends.sqlite3")


def _database(value: str) -> dict[str, Any]:
    found = dict(environ.Env.db_url_config(value))
    if found.get("ENGINE") not in DATABASE_ENGINES or not found["NAME"]:
        raise ValueError("it must name a database of PostgreSQL or SQLite")
    if found["ENGINE"] == "django.db.backends.sqlite3":
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
        }
    else:
        # A new connection for every request costs a factor of four on the answer page.
        found["CONN_MAX_AGE"] = 60
        found["CONN_HEALTH_CHECKS"] = True
    return found


DATABASES = {
    "default": env.read(
        "DATABASE_URL",
        _database,
        example="postgres://heartline:password@db:5432/heartline",
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.read("REDIS_URL", redis_url, example="redis://redis:6379/0")
CACHES = {"default": {"BACKEND": "config.caches.ForgivingCache", "LOCATION": REDIS_URL}}

# --- background work ----------------------------------------------------------------------------

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A web request that only leaves a hint must not wait for a broker that is gone: the outbox has it.
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 2, "socket_timeout": 30}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {
    "surveys.tasks.dispatch_*": {"queue": "mail"},
    "surveys.tasks.refresh_*": {"queue": "rollup"},
    "insights.tasks.fold_*": {"queue": "rollup"},
    # Strangers' servers may be slow; neither imports nor mails wait for them.
    "integrations.tasks.send_webhooks": {"queue": "default"},
    "integrations.tasks.*": {"queue": "ingest"},
}
CELERY_BEAT_SCHEDULE = {
    "send what is due": {"task": "surveys.tasks.dispatch_due", "schedule": 30.0},
    "re-aggregate dirty days": {"task": "surveys.tasks.refresh_dirty_days", "schedule": 20.0},
    "decide held interactions": {"task": "surveys.tasks.decide_held", "schedule": 60.0},
    "decide new interactions": {"task": "surveys.tasks.decide_new", "schedule": 60.0},
    "queue reminders": {"task": "surveys.tasks.queue_reminders", "schedule": 300.0},
    "close windows of drafts": {"task": "surveys.tasks.close_drafts", "schedule": 300.0},
    "estimate design factors": {
        "task": "surveys.tasks.estimate_design_factors",
        "schedule": crontab(hour=3, minute=10),
    },
    "compare roll-ups with the answers": {
        "task": "surveys.tasks.verify_rollups",
        "schedule": crontab(hour=3, minute=40),
    },
    "keep to the retention periods": {
        "task": "surveys.tasks.apply_retention",
        "schedule": crontab(hour=4, minute=10),
    },
    "go on with imports": {"task": "integrations.tasks.run_imports", "schedule": 60.0},
    "send webhooks": {"task": "integrations.tasks.send_webhooks", "schedule": 30.0},
    "forget imported files": {
        "task": "integrations.tasks.forget_files",
        "schedule": crontab(hour=4, minute=40),
    },
    "remind of training": {
        "task": "training.tasks.send_reminders",
        "schedule": crontab(hour=7, minute=0),
    },
    "send invitations that wait": {
        "task": "accounts.tasks.hint_waiting_invitations",
        "schedule": 60.0,
    },
    # After the roll-ups of the night were counted and compared.
    "look for alerts": {
        "task": "insights.tasks.check_alerts",
        "schedule": crontab(hour=5, minute=10),
    },
    "make monthly reports": {
        "task": "insights.tasks.make_reports",
        "schedule": crontab(hour=5, minute=40),
    },
    "fold answers for the drivers": {"task": "insights.tasks.fold_answers", "schedule": 300.0},
    "count customers met": {
        "task": "insights.tasks.count_reach",
        "schedule": crontab(hour=3, minute=20),
    },
    # After the month's roll-ups of the night.
    "hold answers against imported facts": {
        "task": "insights.tasks.fold_facts",
        "schedule": crontab(hour=3, minute=50),
    },
    "close belief rounds": {"task": "journeys.tasks.close_due_rounds", "schedule": 300.0},
    "ask for estimates": {"task": "journeys.tasks.hint_unsent_belief_invitees", "schedule": 60.0},
    "close and open employee pulses": {"task": "surveys.tasks.keep_pulse", "schedule": 300.0},
    "ask staff": {"task": "surveys.tasks.hint_unsent_pulse_invitees", "schedule": 60.0},
}

# --- mail ---------------------------------------------------------------------------------------


def _email(value: str) -> dict[str, Any]:
    return dict(environ.Env.email_url_config(value))


EMAIL_URL = env.read("EMAIL_URL", _email, example="smtp+tls://user:password@mail.example.org:587")
globals().update({key: value for key, value in EMAIL_URL.items() if key.startswith("EMAIL_")})
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.read("DEFAULT_FROM_EMAIL", sender, example="Heartline <hello@example.org>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# How long a worker may keep a batch of mails to itself; one that dies holds them up that long.
MAIL_LEASE_SECONDS = env.number("MAIL_LEASE_SECONDS", example="120", default=120)
MAIL_CONNECTIONS = env.number("MAIL_CONNECTIONS", example="2", default=2)

# Hosts of one's own network that alerts may be sent to; every other private address is refused.
WEBHOOK_PRIVATE_HOSTS = env.words(
    "WEBHOOK_PRIVATE_HOSTS", example="chat.internal,127.0.0.1", default=[]
)

# --- people -------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "accounts.http.DoorAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # a member comes in by an invitation that proves the address
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = _PUBLIC.scheme == "http"
USERSESSIONS_TRACK_ACTIVITY = False

# --- languages ----------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("de", _("German")),
    ("fr", _("French")),
    ("es", _("Spanish")),
    ("ar", _("Arabic")),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- files --------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
NODE_MODULES = BASE_DIR / "node_modules"
VENDOR_FILES = {
    "vendor/stimulus.js": "@hotwired/stimulus/dist/stimulus.js",
    "vendor/tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "vendor/tabler.rtl.min.css": "@tabler/core/dist/css/tabler.rtl.min.css",
    "vendor/tabler.min.css.map": "@tabler/core/dist/css/tabler.min.css.map",
    "vendor/tabler.rtl.min.css.map": "@tabler/core/dist/css/tabler.rtl.min.css.map",
}
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "config.finders.VendorFinder",
]
# Compressing every file takes minutes; only the image that is shipped pays for it.
STATIC_COMPRESS = env.flag("STATIC_COMPRESS")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "config.storages.CompressedStorage"
        if STATIC_COMPRESS
        else "config.storages.PublishedStorage"
        if not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", example="/srv/media", default=str(BASE_DIR / "var/media")))
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
UPLOAD_MAX_BYTES = env.number("UPLOAD_MAX_BYTES", example="104857600", default=100 * 1024 * 1024)

# --- safety -------------------------------------------------------------------------------------

_HTTPS = _PUBLIC.scheme == "https"
if not _HTTPS and not DEBUG and not DEMO and _PUBLIC.hostname not in ("localhost", "127.0.0.1"):
    raise ImproperlyConfigured(
        "PUBLIC_URL must use https outside of a local machine. "
        "Example: PUBLIC_URL=https://heartline.example.org"
    )
# Only a proxy that overwrites the header may be believed.
if env.flag("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # Without this everybody shares the proxy's address, and one attacker locks all others out.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
SECURE_SSL_REDIRECT = _HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31536000 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _HTTPS
SECURE_HSTS_PRELOAD = _HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = _HTTPS
CSRF_FAILURE_VIEW = "config.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

# --- API ----------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["accounts.gate.DoorAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.gate.DoorPermission"],
    "DEFAULT_PAGINATION_CLASS": "accounts.gate.Pages",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "config.api_schema.DoorSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["accounts.gate.CleanJSONParser"],
    "DEFAULT_THROTTLE_CLASSES": ["accounts.gate.TokenThrottle"],
    "DEFAULT_THROTTLE_RATES": {"token": "600/min"},
    "EXCEPTION_HANDLER": "accounts.gate.exception_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Heartline API",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "DESCRIPTION": "Everything a person can do with one organization, for other systems. "
    "A token acts with the role of its member and may be asked 600 times a minute. "
    "What goes wrong is told in one shape everywhere.",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "ENUM_NAME_OVERRIDES": {
        "Role": "accounts.permissions.ROLE_VALUES",
        "ActionState": "actions.models.Action.State",
        "ImportState": "integrations.models.Import.State",
        "SurveyState": "surveys.models.Survey.State",
        "DecisionVerdict": "surveys.models.Decision.Verdict",
        "EvidenceVerdict": "insights.api.evidence.VERDICTS",
        "DeliveryState": "surveys.models.Delivery.State",
        "ResponseState": "surveys.models.Response.State",
    },
    "SCHEMA_PATH_PREFIX": r"/\{org\}/api/v1",
}

# --- logs ---------------------------------------------------------------------------------------

LOG_LEVEL = env.read("LOG_LEVEL", log_level, example="INFO", default="INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "config.logs.json_formatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        # Every font of every PDF would tell which of its tables were dropped.
        "fontTools": {"level": "WARNING"},
        # Two lines for every task that beat starts, most of which find nothing to do.
        "celery": {"level": "WARNING"},
    },
}
DJANGO_STRUCTLOG_USER_ID_FIELD = "pk"
DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False

# What an organization may not be called, because the address belongs to the house.
RESERVED_SLUGS = frozenset(
    (
        *("accounts", "admin", "api", "demo", "healthz", "hooks", "invite", "join", "live"),
        *("media", "organizations", "readyz", "s", "setup", "static", "u", "ui"),
    )
)
SLUG_PATTERN = re.compile(r"^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$")
