from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from hotelpms.hotels.admin.scoped import HotelScopedAdmin, ReadOnlyAdmin
from hotelpms.hotels.forms.lists import LinesField
from hotelpms.hotels.models import BusinessDay, Department, Hotel

LINES: Any = {models.JSONField: {"form_class": LinesField}}


@admin.register(Hotel)
class HotelAdmin(HotelScopedAdmin):
    hotel_path = "pk"
    list_display = ("name", "code", "city", "zone", "currency")
    search_fields = ("name", "code", "city")
    ordering = ("name", "pk")
    formfield_overrides = LINES
    readonly_fields = ("logo_document",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A new hotel belongs to nobody yet, so only a superuser may make one."""
        return bool(request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        # The code is part of every address and the currency of every posting.
        fixed = ("code", "currency") if obj else ()
        return (*super().get_readonly_fields(request, obj), *fixed)


@admin.register(Department)
class DepartmentAdmin(HotelScopedAdmin):
    list_display = ("name", "code", "hotel")
    list_filter = (("hotel", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("name", "code")
    ordering = ("hotel", "name", "pk")
    formfield_overrides = LINES


@admin.register(BusinessDay)
class BusinessDayAdmin(ReadOnlyAdmin):
    """The night closing moves the day; here it can only be looked at."""

    list_display = ("date", "hotel", "state", "opened_at", "closed_at")
    list_filter = (("hotel", admin.RelatedOnlyFieldListFilter), "state")
    date_hierarchy = "date"
    ordering = ("-date", "pk")
