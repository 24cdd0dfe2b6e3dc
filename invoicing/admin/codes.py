"""Taxes, charge codes, payment methods and series; issued invoices to look at."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.admin.recorded import acting
from hotelpms.hotels.admin.scoped import HotelScopedAdmin, ReadOnlyAdmin
from hotelpms.kit import clock
from invoicing.domain.invoices.series import set_prefix
from invoicing.domain.set_up import codes
from invoicing.enums import InvoiceKind
from invoicing.models import (
    ChargeCode,
    Invoice,
    InvoiceLine,
    PaymentMethod,
    Series,
    TaxRate,
)

BY_HOTEL = ("hotel", admin.RelatedOnlyFieldListFilter)


class UsedRowsAdmin(HotelScopedAdmin):
    """Rows that postings refer to: once used they stay, and keep what postings stand on."""

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (
            *super().get_readonly_fields(request, obj),
            *(codes.kept_fields(obj) if obj else ()),
        )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and codes.is_used(obj))


@admin.register(TaxRate)
class TaxRateAdmin(UsedRowsAdmin):
    """A rate that was used is not changed: a new one is made and the codes are moved to it."""

    list_display = ("name", "code", "percent", "is_active", "hotel")
    list_filter = (BY_HOTEL, "is_active")
    search_fields = ("name", "code")
    ordering = ("hotel", "code", "pk")


@admin.register(ChargeCode)
class ChargeCodeAdmin(UsedRowsAdmin):
    list_display = ("name", "code", "kind", "tax", "department", "is_active", "hotel")
    list_filter = (BY_HOTEL, "kind", "is_active")
    list_select_related = ("tax", "department", "hotel")
    search_fields = ("name", "code", "ledger_account")
    ordering = ("hotel", "code", "pk")
    fieldsets = (
        (None, {"fields": ("hotel", "code", "name", "kind", "default_price", "is_active")}),
        (
            _("Accounting"),
            {
                "fields": ("tax", "department", "ledger_account"),
                "description": _("A new tax holds for what is posted from now on."),
            },
        ),
    )


@admin.register(PaymentMethod)
class PaymentMethodAdmin(UsedRowsAdmin):
    list_display = ("name", "code", "kind", "is_online", "is_active", "hotel")
    list_filter = (BY_HOTEL, "kind", "is_active")
    search_fields = ("name", "code")
    ordering = ("hotel", "code", "pk")


@admin.register(Series)
class SeriesAdmin(HotelScopedAdmin):
    """A series may get its prefix before the first document; afterwards it only counts."""

    list_display = ("prefix", "kind", "fiscal_year", "last_number", "last_date", "hotel")
    list_filter = (BY_HOTEL, "kind", "fiscal_year")
    ordering = ("hotel", "-fiscal_year", "kind", "pk")
    fields = ("hotel", "kind", "fiscal_year", "prefix")
    fixed = ("hotel", "kind", "fiscal_year")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Set the prefix by the verb, which refuses one of another hotel of the same seller."""
        self.refuse_foreign(request, obj)
        series = set_prefix(
            hotel=obj.hotel,
            kind=InvoiceKind(obj.kind),
            year=obj.fiscal_year,
            prefix=obj.prefix,
            actor=acting(request),
            now=clock.now(),
        )
        obj.pk = series.pk

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not (obj and obj.last_number)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.last_number)


class InvoiceLineInline(admin.TabularInline):
    model = InvoiceLine
    fields = ("position", "date", "description", "quantity", "tax_percent", "net", "tax", "gross")
    readonly_fields = fields
    extra = 0
    can_delete = False
    ordering = ("position",)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may see the invoice sees its lines."""
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Invoice)
class InvoiceAdmin(ReadOnlyAdmin):
    list_display = ("full_number", "kind", "issue_date", "payer_name", "total", "currency", "hotel")
    list_filter = (BY_HOTEL, "kind", "issue_date")
    search_fields = ("full_number", "payer_name")
    ordering = ("-pk",)
    inlines = (InvoiceLineInline,)
