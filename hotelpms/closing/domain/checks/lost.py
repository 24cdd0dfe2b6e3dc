"""Money that is open on the folios of guests who did not come."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date as Date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from hotelpms.closing.domain.checks.check import Check
from hotelpms.closing.domain.checks.finding import Finding
from hotelpms.hotels.models import Hotel
from hotelpms.kit.money import Money
from hotelpms.kit.sayings import Saying, said
from invoicing.domain.folios import folios
from invoicing.enums import FolioState
from invoicing.models import Folio
from reservations.enums import LOST_STATES


class LostDebts(Check):
    """A fee or a charge of a cancelled stay or a no-show is not paid, or too much was paid."""

    code = "lost_debt"
    blocks = False

    @classmethod
    def find(cls, *, hotel: Hotel, date: Date) -> Iterator[Finding]:
        found = {folio.pk: folio for folio in of_lost_stays(hotel)}
        for pk, amount in folios.balances(found).items() if found else ():
            if amount:
                yield cls._about(found[pk], amount, hotel)

    @classmethod
    def _about(cls, folio: Folio, amount: Decimal, hotel: Hotel) -> Finding:
        owes = said("%(guest)s (%(code)s) did not come and owes %(amount)s.")
        has_credit = said("%(guest)s (%(code)s) did not come and has a credit of %(amount)s.")
        return about(folio, owes if amount > 0 else has_credit, abs(amount), cls, hotel)


class LostDeposits(Check):
    """A deposit of a cancelled stay or a no-show waits: it is kept as a fee or refunded."""

    code = "lost_deposit"
    blocks = False

    @classmethod
    def find(cls, *, hotel: Hotel, date: Date) -> Iterator[Finding]:
        found = {folio.pk: folio for folio in of_lost_stays(hotel)}
        text = said("%(guest)s (%(code)s) did not come; a deposit of %(amount)s waits.")
        for pk, amount in folios.deposits(found).items() if found else ():
            yield about(found[pk], text, amount, cls, hotel)


def of_lost_stays(hotel: Hotel) -> Iterator[Folio]:
    """Return the open folios of stays that are cancelled or no-shows."""
    rows = Folio.objects.filter(
        hotel=hotel, state=FolioState.OPEN, stay__state__in=LOST_STATES
    ).select_related("stay__guest", "stay__reservation")
    return rows.order_by("pk").iterator()


def about(folio: Folio, text: Saying, amount: Decimal, check: type[Check], hotel: Hotel) -> Finding:
    """Return the finding of a check for one folio; `text` has guest, code and amount."""
    stay = folio.stay
    assert stay is not None  # the folios are those of stays
    money = Money(amount, folio.currency)
    values = {"guest": stay.guest.full_name, "code": stay.reservation.code, "amount": money}
    return check.finding(
        replace(text, values=values),
        url=reverse("invoicing:folio", args=[hotel.code, folio.pk]),
        action=_("Open the folio"),
        stay_id=stay.pk,
    )
