"""What the forms about a reservation or a stay have in common: the way back to its page."""

from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hotelpms.hotels.rights import StaffRequest
from hotelpms.kit.web.deeds import PANEL, Crumb, Deed
from reservations.models import Reservation, Stay
from reservations.views.stay import whose
from reservations.views.stay.look_up import page_of


def about(
    request: StaffRequest,
    subject: Reservation | Stay,
    *,
    title: str,
    button: str,
    explanation: str = "",
    is_grave: bool = False,
    panel: str = PANEL,
    facts: dict[str, Any] | None = None,
) -> Deed:
    """Return a deed about a reservation, or a stay, that says whose it is and leads back there."""
    back = way_back(subject)
    if isinstance(subject, Stay):
        head = partial(whose.of_stay, subject, request.rights)
    else:
        head = partial(whose.of_reservation, subject, request.rights)
    crumbs = (
        Crumb(_("Reservations"), reverse("reservations:list", args=[subject.hotel.code])),
        Crumb(_("Reservation"), back),
    )
    return Deed(
        title=title,
        button=button,
        back=back,
        explanation=explanation,
        is_grave=is_grave,
        crumbs=crumbs,
        panel=panel,
        facts=facts or {},
        whose=head,
    )


def way_back(subject: Reservation | Stay) -> str:
    """Return the address of the reservation's page, at the stay."""
    if isinstance(subject, Stay):
        return page_of(subject.hotel, subject.reservation.code, subject.pk)
    return page_of(subject.hotel, subject.code)
