"""The Cardex belongs to all hotels of the client; cards are changed on their own pages."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from cardex.models import ConsentEvent, Profile, Suppression
from hotelpms.kit.search import lookups
from hotelpms.kit.search.wanted import wanted


class SharedReadOnlyAdmin(admin.ModelAdmin):
    """Rows that no hotel owns: looked at by superusers alone, changed by nobody here."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Profile)
class ProfileAdmin(SharedReadOnlyAdmin):
    list_display = ("__str__", "kind", "email", "stay_count", "last_departure")
    list_filter = ("kind", "vip", "is_grey_listed")
    search_fields = ("search_text",)
    ordering = ("sort_key", "pk")
    show_full_result_count = False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Profile], search_term: str
    ) -> tuple[QuerySet[Profile], bool]:
        return queryset.filter(lookups.holds(wanted(search_term), "search_text")), False


@admin.register(ConsentEvent)
class ConsentEventAdmin(SharedReadOnlyAdmin):
    list_display = ("at", "profile", "purpose", "act", "source", "actor_name")
    list_filter = ("purpose", "act", "source")
    list_select_related = ("profile",)
    ordering = ("-pk",)
    show_full_result_count = False


@admin.register(Suppression)
class SuppressionAdmin(SharedReadOnlyAdmin):
    list_display = ("since", "channel", "reason")
    list_filter = ("channel", "reason")
    ordering = ("-since", "pk")
