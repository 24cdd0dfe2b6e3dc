"""How a hotel is paid online, and what the providers told us, to look at."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hotelpms.hotels.admin.scoped import HotelScopedAdmin, ReadOnlyAdmin
from invoicing.domain.online import solutions
from invoicing.forms.set_up.solution import PaymentSolutionForm
from invoicing.models import PaymentSolution, Receipt


@admin.register(PaymentSolution)
class PaymentSolutionAdmin(HotelScopedAdmin):
    form = PaymentSolutionForm
    # Links and payments begun under it belong to this hotel and this provider.
    fixed = ("hotel", "provider")
    list_display = ("hotel", "provider", "is_active")
    list_select_related = ("hotel",)
    ordering = ("hotel", "pk")
    search_fields = ("hotel__name", "hotel__code")
    list_filter = ("provider", "is_active")
    readonly_fields = ("webhook_address", "payments_under_way")
    fieldsets = (
        (None, {"fields": ("hotel", "provider", "is_active", "payments_under_way")}),
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

    @admin.display(description=_("address for the provider's events"))
    def webhook_address(self, solution: PaymentSolution) -> str:
        """Return what to enter at the provider."""
        if solution.pk is None:
            return "–"
        names = [solution.provider, solution.hotel.code]
        return settings.PUBLIC_URL + reverse("guest:payment_hook", args=names)

    @admin.display(
        description=_("payments under way"),
    )
    def payments_under_way(self, solution: PaymentSolution) -> str:
        """Return how many payments still need this solution and its keys."""
        return "–" if solution.pk is None else str(solutions.under_way(solution.pk))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save it; whoever gives it other keys hears which payments need the old ones."""
        super().save_model(request, obj, form, change)
        count = solutions.under_way(obj.pk)
        if change and count and {"secret_key", "webhook_secret"} & set(form.changed_data):
            text = ngettext(
                "%(count)d payment was begun with the old keys. Keys of another account cannot "
                "hear of it: look for it at the provider.",
                "%(count)d payments were begun with the old keys. Keys of another account cannot "
                "hear of them: look for them at the provider.",
                count,
            )
            messages.warning(request, text % {"count": count})

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
