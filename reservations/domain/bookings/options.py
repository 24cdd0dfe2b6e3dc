"""Options: booked until a date, then lapsed unless confirmed."""

import datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.domain.business_day import business_date
from hotelpms.hotels.enums import DayState
from hotelpms.hotels.models import Hotel
from hotelpms.kit import audit
from hotelpms.kit.actor import SYSTEM, Actor
from hotelpms.kit.errors import Refused
from hotelpms.kit.locks import locked
from reservations.domain.bookings.cancellations import cancel
from reservations.enums import ReservationState
from reservations.models import Reservation


class OptionIsOver(Refused):
    """The option has lapsed or was cancelled: its rooms may be sold by now."""

    def __init__(self, reservation: Reservation) -> None:
        super().__init__(
            _("The option %(code)s is over: the reservation is cancelled. It can be reinstated.")
            % {"code": reservation.code}
        )


@transaction.atomic
def confirm_option(*, reservation_id: int, actor: Actor, now: datetime.datetime) -> Reservation:
    """Make an option a confirmed reservation; one that is confirmed already stays as it is.

    Raises OptionIsOver.
    """
    reservation = locked(Reservation.objects.filter(pk=reservation_id)).get()
    if reservation.state == ReservationState.CANCELLED:
        raise OptionIsOver(reservation)
    if reservation.state != ReservationState.OPTION:
        return reservation
    reservation.state, reservation.option_until = ReservationState.CONFIRMED, None
    reservation.version += 1
    reservation.save(update_fields=["state", "option_until", "version"])
    audit.record(
        hotel_id=reservation.hotel_id,
        actor=actor,
        action="reservation.option_confirmed",
        subject=reservation,
        at=now,
    )
    return reservation


def lapse_options(*, now: datetime.datetime) -> int:
    """Cancel every option whose date lies before its hotel's business date. Returns how many.

    Each in its own transaction: one that cannot be cancelled any more stops no other.
    """
    hotels = Hotel.objects.filter(business_days__state=DayState.OPEN)
    return sum(_lapse_in(hotel, now) for hotel in hotels.order_by("pk"))


def _lapse_in(hotel: Hotel, now: datetime.datetime) -> int:
    today, lapsed = business_date(hotel), 0
    options = Reservation.objects.filter(
        hotel=hotel, state=ReservationState.OPTION, option_until__lt=today
    )
    for pk, version in options.order_by("pk").values_list("pk", "version"):
        try:
            cancel(
                reservation_id=pk,
                reason=gettext("The option has lapsed."),
                fee=None,
                actor=SYSTEM,
                now=now,
                business_date=today,
                version=version,  # Somebody may be confirming it at this moment.
            )
        except Refused:
            continue
        lapsed += 1
    return lapsed
