"""Guests who have left and whose bill is not what it should be."""

from collections.abc import Iterable, Iterator
from datetime import date as Date
from decimal import Decimal

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from hotelpms.closing.domain.checks.check import Check
from hotelpms.closing.domain.checks.finding import Finding
from hotelpms.hotels.models import Hotel
from hotelpms.kit.money import Money, quantize
from hotelpms.kit.sayings import said
from invoicing.enums import FolioState, Ledger
from invoicing.models import Charge, Folio, Payment
from reservations.enums import StayState
from reservations.models import RoomNight


class OpenBalances(Check):
    """Something is owed on the folio of a guest who has left, or owed to the guest."""

    code = "open_balance"
    blocks = True

    @classmethod
    def find(cls, *, hotel: Hotel, date: Date) -> Iterator[Finding]:
        left = Folio.objects.filter(
            hotel=hotel, state=FolioState.OPEN, stay__state=StayState.DEPARTED
        ).select_related("stay__guest")
        folios = {folio.pk: folio for folio in left}
        for pk, amount in sorted(_owed(folios).items()):
            money = Money(quantize(amount, hotel.currency), hotel.currency)
            if not money.is_zero:
                yield cls._about(folios[pk], money, hotel)

    @classmethod
    def _about(cls, folio: Folio, money: Money, hotel: Hotel) -> Finding:
        return cls.finding(
            said(
                "%(guest)s has left, but %(amount)s is open on the folio.",
                guest=folio.stay.guest.full_name,  # type: ignore[union-attr]
                amount=money,
            ),
            url=reverse("invoicing:folio", args=[hotel.code, folio.pk]),
            action=_("Open the folio"),
            stay_id=folio.stay_id,
        )


class NightsNeverPosted(Check):
    """Who is in house is posted by the closing; who left today with a night unpaid is lost."""

    code = "never_posted"
    blocks = True

    @classmethod
    def find(cls, *, hotel: Hotel, date: Date) -> Iterator[Finding]:
        nights = RoomNight.objects.filter(
            stay__hotel=hotel,
            stay__state=StayState.DEPARTED,
            stay__checked_out_on=date,
            holds=True,
            is_posted=False,
            # What was corrected is CorrectedNights'.
            charges__isnull=True,
        ).select_related("stay__guest")
        for night in nights.order_by("date", "pk"):
            yield cls.finding(
                said(
                    "%(guest)s has left, but the night of %(date)s was never posted.",
                    date=night.date,
                    guest=night.stay.guest.full_name,  # type: ignore[union-attr]
                ),
                url=reverse("reservations:stay", args=[hotel.code, night.stay_id]),
                action=_("Undo the check-out"),
                stay_id=night.stay_id,
            )


def _owed(folios: Iterable[int]) -> dict[int, Decimal]:
    """Return what was charged on each of the folios less what was paid."""
    pks = list(folios)
    if not pks:
        return {}
    charges = Charge.objects.filter(folio__in=pks).values("folio").annotate(total=Sum("gross"))
    payments = Payment.objects.filter(folio__in=pks, ledger=Ledger.GUEST)
    owed = {row["folio"]: row["total"] for row in charges.order_by("folio")}
    for row in payments.values("folio").annotate(total=Sum("amount")).order_by("folio"):
        owed[row["folio"]] = owed.get(row["folio"], Decimal(0)) - row["total"]
    return owed
