"""What the kit keeps, to look at: the trail and the runs of scheduled jobs."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from hotelpms.hotels.admin.scoped import ReadOnlyAdmin
from hotelpms.kit.models import AuditEntry, JobRun


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ("at", "action", "actor_name", "origin", "subject_type", "subject_id")
    list_filter = ("action",)
    search_fields = ("subject_id", "actor_name", "origin")
    ordering = ("-at", "-pk")
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEntry]:
        # The kit knows no hotels, so the entry holds a plain number instead of a foreign key.
        rows = admin.ModelAdmin.get_queryset(self, request)
        if request.user.is_superuser:
            return rows
        return rows.filter(hotel_id__in=self.hotels_for(request).values("pk"))

    def hotel_id_of(self, obj: Any) -> int | None:
        found: int | None = obj.hotel_id
        return found


@admin.register(JobRun)
class JobRunAdmin(ReadOnlyAdmin):
    list_display = ("name", "scope", "started_at", "finished_at", "outcome", "detail")
    list_filter = ("outcome", "name")
    ordering = ("-started_at", "-pk")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Runs serve all hotels of the installation at once."""
        return bool(request.user.is_active and request.user.is_superuser)
