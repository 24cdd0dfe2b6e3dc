"""How a hotel is paid online, and what the providers told us, to look at."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.admin.scoped import HotelScopedAdmin, ReadOnlyAdmin
from invoicing.enums import Provider
from invoicing.gateways.registry import NoTestGateway
from invoicing.models import PaymentSolution, Receipt


class PaymentSolutionForm(forms.ModelForm):
    """Secrets are write-only: their boxes are empty and an empty box keeps what is stored."""

    class Meta:
        model = PaymentSolution
        fields = ("hotel", "provider", "secret_key", "webhook_secret", "is_active")
        help_texts = {
            "provider": _("The embedded test gateway takes test cards only; no money moves."),
        }

    def clean(self) -> dict[str, object]:
        cleaned: dict[str, object] = super().clean() or self.cleaned_data
        if cleaned.get("provider") == Provider.EMBEDDED and not settings.TEST_GATEWAY:
            self.add_error("provider", str(NoTestGateway()))
        if cleaned.get("provider") == Provider.STRIPE:
            for name in ("secret_key", "webhook_secret"):
                if not cleaned.get(name) and not getattr(self.instance, name):
                    self.add_error(name, _("Stripe cannot be used without it."))
        return cleaned


@admin.register(PaymentSolution)
class PaymentSolutionAdmin(HotelScopedAdmin):
    form = PaymentSolutionForm
    list_display = ("hotel", "provider", "is_active")
    list_select_related = ("hotel",)
    ordering = ("hotel", "pk")
    search_fields = ("hotel__name", "hotel__code")
    list_filter = ("provider", "is_active")
    readonly_fields = ("webhook_address",)
    fieldsets = (
        (None, {"fields": ("hotel", "provider", "is_active")}),
        (
            _("Keys of the provider"),
            {
                "fields": ("secret_key", "webhook_secret", "webhook_address"),
                "description": _(
                    "Enter the address below at the provider, so that it tells us of payments. "
                    "Both keys are stored encrypted and never shown again."
                ),
            },
        ),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: object = None) -> Any:
        # Links and payments begun under it belong to this hotel.
        fixed = ("hotel",) if obj else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    @admin.display(description=_("address for the provider's events"))
    def webhook_address(self, solution: PaymentSolution) -> str:
        """Return what to enter at the provider."""
        if solution.pk is None:
            return "–"
        names = [solution.provider, solution.hotel.code]
        return settings.PUBLIC_URL + reverse("guest:payment_hook", args=names)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """It is switched off instead: payments begun before may still arrive."""
        return False


@admin.register(Receipt)
class ReceiptAdmin(ReadOnlyAdmin):
    list_display = ("received_at", "hotel", "provider", "amount", "currency", "outcome")
    list_filter = ("outcome", "provider", ("hotel", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("hotel",)
    search_fields = ("event_id", "session__provider_id", "session__link__invoice__full_number")
    date_hierarchy = "received_at"
    ordering = ("-pk",)
