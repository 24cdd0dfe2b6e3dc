"""The hotel as its own people change it."""

from typing import Any, ClassVar
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.domain.set_up import hotel as domain
from hotelpms.hotels.forms.hotel import LogoFields
from hotelpms.hotels.forms.parts import InParts, Part
from hotelpms.hotels.forms.set_up import RowForm
from hotelpms.hotels.models import Hotel
from hotelpms.kit import languages
from hotelpms.kit.forms.fields import DayField, TextField
from hotelpms.kit.forms.ordered import OrderedField

HOURS = [(hour, f"{hour:02d}:00") for hour in range(24)]


def _time() -> forms.TimeInput:
    return forms.TimeInput({"type": "time"}, format="%H:%M")


class HouseForm(InParts, RowForm):
    """Everything about a hotel but its code, its currency and its logo."""

    PARTS: tuple[Part, ...] = (
        (_("Identity"), ("name", "legal_name", "tax_id")),
        (_("Address"), ("street", "postal_code", "city", "country", "email", "phone")),
        (_("What guests see"), ("languages", "brand_colour", "send_region")),
        (_("Place and money"), ("zone", "prices_include_tax")),
        (_("Hours and season"), ("check_in_time", "check_out_time", "season_from", "season_to")),
        (
            _("Bank and invoices"),
            ("bank_name", "iban", "bic", "payment_days", "invoice_note"),
        ),
        (
            _("Running the house"),
            ("overbooking_limit", "closing_hour", "unattended_closing"),
        ),
        (_("Keeping"), ("documents_retention_days", "messages_retention_days")),
    )

    languages = OrderedField(
        label=_("Languages"),
        help_text=_(
            "Tick those in which guests are written to. The first is used when a guest's"
            " language is not known."
        ),
    )
    zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("All local hours are counted in it."),
        widget=forms.Select({"data-search": ""}),
    )
    season_from = DayField(label=_("Open from"), required=False)
    season_to = DayField(
        label=_("Open until"),
        required=False,
        help_text=_("Leave both empty if the house is open all year."),
    )
    closing_hour = forms.TypedChoiceField(
        label=_("Night closing from"),
        coerce=int,
        choices=HOURS,
        help_text=_("Local hour from which the day may be closed."),
    )
    invoice_note = TextField(
        label=_("Note on invoices"),
        max_length=1000,
        required=False,
        help_text=_("Such as the entry in the commercial register."),
    )

    class Meta:
        model = Hotel
        exclude = ("code", "currency", "logo_document")
        widgets: ClassVar = {
            "brand_colour": forms.TextInput({"type": "color"}),
            "check_in_time": _time(),
            "check_out_time": _time(),
            "country": forms.Select({"data-search": ""}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = sorted({*available_timezones(), self.instance.zone} - {"localtime"})
        fields: dict[str, Any] = self.fields
        fields["zone"].choices = [(zone, zone.replace("_", " ")) for zone in zones]
        fields["languages"].choices = languages.choices()
        if domain.is_tax_mode_used(self.instance):
            fields["prices_include_tax"].disabled = True
            fields["prices_include_tax"].help_text = str(domain.TaxModeIsUsed().message)


class LogoForm(LogoFields):
    """A picture in place of the hotel's name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["logo"].required = True
