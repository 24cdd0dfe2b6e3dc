"""The only door to WeasyPrint: our own templates in, PDF bytes out, nothing fetched from outside.

WeasyPrint fails at import when Pango is missing, so it is imported at the first print and
everything but PDFs works without it. One font configuration serves the whole process.
"""

import mimetypes
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.template.loader import render_to_string
from django.utils import translation
from django.utils._os import safe_join
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.errors import Refused

# Where relative addresses of a template start. The name can never resolve in a network.
FILES = "http://files.invalid/"
MEDIA = "/media/"

# Pango's font map is shared by the threads of a process.
_one_at_a_time = Lock()


class PdfUnavailable(Refused):
    """The system library that draws text (Pango) is not installed."""

    status = 503

    def __init__(self) -> None:
        super().__init__(
            _("This computer cannot print PDFs yet: the package libpangoft2-1.0-0 is missing.")
        )


class FileRefused(ValueError):
    """A template asked for a file that is neither data, static nor media."""


def render_pdf(template: str, context: dict[str, Any], *, language: str) -> bytes:
    """Return the template as a PDF, with texts, dates and numbers in `language`.

    The same template and context give the same bytes.

    Static files are found under "/static/", files of MEDIA_ROOT under "/media/"; any other
    address is left out of the page. Raises PdfUnavailable without Pango. Slow (50 ms and
    more): never call it while holding a lock.
    """
    weasyprint, fonts, fetcher = _printer()
    with translation.override(language):
        html = render_to_string(template, {"language": language, **context})
    page = weasyprint.HTML(string=html, base_url=FILES, url_fetcher=fetcher)
    with _one_at_a_time:
        # Tagged, so that a screen reader finds headings and tables; it costs a few kilobytes.
        return bytes(page.write_pdf(font_config=fonts, pdf_tags=True))


@lru_cache(maxsize=1)
def _printer() -> tuple[Any, Any, Any]:
    try:
        import weasyprint  # noqa: PLC0415 - needs Pango, which may be missing
        from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415 - same
    except OSError as error:
        raise PdfUnavailable from error
    return weasyprint, FontConfiguration(), own_files_only()


def own_files_only() -> Any:
    """Return the fetcher for WeasyPrint: data:, static and media files, and no network at all."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 - needs Pango

    class OwnFiles(URLFetcher):
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            path = find_file(url)
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    return OwnFiles(allowed_protocols=("data",), allow_redirects=False)


def find_file(url: str) -> Path:
    """Return the file on disk behind an address of ours. Raises FileRefused."""
    path = unquote(urlsplit(url).path)
    try:
        if url.startswith(FILES) and path.startswith(settings.STATIC_URL):
            return _static(path.removeprefix(settings.STATIC_URL))
        if url.startswith(FILES) and path.startswith(MEDIA):
            return _existing(safe_join(settings.MEDIA_ROOT, path.removeprefix(MEDIA)))
    except SuspiciousFileOperation as error:
        raise FileRefused(path) from error
    raise FileRefused(url[:200])


def _static(name: str) -> Path:
    found = finders.find(name)
    if found:
        return Path(str(found))
    # In production the address carries the hash that collectstatic put into the name.
    return _existing(safe_join(settings.STATIC_ROOT, name))


def _existing(path: str) -> Path:
    if not Path(path).is_file():
        raise FileRefused(path)
    return Path(path)
