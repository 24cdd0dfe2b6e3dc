"""Changing a reservation as a whole: its details, its option, its confirmation."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.web.deeds import answer, press
from messaging.views.outbox.telling import tell
from reservations.domain.bookings import options
from reservations.domain.bookings.details import change_details
from reservations.domain.letters import confirmation
from reservations.forms.stay.reservation import DetailsForm, DetailsWish
from reservations.views.stay.deeds import about, way_back
from reservations.views.stay.look_up import reservation_or_404


@requires(Right.RESERVATIONS_CHANGE)
@require_http_methods(["GET", "POST"])
def details(request: StaffRequest, hotel: Hotel, code: str) -> HttpResponse:
    """Change segment, partners, guarantee, language, requests and notes."""
    reservation = reservation_or_404(hotel, code)
    form = DetailsForm(request.POST or None, reservation=reservation)
    deed = about(
        reservation,
        title=_("Details of the reservation"),
        button=_("Save"),
    )

    def act(wish: DetailsWish) -> str:
        change_details(
            reservation_id=reservation.pk,
            details=wish.details,
            version=wish.version,
            actor=request.actor,
            now=clock.now(),
        )
        return _("The details are saved.")

    return answer(request, deed, form, act)


@requires(Right.RESERVATIONS_CHANGE)
@require_POST
def confirm_option(request: StaffRequest, hotel: Hotel, code: str) -> HttpResponse:
    """Make an option a firm booking."""
    reservation = reservation_or_404(hotel, code)

    def act() -> str:
        options.confirm_option(reservation_id=reservation.pk, actor=request.actor, now=clock.now())
        return _("The reservation is confirmed.")

    return press(request, way_back(reservation), act)


@requires(Right.RESERVATIONS_CHANGE)
@require_POST
def send_confirmation(request: StaffRequest, hotel: Hotel, code: str) -> HttpResponse:
    """Send the confirmation once more."""
    reservation = reservation_or_404(hotel, code)

    def act() -> str:
        message = confirmation.send_confirmation_again(
            reservation_id=reservation.pk, actor=request.actor, now=clock.now()
        )
        tell(request, message)
        return ""

    return press(request, way_back(reservation), act)
