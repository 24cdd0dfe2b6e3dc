"""What may change about a reservation as a whole, and how it or one of its stays ends."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cardex.enums import ProfileKind
from hotelpms.kit.forms.fields import LineField, TextField
from hotelpms.kit.forms.money import MoneyField
from hotelpms.kit.forms.wishes import VersionForm, id_of
from reservations.domain.bookings.details import Details
from reservations.enums import Guarantee
from reservations.forms.booking.card_field import CardField, point_to_cardex
from reservations.models import MarketSegment, Reservation


@dataclass(frozen=True)
class CancelWish:
    version: int
    reason: str
    fee: Decimal | None
    fee_reason: str
    sends_letter: bool


@dataclass(frozen=True)
class DetailsWish:
    version: int
    details: Details


class CancelForm(VersionForm[CancelWish]):
    asks = CancelWish

    reason = LineField(label=_("Reason"), max_length=200)
    fee = MoneyField(
        label=_("Cancellation fee"),
        required=False,
        min_value=0,
        help_text=_("It is posted on the folio. Suggested by the hotel's rule."),
    )
    fee_reason = LineField(
        label=_("Why another fee than the rule's"), max_length=150, required=False
    )
    sends_letter = forms.BooleanField(
        label=_("Tell the booker by e-mail"), required=False, initial=True
    )

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fee"].in_currency(currency)  # type: ignore[attr-defined]


class DetailsForm(VersionForm[DetailsWish]):
    """What is free to change about a reservation."""

    asks = DetailsWish

    segment = forms.ModelChoiceField(
        MarketSegment.objects.none(),
        label=_("Market segment"),
        required=False,
        empty_label=_("Not given"),
    )
    guarantee = forms.ChoiceField(label=_("Guarantee"), choices=Guarantee.choices)
    agency = CardField(label=_("Agency"), kind=ProfileKind.AGENCY, required=False)
    company = CardField(label=_("Company"), kind=ProfileKind.COMPANY, required=False)
    language = forms.ChoiceField(label=_("Language of the messages"), choices=settings.LANGUAGES)
    requests = TextField(label=_("Special requests"), required=False)
    notes = TextField(label=_("Notes of the house"), required=False)

    def __init__(self, data: Any = None, *, reservation: Reservation) -> None:
        initial = {name: getattr(reservation, name) for name in ("version", *self.base_fields)}
        super().__init__(data, initial=initial)
        segments = MarketSegment.objects.filter(hotel=reservation.hotel_id)
        own = segments.filter(pk=reservation.segment_id or 0)
        self.choose_from("segment", (segments.filter(is_active=True) | own).order_by("name"))
        point_to_cardex(self.fields, reservation.hotel)

    def given(self) -> dict[str, Any]:
        typed = self.cleaned_data
        details = Details(
            company_id=id_of(typed["company"]),
            agency_id=id_of(typed["agency"]),
            segment_id=id_of(typed["segment"]),
            language=typed["language"],
            guarantee=typed["guarantee"],
            notes=typed["notes"],
            requests=typed["requests"],
        )
        return super().given() | {"details": details}
