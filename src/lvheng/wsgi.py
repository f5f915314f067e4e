"""The web application, for any WSGI server."""

import os

from django.core.wsgi import get_wsgi_application

from lvheng.collecting import collect_seldom

collect_seldom()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lvheng.settings")

application = get_wsgi_application()

# Read all pages, the pack and the figures now, and new ones as they come: otherwise the first readers of each process
# would wait.
import lvheng.urls  # noqa: E402, F401
from lvheng.indicators.queries import book  # noqa: E402
from lvheng.indicators.warming import keep_warm  # noqa: E402

book()
keep_warm()
