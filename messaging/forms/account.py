from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from messaging.enums import Transport
from messaging.models import SenderAccount


class AccountForm(forms.ModelForm):
    """A sender account in the admin: says what a setting means before it hurts."""

    class Meta:
        model = SenderAccount
        fields = (
            "hotel",
            "name",
            "transport",
            "host",
            "port",
            "username",
            "password",
            "does_not_use_tls",
            "from_email",
            "from_name",
            "rate_per_minute",
            "is_default",
            "is_active",
        )
        help_texts = {
            "transport": _("Caught mails never leave this machine: right for trying things out."),
            "from_email": _("The mail server must let this account send from this address."),
            "is_default": _("The mails of the hotel leave through its default account."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("transport") == Transport.SMTP and not cleaned.get("host"):
            self.add_error("host", _("A mail server needs a host."))
        if cleaned.get("port") in (143, 993, 110, 995):
            self.add_error("port", _("This port is for reading mail. 587 is right for sending."))
        self._one_default(cleaned)
        return cleaned

    def _one_default(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("is_default") or not cleaned.get("hotel"):
            return
        others = SenderAccount.objects.filter(hotel=cleaned["hotel"], is_default=True)
        other = others.exclude(pk=self.instance.pk).only("name").first()
        if other is not None:
            self.add_error(
                "is_default",
                _("%(name)s is the default account already. Change that one first.")
                % {"name": other.name},
            )


class TestForm(forms.Form):
    """Where the test mail goes."""

    __test__ = False

    to_address = forms.EmailField(label=_("Send a test mail to"), max_length=254)
