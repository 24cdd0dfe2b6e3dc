"""The admin narrowed down to the user's hotels: what is shown, offered and saved."""

from typing import Any

from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from hotelpms.hotels.admin.recorded import Recorded
from hotelpms.hotels.domain.queries import hotels_with
from hotelpms.hotels.enums import Right
from hotelpms.hotels.forms.whole_row import WholeRowForm
from hotelpms.hotels.models import Hotel


class HotelScopedChoices:
    """Offer only hotels, and rows of hotels, in which the user holds `right`. Fit for inlines."""

    right = Right.HOTELS_SETUP

    def hotels_for(self, request: HttpRequest) -> QuerySet[Hotel]:
        """Return the hotels whose rows this person may handle here; a superuser has them all."""
        if request.user.is_active and request.user.is_superuser:
            return Hotel.objects.all()
        return hotels_with(request.user, self.right)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        self._narrow(db_field, request, kwargs)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        self._narrow(db_field, request, kwargs)
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]

    def _narrow(self, db_field: Any, request: HttpRequest, kwargs: dict[str, Any]) -> None:
        related: Any = db_field.remote_field.model
        hotels = self.hotels_for(request)
        if related is Hotel:
            kwargs.setdefault("queryset", hotels)
        elif _belongs_to_a_hotel(related):
            kwargs.setdefault("queryset", related._default_manager.filter(hotel__in=hotels))


class HotelScopedAdmin(HotelScopedChoices, Recorded):
    """Show, offer and save rows of the user's hotels, and write every change to the trail.

    right: what the user's role in the hotel must hold; Django's own permissions are not asked.
    hotel_path: how a row leads to its hotel, such as "hotel" or "room__hotel".
    fixed: fields that a row keeps once it is made; others of the same hotel count on them.
    Rows of foreign hotels are not found, and refused when somebody posts one.
    """

    form = WholeRowForm
    hotel_path = "hotel"
    fixed: tuple[str, ...] = ("hotel",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows = super().get_queryset(request)
        if request.user.is_superuser:
            return rows
        return rows.filter(**{f"{self.hotel_path}__in": self.hotels_for(request)})

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*super().get_readonly_fields(request, obj), *(self.fixed if obj else ()))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._may(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._may(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save a row of one of the user's hotels. Raises PermissionDenied for any other."""
        self.refuse_foreign(request, obj)
        super().save_model(request, obj, form, change)

    def refuse_foreign(self, request: HttpRequest, obj: Any) -> None:
        """Raise PermissionDenied for a row of a hotel that the user may not set up."""
        hotel_id = self.hotel_id_of(obj)
        if not request.user.is_superuser and not self._holds(request, hotel_id):
            raise PermissionDenied

    def hotel_id_of(self, obj: Any) -> int | None:
        """Return the id of the row's hotel, None for a row that all hotels share."""
        *way, last = self.hotel_path.split("__")
        for step in way:
            obj = getattr(obj, step)
        found: int | None = obj.pk if last == "pk" else getattr(obj, f"{last}_id")
        return found

    def _may(self, request: HttpRequest, obj: Any = None) -> bool:
        if not request.user.is_active or request.user.is_superuser:
            return bool(request.user.is_active)
        if obj is None:
            return self.hotels_for(request).exists()
        return self._holds(request, self.hotel_id_of(obj))

    def _holds(self, request: HttpRequest, hotel_id: int | None) -> bool:
        return hotel_id is not None and self.hotels_for(request).filter(pk=hotel_id).exists()


class ReadOnlyAdmin(HotelScopedAdmin):
    """Rows that people may look at and nothing more."""

    fixed = ()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def _belongs_to_a_hotel(model: type[Model]) -> bool:
    try:
        field: Any = model._meta.get_field("hotel")
    except FieldDoesNotExist:
        return False
    return field.related_model is Hotel
