"""Departments with the reports they get, and closings to look at."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from hotelpms.closing.forms.subscription import ReportSubscriptionForm
from hotelpms.closing.models import NightClosing, ReportSubscription
from hotelpms.hotels.admin.hotels import DepartmentAdmin
from hotelpms.hotels.admin.inlines import LabelledRows
from hotelpms.hotels.admin.scoped import HotelScopedChoices, ReadOnlyAdmin
from hotelpms.hotels.models import Department


class ReportSubscriptionInline(HotelScopedChoices, admin.TabularInline):
    """The reports of a department; who may open the department may choose them."""

    model = ReportSubscription
    form = ReportSubscriptionForm
    formset = LabelledRows
    extra = 0

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.hotels_for(request).exists()

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request, obj)


# The floor of the hotels knows nothing of reports, so the inline is added from here.
admin.site.unregister(Department)


@admin.register(Department)
class DepartmentWithReportsAdmin(DepartmentAdmin):
    inlines = [ReportSubscriptionInline]


@admin.register(NightClosing)
class NightClosingAdmin(ReadOnlyAdmin):
    list_display = ("business_date", "hotel", "state", "started_by", "rolled_at", "done_at")
    list_filter = (("hotel", admin.RelatedOnlyFieldListFilter), "state")
    date_hierarchy = "business_date"
    ordering = ("-business_date", "pk")
