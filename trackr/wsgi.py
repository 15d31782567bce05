"""The WSGI entry. `ASGI_APPLICATION` stays unset: sync generators stream properly only here."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trackr.settings")

application = get_wsgi_application()
