"""What stands in the way of closing a business date, and where each of it is put right.

Each check is one query over the few rows of the day. A finding that blocks must be solved
first; the others only tell what the closing is going to do.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date as Date
from typing import Any

from django.db.models import QuerySet, Sum
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hotelpms.hotels.models import Hotel
from hotelpms.kit.dates import format_day
from hotelpms.kit.errors import Refused
from hotelpms.kit.money import Money, format_money, quantize
from invoicing.enums import ChargeKind, FolioState, Ledger, ReceiptOutcome
from invoicing.models import Charge, ChargeCode, Folio, Payment, Receipt
from reservations.enums import StayState
from reservations.models import RoomNight, Stay


@dataclass(frozen=True)
class Finding:
    """One thing that the night auditor should see; `url` leads to where it is solved.

    `other_url` is a second way out, such as to extend the stay instead of checking out.
    """

    code: str
    message: str
    url: str = ""
    stay_id: int | None = None
    blocks: bool = True
    action: str = ""
    other_url: str = ""
    other_action: str = ""

    def as_row(self) -> dict[str, Any]:
        """Return the finding as it is kept with the closing."""
        return asdict(self)


class ClosingBlocked(Refused):
    """Findings that block are left; nothing was changed."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        count = sum(finding.blocks for finding in findings)
        super().__init__(
            ngettext(
                "The day was not closed: one matter has to be solved first.",
                "The day was not closed: %(count)d matters have to be solved first.",
                count,
            )
            % {"count": count}
        )


def find(*, hotel: Hotel, date: Date) -> list[Finding]:
    """Return every finding for closing this date, those that block first."""
    found = [
        *_setup(hotel),
        *(due_out(hotel, stay) for stay in due_outs(hotel=hotel, date=date)),
        *_departed_in_debt(hotel),
        *_never_posted(hotel, date),
        *_due_ins(hotel, date),
        *_payments_to_look_at(hotel),
    ]
    return sorted(found, key=lambda finding: not finding.blocks)


def due_outs(*, hotel: Hotel, date: Date) -> QuerySet[Stay]:
    """Return the stays that should have left by this date and are still in house, by room."""
    stays = Stay.objects.filter(hotel=hotel, state=StayState.IN_HOUSE, departure__lte=date)
    return stays.select_related("guest", "room").order_by("room__number", "pk")


def due_out(hotel: Hotel, stay: Stay, why: str = "") -> Finding:
    """Return the finding for a guest who has not left; `why` tells why the stay can't go on."""
    message = _("%(guest)s in room %(room)s was due to leave and is still in house.") % {
        "guest": stay.guest.full_name,
        "room": stay.room,
    }
    return Finding(
        "due_out",
        f"{message} {why}".strip(),
        url=_address("invoicing:check_out", hotel, stay.pk),
        stay_id=stay.pk,
        action=_("Check out"),
        other_url=_address("reservations:dates", hotel, stay.pk),
        other_action=_("Extend the stay"),
    )


def _setup(hotel: Hotel) -> Iterator[Finding]:
    codes = ChargeCode.objects.filter(hotel=hotel, kind=ChargeKind.ROOM, is_active=True)
    if not codes.exists():
        yield Finding(
            "no_room_code",
            _("There is no active charge code for the room, so no night can be posted."),
            url=_address("admin:invoicing_chargecode_changelist"),
            action=_("Open the charge codes"),
        )


def _departed_in_debt(hotel: Hotel) -> Iterator[Finding]:
    left = Folio.objects.filter(
        hotel=hotel, state=FolioState.OPEN, stay__state=StayState.DEPARTED
    ).select_related("stay__guest")
    folios = {folio.pk: folio for folio in left}
    if not folios:
        return
    charges = Charge.objects.filter(folio__in=folios).values("folio").annotate(total=Sum("gross"))
    payments = Payment.objects.filter(folio__in=folios, ledger=Ledger.GUEST)
    owed = {row["folio"]: row["total"] for row in charges.order_by("folio")}
    for row in payments.values("folio").annotate(total=Sum("amount")).order_by("folio"):
        owed[row["folio"]] = owed.get(row["folio"], 0) - row["total"]
    for pk, amount in sorted(owed.items()):
        money = Money(quantize(amount, hotel.currency), hotel.currency)
        if not money.is_zero:
            yield _open_balance(hotel, folios[pk], money)


def _open_balance(hotel: Hotel, folio: Folio, money: Money) -> Finding:
    return Finding(
        "open_balance",
        _("%(guest)s has left, but %(amount)s is open on the folio.")
        % {
            "guest": folio.stay.guest.full_name,  # type: ignore[union-attr]
            "amount": format_money(money, hotel.default_language),
        },
        url=_address("invoicing:folio", hotel, folio.pk),
        stay_id=folio.stay_id,
        action=_("Open the folio"),
    )


def _never_posted(hotel: Hotel, date: Date) -> Iterator[Finding]:
    # Who is in house is posted by the closing; who left today with a night unpaid is lost.
    nights = RoomNight.objects.filter(
        stay__hotel=hotel,
        stay__state=StayState.DEPARTED,
        stay__checked_out_on=date,
        holds=True,
        is_posted=False,
    ).select_related("stay__guest")
    for night in nights.order_by("date", "pk"):
        yield Finding(
            "never_posted",
            _("%(guest)s has left, but the night of %(date)s was never posted.")
            % {"date": format_day(night.date), "guest": night.stay.guest.full_name},  # type: ignore[union-attr]
            url=_address("reservations:stay", hotel, night.stay_id),
            stay_id=night.stay_id,
            action=_("Undo the check-out"),
        )


def _due_ins(hotel: Hotel, date: Date) -> Iterator[Finding]:
    stays = Stay.objects.filter(hotel=hotel, state=StayState.BOOKED, arrival__lte=date)
    for stay in stays.select_related("guest", "reservation").order_by("arrival", "pk"):
        yield Finding(
            "due_in",
            _("%(guest)s (%(code)s) has not arrived and becomes a no-show.")
            % {"guest": stay.guest.full_name, "code": stay.reservation.code},
            url=_address("reservations:check_in", hotel, stay.pk),
            stay_id=stay.pk,
            blocks=False,
            action=_("Check in"),
        )


def _payments_to_look_at(hotel: Hotel) -> Iterator[Finding]:
    count = Receipt.objects.filter(
        hotel=hotel, outcome=ReceiptOutcome.NEEDS_ATTENTION, settled_at__isnull=True
    ).count()
    if count:
        yield Finding(
            "payment_attention",
            ngettext(
                "One online payment needs a look.",
                "%(count)d online payments need a look.",
                count,
            )
            % {"count": count},
            url=_address("invoicing:home", hotel),
            blocks=False,
            action=_("Open the payments"),
        )


def _address(name: str, hotel: Hotel | None = None, pk: int | None = None) -> str:
    kwargs: dict[str, Any] = {"hotel": hotel.code} if hotel else {}
    for key in ("pk", "stay_pk", "stay"):
        try:
            return reverse(name, kwargs=kwargs | ({} if pk is None else {key: pk}))
        except NoReverseMatch:
            continue
    return ""
