from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from hotelpms.kit.web import edge


def paged(request: HttpRequest, rows: Any, size: int) -> Page[Any]:
    """Return the page of the rows that ?page= asks for; the nearest one for a senseless number."""
    return Paginator(rows, size).get_page(edge.asked(request).line("page"))
