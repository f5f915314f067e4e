"""Django settings, read from the environment once.

Every setting that an administrator may change is described in docs/reference/settings.md (a test compares).
"""

from __future__ import annotations

from pathlib import Path

from lvheng.configuration import Configuration

CONFIGURATION = Configuration.from_environment()

BASE_DIR = Path(__file__).resolve().parent
DATA_DIR = CONFIGURATION.data_dir
SECRET_KEY = CONFIGURATION.secret_key
DEBUG = CONFIGURATION.debug
ALLOWED_HOSTS = CONFIGURATION.hosts
CSRF_TRUSTED_ORIGINS = CONFIGURATION.trusted_origins
CSRF_FAILURE_VIEW = "lvheng.portal.errors.csrf_failure"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "pgtrigger",
    "procrastinate.contrib.django",
    "lvheng.areas",
    "lvheng.audit",
    "lvheng.notifications",
    "lvheng.plan",
    "lvheng.statistics",
    "lvheng.indicators",
    "lvheng.registers",
    "lvheng.rules",
    "lvheng.ledger",
    "lvheng.markets",
    "lvheng.cases",
    "lvheng.cases.public",
    "lvheng.reports",
    "lvheng.portal",
    "lvheng.world",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "lvheng.cases.public.no_trace.NoTraceMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lvheng.portal.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "lvheng.areas.middleware.ActingMiddleware",
    "lvheng.portal.middleware.ProblemMiddleware",
    "lvheng.areas.middleware.NextStepMiddleware",
]

ROOT_URLCONF = "lvheng.urls"
WSGI_APPLICATION = "lvheng.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "portal" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lvheng.portal.context.page",
            ],
            "builtins": [
                "lvheng.portal.templatetags.lvheng",
                "lvheng.portal.templatetags.lights",
                "lvheng.portal.templatetags.frame",
            ],
        },
    }
]

DATABASES = {"default": CONFIGURATION.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "areas.Person"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
# A session ends with the browser, after eight hours, or at sign-out, whichever comes first.
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_ADAPTER = "lvheng.areas.adapters.AccountAdapter"
# Failures lock the account that was tried, wherever they come from; the limits of an address are wide, because an
# office shares one.
ACCOUNT_RATE_LIMITS = {"login_failed": f"{CONFIGURATION.login_failures}/key,100/10m/ip", "login": "300/m/ip"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if CONFIGURATION.behind_proxy else 0
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not CONFIGURATION.production
MFA_FORMS = {
    "add_webauthn": "lvheng.areas.mfa_forms.AddKeyForm",
    "edit_webauthn": "lvheng.areas.mfa_forms.EditKeyForm",
}
MFA_TOTP_ISSUER = "绿衡 Lüheng"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LOCALE_PATHS: list[Path] = []

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": CONFIGURATION.static_storage},
}

# Whoever writes a page cannot load anything from elsewhere, run inline script or be framed.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CONFIGURATION.https
SECURE_SSL_REDIRECT = CONFIGURATION.https
SECURE_HSTS_SECONDS = 31_536_000 if CONFIGURATION.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if CONFIGURATION.behind_proxy else None

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

# Without a mail server, letters are files: nothing leaves the machine unasked.
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if CONFIGURATION.mail else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
DEFAULT_FROM_EMAIL = CONFIGURATION.mail_from
EMAIL_TIMEOUT = 20
if CONFIGURATION.mail:
    EMAIL_HOST, EMAIL_PORT = CONFIGURATION.mail.host, CONFIGURATION.mail.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = CONFIGURATION.mail.user, CONFIGURATION.mail.password
    EMAIL_USE_SSL = CONFIGURATION.mail.encrypted
    # A password is never sent in the clear.
    EMAIL_USE_TLS = bool(CONFIGURATION.mail.password) and not CONFIGURATION.mail.encrypted

DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# In the database, because failed sign-ins are counted here and every web process has to see the same count.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "areas_cache",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
