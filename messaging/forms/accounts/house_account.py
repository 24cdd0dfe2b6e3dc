"""A sender account on a page of the house; the admin's form with the hotel known."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.forms.parts import InParts, Part
from hotelpms.hotels.forms.set_up import RowForm
from messaging.forms.accounts.account import AccountForm
from messaging.models import SenderAccount


class HouseAccountForm(InParts, AccountForm, RowForm):
    """Whose account it is stands in the address; the default one hands over to another."""

    PARTS: tuple[Part, ...] = (
        (
            _("Mail server"),
            ("provider", "host", "port", "username", "password", "does_not_use_tls"),
        ),
        (_("Sender"), ("from_email", "from_name")),
        (_("Account"), ("name", "transport", "rate_per_minute", "is_default", "is_active")),
    )

    class Meta(AccountForm.Meta):
        fields = tuple(name for name in AccountForm.Meta.fields if name != "hotel")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            there = SenderAccount.objects.filter(hotel=self.hotel)
            self.initial.setdefault("name", "" if there.exists() else _("Main account"))
            self.initial.setdefault("from_name", self.hotel.name)
            self.initial.setdefault("from_email", self.hotel.email)
            self.initial["is_default"] = not there.filter(is_default=True).exists()

    def validate_unique(self) -> None:
        """Leave the other default account out: it gives way with this one."""
        wanted, self.instance.is_default = self.instance.is_default, False
        try:
            super().validate_unique()
        finally:
            self.instance.is_default = wanted

    def _one_default(self, cleaned: dict[str, Any]) -> None:
        pass
