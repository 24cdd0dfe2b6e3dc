from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.admin import HotelScopedAdmin
from hotelpms.hotels.admin.recorded import acting
from hotelpms.hotels.domain.business_day import business_date
from hotelpms.hotels.enums import Right
from hotelpms.kit import clock
from hotelpms.kit.money import Money, format_money
from reservations.domain.rooms import closures, inventory
from reservations.forms.rooms.set_up import RateNightForm, RoomForm
from reservations.models import (
    Channel,
    FeePolicy,
    MarketSegment,
    OutOfOrder,
    RateNight,
    RatePlan,
    Room,
    RoomFeature,
    RoomType,
)

BY_HOTEL = ("hotel", admin.RelatedOnlyFieldListFilter)


class KeptAdmin(HotelScopedAdmin):
    """Rows that history refers to: they are switched off, not deleted."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(RoomType)
class RoomTypeAdmin(KeptAdmin):
    list_display = ("name", "code", "hotel", "position", "overbooking_limit", "is_active")
    list_filter = (BY_HOTEL, "is_active")
    search_fields = ("name", "code")
    ordering = ("hotel", "position", "pk")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        inventory.types_changed(room_type_ids=[obj.pk])


@admin.register(Room)
class RoomAdmin(KeptAdmin):
    form = RoomForm
    # Nights of the past and the future name the type; a room of another type is a new room.
    fixed = ("hotel", "room_type")
    list_display = ("number", "room_type", "floor", "hotel", "housekeeping", "is_active")
    list_filter = (BY_HOTEL, ("room_type", admin.RelatedOnlyFieldListFilter), "is_active")
    list_select_related = ("hotel", "room_type")
    search_fields = ("number",)
    ordering = ("hotel", "number", "pk")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        inventory.rooms_changed(room_ids=[obj.pk])


@admin.register(RatePlan)
class RatePlanAdmin(KeptAdmin):
    list_display = ("name", "code", "hotel", "board", "is_active")
    list_filter = (BY_HOTEL, "is_active")
    search_fields = ("name", "code")
    ordering = ("hotel", "code", "pk")


@admin.register(RateNight)
class RateNightAdmin(HotelScopedAdmin):
    form = RateNightForm
    hotel_path = "rate_plan__hotel"
    fixed = ("rate_plan", "room_type")
    list_display = ("date", "rate_plan", "room_type", "shown_price", "is_closed", "min_nights")
    list_filter = ("is_closed", "closed_to_arrival", "closed_to_departure")
    list_select_related = ("rate_plan__hotel", "room_type")
    date_hierarchy = "date"
    ordering = ("date", "rate_plan", "room_type", "pk")

    @admin.display(description=_("price"), ordering="price")
    def shown_price(self, obj: RateNight) -> str:
        price = Money(obj.price, obj.rate_plan.hotel.currency)
        return format_money(price, get_language() or "en")


@admin.register(FeePolicy)
class FeePolicyAdmin(HotelScopedAdmin):
    list_display = ("hotel", "cancellation", "free_days", "no_show")
    ordering = ("hotel", "pk")


@admin.register(MarketSegment, Channel, RoomFeature)
class HotelCodeAdmin(KeptAdmin):
    list_display = ("name", "code", "hotel", "is_active")
    list_filter = (BY_HOTEL, "is_active")
    search_fields = ("name", "code")
    ordering = ("hotel", "code", "pk")


@admin.register(OutOfOrder)
class OutOfOrderAdmin(KeptAdmin):
    """A closure is made and ended; it never changes in between."""

    right = Right.RESERVATIONS_ROOMS
    actions = ("reopen",)
    fields = fixed = ("room", "kind", "from_date", "to_date", "reason")
    list_display = ("room", "kind", "from_date", "to_date", "reason", "ended_at")
    list_filter = (BY_HOTEL, "kind")
    list_select_related = ("room",)
    ordering = ("-from_date", "pk")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # The list needs it for its action; a single row is only shown.
        return obj is None and super().has_change_permission(request)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        closure = closures.close_room(
            room_id=obj.room_id,
            hotel_id=obj.room.hotel_id,
            kind=obj.kind,
            from_date=obj.from_date,
            to_date=obj.to_date,
            reason=obj.reason,
            actor=acting(request),
            now=clock.now(),
            business_date=business_date(obj.room.hotel),
        )
        obj.pk = closure.pk

    @admin.action(description=_("Open the chosen rooms again"))
    def reopen(self, request: HttpRequest, queryset: QuerySet[OutOfOrder]) -> None:
        for closure in queryset.filter(ended_at=None).select_related("hotel").order_by("pk"):
            closures.reopen_room(
                closure_id=closure.pk,
                actor=acting(request),
                now=clock.now(),
                business_date=business_date(closure.hotel),
            )
