"""Settings. Everything that differs between places comes from the environment or the place's TOML file."""

from __future__ import annotations

import os
from pathlib import Path

from congress.config.database import database_from_environment
from congress.config.secrets import installation_secret

PACKAGE_DIR = Path(__file__).resolve().parents[1]
DATA_DIR = Path(os.environ.get("RENDA_DATA", "data")).resolve()
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
KEY_DIR = Path(os.environ.get("RENDA_KEYS", DATA_DIR.with_name(DATA_DIR.name + "-keys"))).resolve()
PLACE_FILE = os.environ.get("RENDA_PLACE", "")

PRODUCTION = os.environ.get("RENDA_PRODUCTION", "") == "1"
DEBUG = False
CLOCK_MOVABLE = os.environ.get("RENDA_CLOCK_MOVABLE", "") == "1" and not PRODUCTION
SECRET_KEY = installation_secret(KEY_DIR, "web")
FILE_NAME_KEY = installation_secret(KEY_DIR, "files")

ALLOWED_HOSTS = os.environ.get("RENDA_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
SECURE_TRANSPORT = os.environ.get("RENDA_HTTPS", "1" if PRODUCTION else "") == "1"
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("RENDA_ORIGINS", "").split(",") if origin]

PLATFORM = [
    "core",
    "events",
    "knowledge",
    "search",
    "audit",
    "identity",
    "organisation",
    "access",
    "documents",
    "upkeep",
    "portal",
]
APPS_DIR = PACKAGE_DIR / "apps"
APPS = sorted(each.name for each in APPS_DIR.iterdir() if (each / "apps.py").is_file())

INSTALLED_APPS = [
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    *[f"congress.platform.{name}" for name in PLATFORM],
    *[f"congress.apps.{name}" for name in APPS],
]

MIDDLEWARE = [
    "congress.platform.core.middleware.health_probe",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "congress.platform.core.packing.PackPages",
    "congress.platform.core.middleware.surroundings",
    "congress.platform.core.middleware.error_pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "congress.platform.identity.middleware.who_is_it",
    "congress.platform.portal.middleware.switched_apps",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "congress.config.urls"
ASGI_APPLICATION = "congress.config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "congress.platform.portal.shell.shell",
            ],
            "builtins": ["django.templatetags.i18n", "congress.platform.core.templatetags.ui"],
        },
    }
]

DATABASES = {"default": database_from_environment(DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE_DIR / "platform" / "core" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE_DIR / "config" / "static_built"
STATIC_ROOT.mkdir(exist_ok=True)
# Collected assets carry a hash in their name and stand there packed; without them the modules' own folders are served.
COLLECTED = (STATIC_ROOT / "staticfiles.json").is_file() or os.environ.get("RENDA_COLLECT", "") == "1"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not COLLECTED
WHITENOISE_MAX_AGE = 3600
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["png", "jpg", "webp", "woff", "woff2", "gz", "br", "ttf", "otf"]

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

SESSION_COOKIE_NAME = "renda_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SECURE_TRANSPORT
CSRF_COOKIE_NAME = "renda_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = SECURE_TRANSPORT
CSRF_FAILURE_VIEW = "congress.platform.core.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = False
X_FRAME_OPTIONS = "SAMEORIGIN"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "frame-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'self'"],
    }
}

UPLOAD_LIMIT_BYTES = int(os.environ.get("RENDA_UPLOAD_LIMIT_MIB", "50")) * 1024 * 1024
# What no request may exceed, whatever page it is for; pages that take files say sooner, and better, what is too much.
REQUEST_LIMIT_BYTES = 8 * UPLOAD_LIMIT_BYTES
FILE_UPLOAD_TEMP_DIR = DATA_DIR / "tmp"
FILE_UPLOAD_TEMP_DIR.mkdir(parents=True, exist_ok=True)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

JOB_LEASE_SECONDS = float(os.environ.get("RENDA_JOB_LEASE_SECONDS", "30"))
WORKER_POLL_SECONDS = float(os.environ.get("RENDA_WORKER_POLL_SECONDS", "0.5"))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("RENDA_LOG_LEVEL", "INFO")},
    "loggers": {"django.request": {"level": "CRITICAL"}, "django.security": {"level": "ERROR"}},
}
