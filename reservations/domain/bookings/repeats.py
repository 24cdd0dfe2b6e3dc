"""What was booked before with the same form, or under the same reference of the channel."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import Hotel
from hotelpms.kit.errors import Refused
from reservations.enums import ReservationState
from reservations.models import Reservation


class AlreadyBooked(Refused):
    """A form or a reference has booked something else; `reservation` is what exists."""

    def __init__(self, reservation: Reservation, *, by_reference: bool) -> None:
        text = (
            _(
                "Reservation %(code)s of %(guest)s (%(state)s) has the reference %(ref)s already. "
                "Nothing was booked."
            )
            if by_reference
            else _(
                "This form has booked something else already: reservation %(code)s of %(guest)s "
                "(%(state)s). Nothing was booked."
            )
        )
        super().__init__(
            text
            % {
                "code": reservation.code,
                "guest": reservation.booker.full_name,
                "state": reservation.get_state_display(),
                "ref": reservation.channel_ref,
            }
        )
        self.reservation = reservation


def booked_with(hotel: Hotel, form_key: str, content: str) -> Reservation | None:
    """Return what was booked with this form already; None for one that is new or has no key.

    `content` is what the form says now. Raises AlreadyBooked when it said something else.
    """
    if not form_key:
        return None
    known = _rows().filter(hotel=hotel, form_key=form_key).first()
    # What was booked before contents were kept is taken for the same: a form lives for minutes.
    if known is not None and known.content not in ("", content):
        raise AlreadyBooked(known, by_reference=False)
    return known


def booked_under(
    hotel: Hotel, channel_id: int | None, channel_ref: str, content: str
) -> Reservation | None:
    """Return what was booked under this reference of the channel; a cancelled booking frees it.

    Raises AlreadyBooked when something else was booked under it.
    """
    known = holder_of(hotel.pk, channel_id, channel_ref)
    if known is not None and known.content != content:
        raise AlreadyBooked(known, by_reference=True)
    return known


def holder_of(hotel_id: int, channel_id: int | None, channel_ref: str) -> Reservation | None:
    """Return the reservation that has the reference of the channel now."""
    if not (channel_id and channel_ref):
        return None
    rows = _rows().filter(~Q(state=ReservationState.CANCELLED), hotel=hotel_id)
    return rows.filter(channel=channel_id, channel_ref=channel_ref).first()


def _rows() -> QuerySet[Reservation]:
    return Reservation.objects.select_related("booker")
