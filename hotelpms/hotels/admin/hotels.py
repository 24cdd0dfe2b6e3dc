from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.admin.recorded import acting
from hotelpms.hotels.admin.scoped import HotelScopedAdmin, ReadOnlyAdmin
from hotelpms.hotels.domain import brand
from hotelpms.hotels.forms.hotel import HotelForm
from hotelpms.hotels.forms.lists import LinesField
from hotelpms.hotels.models import BusinessDay, Department, Hotel
from hotelpms.kit import clock

LINES: Any = {models.JSONField: {"form_class": LinesField}}

LOOK = ("languages", "brand_colour", "present_logo", "logo", "removes_logo", "send_region")
BANK = ("bank_name", "iban", "bic", "payment_days", "invoice_note")
HOURS = ("check_in_time", "check_out_time", "season_from", "season_to")


@admin.register(Hotel)
class HotelAdmin(HotelScopedAdmin):
    hotel_path = "pk"
    # The code is part of every address and the currency of every posting.
    fixed = ("code", "currency")
    list_display = ("name", "code", "city", "zone", "currency")
    search_fields = ("name", "code", "city")
    ordering = ("name", "pk")
    formfield_overrides = LINES
    form = HotelForm
    readonly_fields = ("present_logo",)
    fieldsets = (
        (None, {"fields": ("name", "code", "legal_name", "tax_id")}),
        (
            _("Address"),
            {"fields": ("street", "postal_code", "city", "country", "email", "phone")},
        ),
        (_("What guests see"), {"fields": LOOK}),
        (_("Place and money"), {"fields": ("zone", "currency", "prices_include_tax")}),
        (_("Bank and invoices"), {"fields": BANK}),
        (_("Hours and season"), {"fields": HOURS}),
        (
            _("Running the house"),
            {"fields": ("overbooking_limit", "closing_hour", "unattended_closing")},
        ),
        (
            _("Keeping"),
            {"fields": ("documents_retention_days", "messages_retention_days")},
        ),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Prices and postings of a hotel that works count on whether they include tax."""
        works = obj is not None and BusinessDay.objects.filter(hotel=obj).exists()
        return (
            *super().get_readonly_fields(request, obj),
            *(("prices_include_tax",) if works else ()),
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A new hotel belongs to nobody yet, so only a superuser may make one here."""
        return bool(request.user.is_superuser)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> Any:
        """Lead to where a hotel gets its creator's role, its country's codes and its texts."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(reverse("new_hotel:new_hotel"))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    @admin.display(description=_("Logo"))
    def present_logo(self, obj: Hotel) -> str:
        """Show the logo as it stands in a mail."""
        if obj.logo_document is None:
            return str(_("none yet"))
        return format_html('<img src="{}" alt="{}" height="48">', brand.logo_address(obj), obj.name)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save the hotel, and its logo by the verb that writes it anew."""
        picture = form.cleaned_data.pop("logo", b"")
        removes = form.cleaned_data.pop("removes_logo", False)
        super().save_model(request, obj, form, change)
        if picture:
            brand.set_logo(hotel_id=obj.pk, content=picture, actor=acting(request), now=clock.now())
        elif removes:
            brand.remove_logo(hotel_id=obj.pk, actor=acting(request), now=clock.now())


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
