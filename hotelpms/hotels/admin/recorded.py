"""Every door of the admin passes the audit trail: forms, inlines, deletions, passwords, actions."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from hotelpms.hotels.admin.changes import changes_of, changes_of_rows
from hotelpms.kit import audit, clock
from hotelpms.kit.actor import Actor
from hotelpms.kit.web import edge


class Recorded(admin.ModelAdmin):
    """Write what was made, changed and deleted here to the audit trail, with old and new values.

    Django calls log_addition and log_change at the end of every form that saved something, the
    one for a password among them, so no view of the admin can go around the trail.
    """

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        request.told = self.told(form, formsets or [])  # type: ignore[attr-defined]
        return super().construct_change_message(request, form, formsets, add)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self.record(request, obj, "created", request.told)  # type: ignore[attr-defined]
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        self.record(request, obj, "changed", request.told)  # type: ignore[attr-defined]
        return super().log_change(request, obj, message)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.record(request, obj, "deleted", {})
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for obj in queryset:
            self.record(request, obj, "deleted", {})
        super().delete_queryset(request, queryset)

    def told(self, form: Any, formsets: list[Any]) -> dict[str, Any]:
        """Return what the trail keeps of a form that was saved and of the rows below it."""
        return changes_of(form) | changes_of_rows(formsets)

    def hotel_id_of(self, obj: Any) -> int | None:
        """Return the id of the row's hotel, None for a row that all hotels share."""
        return None

    def record(self, request: HttpRequest, obj: Model, verb: str, data: dict[str, Any]) -> None:
        """Write an entry such as "room.changed" about the row."""
        audit.record(
            hotel_id=self.hotel_id_of(obj),
            actor=acting(request),
            action=f"{obj._meta.model_name}.{verb}",
            subject=obj,
            at=clock.now(),
            data=data,
        )


class RecordedActions(Recorded):
    """Rows whose own actions know no trail, as those of other packages."""

    @transaction.atomic
    def response_action(
        self, request: HttpRequest, queryset: QuerySet[Any], *where: Any, **more: Any
    ) -> Any:
        chosen = list(self._chosen(request, queryset))
        name = edge.sent(request).line("action")
        answer = super().response_action(request, queryset, *where, **more)
        if answer is not None and name != "delete_selected" and name in self.get_actions(request):
            for obj in chosen:
                self.record(request, obj, name, {})
        return answer

    def _chosen(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if edge.sent(request).line("select_across") == "1":
            return queryset
        return queryset.filter(pk__in=edge.sent(request).lines(ACTION_CHECKBOX_NAME))


def record_actions_of(model: type[Model]) -> None:
    """Let the admin that another package has registered for the model write to the trail."""
    theirs: Any = type(admin.site.get_model_admin(model))
    admin.site.unregister(model)
    admin.site.register(model, type(theirs.__name__, (RecordedActions, theirs), {}))


def acting(request: HttpRequest) -> Actor:
    """Return the person in the admin as an actor; nobody else gets in there."""
    found: Actor = request.actor  # type: ignore[attr-defined]
    return found
