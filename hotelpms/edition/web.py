"""The web server of the edition: gunicorn's settings.

Two processes are made out of one that has loaded everything, so that they share the memory of what
none of them changes.
"""

import gc
from typing import Any

import django.urls
from django.conf import settings
from django.utils import translation

preload_app = True
control_socket_disable = True
worker_class = "gthread"
workers = 2
threads = 4
graceful_timeout = 3
timeout = 60
loglevel = "warning"


def when_ready(_server: Any) -> None:
    """Load what the first page would load in each process anew: addresses, languages."""
    for _pattern in django.urls.get_resolver().url_patterns:
        pass
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            translation.gettext("Guest")
    # Collecting would write into every object, and each process would get a copy of its own.
    gc.collect()
    gc.freeze()
