from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.admin.inlines import LabelledRows
from hotelpms.hotels.admin.recorded import Recorded, acting
from hotelpms.hotels.admin.scoped import HotelScopedChoices
from hotelpms.hotels.forms.people import UserChangeForm, UserCreationForm
from hotelpms.hotels.models import Membership, User
from hotelpms.kit import audit, clock

# What somebody may do stands in their roles, not in Django's groups.
admin.site.unregister(Group)

NAME = (None, {"fields": ("username", "password")})
PERSON = (_("Person"), {"fields": ("first_name", "last_name", "email", "language")})
ACCESS = (_("Access"), {"fields": ("is_active", "is_staff")})
EVERYTHING = (_("Everything"), {"fields": ("is_superuser",)})
DATES = (_("Dates"), {"fields": ("last_login", "date_joined")})


class RolesFormSet(LabelledRows):
    default_error_messages: ClassVar = {
        **LabelledRows.default_error_messages,
        "too_few_forms": _(
            "Give the person a role: whoever has none is out of reach for every administrator."
            " To shut somebody out, untick “Active”."
        ),
    }


class MembershipInline(HotelScopedChoices, admin.TabularInline):
    model = Membership
    formset = RolesFormSet
    extra = 1

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        return rows.filter(hotel__in=self.hotels_for(request))

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        if not request.user.is_superuser:
            kwargs |= {"min_num": 1, "validate_min": True, "extra": 0 if obj is None else 1}
        return super().get_formset(request, obj, **kwargs)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.hotels_for(request).exists()

    has_change_permission = has_delete_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request, obj)


@admin.register(User)
class UserAdmin(HotelScopedChoices, Recorded, DjangoUserAdmin):
    """People and their roles.

    An administrator handles those who work in their hotels and nowhere else: whoever could set
    the password of anybody else, of a person without a role too, would get in with that person's
    next role.
    """

    form = UserChangeForm
    add_form = UserCreationForm
    inlines = [MembershipInline]
    list_display = ("username", "first_name", "last_name", "email", "is_active")
    list_filter = ("is_active",)
    filter_horizontal = ()
    ordering = ("username", "pk")
    readonly_fields = ("last_login", "date_joined")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        people = super().get_queryset(request)
        if request.user.is_superuser:
            return people
        hotels = self.hotels_for(request)
        here = Membership.objects.filter(hotel__in=hotels)
        elsewhere = Membership.objects.exclude(hotel__in=hotels)
        ours = people.filter(is_superuser=False, pk__in=here.values("user"))
        return ours.exclude(pk__in=elsewhere.values("user"))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return self.add_fieldsets
        extra = (EVERYTHING,) if request.user.is_superuser else ()
        return (NAME, PERSON, ACCESS, *extra, DATES)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._may(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._may(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        for formset in formsets:
            for role in [*formset.new_objects, *(row for row, _names in formset.changed_objects)]:
                self._record_role(request, role, "given")
            for role in formset.deleted_objects:
                self._record_role(request, role, "taken")

    def _may(self, request: HttpRequest, obj: Any = None) -> bool:
        if not request.user.is_active or not self.hotels_for(request).exists():
            return bool(request.user.is_active and request.user.is_superuser)
        return obj is None or self.get_queryset(request).filter(pk=obj.pk).exists()

    @transaction.atomic
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> Any:
        return super().user_change_password(request, id, form_url)

    def told(self, form: Any, formsets: list[Any]) -> dict[str, Any]:
        """Return which fields changed: names and addresses stay out of the trail."""
        return {"fields": sorted(form.changed_data)}

    def _record_role(self, request: HttpRequest, role: Membership, verb: str) -> None:
        audit.record(
            hotel_id=role.hotel_id,
            actor=acting(request),
            action=f"role.{verb}",
            subject=role.user,
            at=clock.now(),
            data={"role": role.role},
        )
