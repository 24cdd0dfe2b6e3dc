from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest


def paged(request: HttpRequest, rows: Any, size: int) -> Page[Any]:
    """Return the page of the rows that ?page= asks for; the nearest one for a senseless number."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
