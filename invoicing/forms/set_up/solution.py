"""How a hotel is paid online: a provider and its keys."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.forms.set_up import RowForm
from hotelpms.hotels.forms.whole_row import WholeRowForm
from invoicing.enums import Provider
from invoicing.gateways.registry import NoTestGateway
from invoicing.models import PaymentSolution

HELP = {
    "provider": _(
        "The embedded test gateway takes test cards only; no money moves. A solution keeps "
        "its provider: for another one, switch this one off and add a new one."
    ),
    "is_active": _(
        "Payments begin under the active solution. One that was switched off still hears "
        "of those that were begun under it."
    ),
}


class KeysOfProvider(forms.ModelForm):
    """Secrets are write-only: their boxes are empty and an empty box keeps what is stored."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        provider = cleaned.get("provider") or self.instance.provider
        if provider == Provider.EMBEDDED and cleaned["is_active"] and not settings.TEST_GATEWAY:
            self.add_error(None, str(NoTestGateway()))
        if provider == Provider.STRIPE:
            for name in ("secret_key", "webhook_secret"):
                if not cleaned.get(name) and not getattr(self.instance, name):
                    self.add_error(name, _("Stripe cannot be used without it."))
        return cleaned


class PaymentSolutionForm(KeysOfProvider, WholeRowForm):
    """The form of the admin site."""

    class Meta:
        model = PaymentSolution
        fields = ("hotel", "provider", "secret_key", "webhook_secret", "is_active")
        help_texts = HELP


class SolutionForm(KeysOfProvider, RowForm):
    """The form of the set-up; what was made keeps its provider."""

    class Meta:
        model = PaymentSolution
        fields = ("provider", "secret_key", "webhook_secret", "is_active")
        help_texts: ClassVar = HELP

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["provider"].disabled = True
