"""The set-up: Django's admin with our menu and a search over everything it holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy as _

from hotelpms.desk.admin_menu import ABOUT, sorted_by_work
from hotelpms.hotels.rights import write_as_at_home
from hotelpms.kit import audit, clock
from hotelpms.kit.search.plain import normalise
from hotelpms.kit.search.wanted import LONGEST_SEARCH
from hotelpms.kit.web import edge

EACH = 5
SHORTEST = 2

# Grows for ever and has no index for words.
UNSEARCHED = frozenset({"kit.auditentry"})


@dataclass(frozen=True)
class Hit:
    """A row that was found, with the page where it is changed or looked at."""

    title: str
    url: str


@dataclass(frozen=True)
class Found:
    """What was found in one list; without hits its name fits. `has_more` leads to the list."""

    name: str
    url: str
    about: str
    hits: tuple[Hit, ...]
    has_more: bool


class SetUpSite(admin.AdminSite):
    site_header = site_title = index_title = _("Set-up")

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Return the menu by the day's work; Django's own list for the page of one app."""
        apps = super().get_app_list(request, app_label)
        return apps if app_label else sorted_by_work(apps)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        own = [path("search/", self.admin_view(self.search), name="search")]
        return [*own, *super().get_urls()]

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Guard a page as Django does; its dates are written as the person's first hotel does."""

        @wraps(view)
        def at_home(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            write_as_at_home(request)
            return view(request, *args, **kwargs)

        return super().admin_view(at_home, cacheable)

    @transaction.atomic
    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """Change the own password; the audit trail says that it was."""
        answer: HttpResponse = super().password_change(request, extra_context)
        if isinstance(answer, HttpResponseRedirect):
            asked: Any = request
            audit.record(
                hotel_id=None,
                actor=asked.actor,
                action="user.password_changed",
                subject=asked.user,
                at=clock.now(),
            )
        return answer

    def search(self, request: HttpRequest) -> TemplateResponse:
        """Find lists by their name and rows by what their lists are searched by."""
        text = edge.asked(request).line("q", longest=LONGEST_SEARCH)
        found = list(self._find(request, text)) if len(text) >= SHORTEST else []
        context = {
            **self.each_context(request),
            "title": _("Search"),
            "text": text,
            "is_short": 0 < len(text) < SHORTEST,
            "found": found,
        }
        return TemplateResponse(request, "admin/search.html", context)

    def _find(self, request: HttpRequest, text: str) -> Iterator[Found]:
        words = normalise(text).split()
        for model, model_admin in self._registry.items():
            if not model_admin.has_view_or_change_permission(request):
                continue
            meta = model._meta
            name = str(meta.verbose_name_plural)
            about = str(ABOUT.get(meta.label_lower, ""))
            rows = self._rows(request, model_admin, text)
            is_named = all(word in normalise(name) for word in words)
            if rows or is_named:
                hits = tuple(self._hit(row) for row in rows[:EACH])
                yield Found(name.capitalize(), _list_of(meta), about, hits, len(rows) > EACH)

    def _rows(self, request: HttpRequest, model_admin: Any, text: str) -> list[Any]:
        is_searched = model_admin.get_search_fields(request)
        if not is_searched or model_admin.opts.label_lower in UNSEARCHED:
            return []
        rows = model_admin.get_queryset(request)
        found, may_repeat = model_admin.get_search_results(request, rows, text)
        found = found.distinct() if may_repeat else found
        return list(found[: EACH + 1])

    def _hit(self, row: Any) -> Hit:
        meta = row._meta
        return Hit(
            str(row), reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])
        )


def _list_of(meta: Any) -> str:
    try:
        return reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
    except NoReverseMatch:
        return ""
