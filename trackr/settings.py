"""All settings, from the environment (README has the table). Imported by build tools too: no print,
no lazy translation, nothing that fails where a run-time secret is missing."""

import os
from pathlib import Path

import django_stubs_ext
from django.utils.csp import CSP

from trackr import database, env

django_stubs_ext.monkeypatch()  # lets ModelForm[User] and its like stand in code that runs

BASE_DIR = Path(__file__).resolve().parent.parent
ON_VERCEL = env.flag("VERCEL", default=False)
DEBUG = env.flag("DEBUG", default=database.is_embeddable() and not ON_VERCEL)

SITE_URL = env.url("SITE_URL", "http://localhost:8000" if DEBUG else "https://trackr.help")
SECRET_KEY = env.text("SECRET_KEY", "for development only, never for people" if DEBUG else "")
FIELD_KEYS = env.words("FIELD_KEYS") or (
    ["ZGV2ZWxvcG1lbnQtb25seS1rZXktb2YtMzItYnl0ZXM="] if DEBUG else []
)
CRON_SECRET = env.text("CRON_SECRET")

# Outside services. No key: the feature is off and says so. SANDBOX_URL exists in development only.
SANDBOX_URL = env.url("SANDBOX_URL")
ANTHROPIC_API_KEY = env.text("ANTHROPIC_API_KEY")
ANTHROPIC_BASE_URL = env.url("ANTHROPIC_BASE_URL")
CLAUDE_TIMEOUT_SECONDS = env.seconds("CLAUDE_TIMEOUT_SECONDS", 55)
RESEND_API_KEY = env.text("RESEND_API_KEY")
RESEND_API_URL = env.url("RESEND_API_URL", "https://api.resend.com")
RESEND_WEBHOOK_SECRET = env.text("RESEND_WEBHOOK_SECRET")
MONOBANK_TOKEN = env.text("MONOBANK_TOKEN")
MONOBANK_URL = env.url("MONOBANK_URL", "https://api.monobank.ua")
GOOGLE_CLIENT_ID = env.text("GOOGLE_CLIENT_ID")
GOOGLE_CLIENT_SECRET = env.text("GOOGLE_CLIENT_SECRET")
GOOGLE_AUTH_URL = env.url("GOOGLE_AUTH_URL", "https://accounts.google.com/o/oauth2/v2/auth")
GOOGLE_TOKEN_URL = env.url("GOOGLE_TOKEN_URL", "https://oauth2.googleapis.com/token")
GOOGLE_REVOKE_URL = env.url("GOOGLE_REVOKE_URL", "https://oauth2.googleapis.com/revoke")
GOOGLE_API_URL = env.url("GOOGLE_API_URL", "https://www.googleapis.com/calendar/v3")
POSTHOG_API_KEY = env.text("POSTHOG_API_KEY")
POSTHOG_HOST = env.url("POSTHOG_HOST", "https://eu.i.posthog.com")
SENTRY_DSN = env.text("SENTRY_DSN")

ALLOWED_HOSTS = [
    SITE_URL.partition("://")[2].partition(":")[0],
    *env.words("ALLOWED_HOSTS"),
    *(["localhost", "127.0.0.1"] if DEBUG else []),
]
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "trackr.apps.TrackrConfig",
    "trackr.mail",
    "accounts",
    "billing",
    "applications",
    "cv",
    "coaching",
    "calendar_sync",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "trackr.apps.TrackrAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "trackr.middleware.last_resort",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "trackr.middleware.security_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "trackr.middleware.preferences",
    "trackr.middleware.DatabaseTrouble",
    "trackr.middleware.sign_in_again",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "trackr.urls"
WSGI_APPLICATION = "trackr.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "trackr.context_processors.site",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    },
    {
        # Hot fragments only (the board's cards): compiled, autoescaping, ten times Django's speed.
        "NAME": "jinja2",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {"trim_blocks": True, "lstrip_blocks": True},
    },
]

DATABASES = {"default": database.from_environment(os.environ)}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # fuller than that it throws counts of limits away
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.BCryptSHA256PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "applications:today"
LOGOUT_REDIRECT_URL = "pages:landing"

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignupForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_RATE_LIMITS = {  # beside allauth's own
    "capture": "60/h/user",
    "clip": "120/h/ip",
    "cv_export": "600/h/user",  # a picture of a page counts too
    "cv_reading": "30/h/user",
    "import": "30/h/user",
}
ACCOUNT_SESSION_REMEMBER = True
ALLAUTH_TRUSTED_CLIENT_IP_HEADER = "X-Real-IP" if ON_VERCEL else None
ALLAUTH_TRUSTED_PROXY_COUNT = 0

MFA_ADAPTER = "accounts.adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Trackr"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
MFA_FORMS = {
    "add_webauthn": "accounts.passkeys.AddForm",
    "authenticate_webauthn": "accounts.passkeys.AuthenticateForm",
    "login_webauthn": "accounts.passkeys.LoginForm",
    "reauthenticate_webauthn": "accounts.passkeys.ReauthenticateForm",
}

MAILERS = {
    "default": {
        "BACKEND": "trackr.mail.backend.ResendBackend"
        if RESEND_API_KEY or not DEBUG
        else "django.core.mail.backends.console.EmailBackend"
    }
}
DEFAULT_FROM_EMAIL = "Trackr <hello@trackr.help>"
SERVER_EMAIL = "Trackr <team@trackr.help>"
SUPPORT_EMAIL = "support@trackr.help"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("uk", "Українська")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "trackr.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # no file is ever kept
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["trackr.uploads.InMemoryUploadHandler"]  # never on disk

# Cookies: session, CSRF and preferences, none else.
_HOST = "" if DEBUG else "__Host-"
SESSION_COOKIE_NAME = f"{_HOST}session"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG
CSRF_COOKIE_NAME = f"{_HOST}csrf"
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
PREFERENCES_COOKIE_NAME = "preferences"

SECURE_SSL_REDIRECT = not DEBUG
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ON_VERCEL else None
SECURE_HSTS_SECONDS = 0 if DEBUG else 2 * 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEBUG
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],  # the QR code of the second factor is a data: image
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"without_tokens": {"()": "trackr.logs.WithoutTokens"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["without_tokens"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {"urllib3": {"level": "INFO"}},  # below that it writes addresses, tokens in them
}
