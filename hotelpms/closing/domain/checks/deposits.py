"""Money paid in advance that lies where nobody looks."""

from collections.abc import Iterator
from datetime import date as Date

from django.urls import reverse
from django.utils.translation import gettext as _

from hotelpms.closing.domain.checks.check import Check
from hotelpms.closing.domain.checks.finding import Finding
from hotelpms.hotels.models import Hotel
from hotelpms.kit.money import Money
from hotelpms.kit.sayings import Saying, said
from invoicing.domain.payments import deposits
from invoicing.models import Folio


class DepositsOnClosedFolios(Check):
    """A folio was closed while a deposit waited on it, which no verb does any more."""

    code = "closed_with_deposit"
    blocks = False

    @classmethod
    def find(cls, *, hotel: Hotel, date: Date) -> Iterator[Finding]:
        waiting = deposits.waiting_on_closed(hotel=hotel)
        if not waiting:
            return
        rows = Folio.objects.filter(pk__in=waiting).order_by("pk")
        for folio in rows.select_related("payer", "stay__guest", "stay__room", "stay__reservation"):
            yield cls._about(folio, Money(waiting[folio.pk], folio.currency), hotel)

    @classmethod
    def _about(cls, folio: Folio, amount: Money, hotel: Hotel) -> Finding:
        return cls.finding(
            said(
                "A deposit of %(amount)s waits on a closed folio of %(who)s. Open the folio again, "
                "then refund the deposit or keep it.",
                amount=amount,
                who=_whose(folio),
            ),
            url=reverse("invoicing:folio", args=[hotel.code, folio.pk]),
            action=_("Open the folio"),
            stay_id=folio.stay_id,
        )


def _whose(folio: Folio) -> Saying | str:
    """Return the guest with reservation and room, where the folio belongs to a stay."""
    if folio.stay is None:
        return folio.payer.full_name
    guest, code = folio.stay.guest.full_name, folio.stay.reservation.code
    if folio.stay.room is None:
        return f"{guest} ({code})"
    return said(
        "%(guest)s (%(code)s) in room %(room)s",
        guest=guest,
        code=code,
        room=folio.stay.room.number,
    )
