"""What the forms about a reservation or a stay have in common: the way back to its page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from hotelpms.kit.web.deeds import PANEL, Crumb, Deed
from reservations.models import Reservation, Stay
from reservations.views.stay.look_up import page_of


def about(
    subject: Reservation | Stay,
    *,
    title: str,
    button: str,
    explanation: str = "",
    is_grave: bool = False,
    panel: str = PANEL,
    facts: dict[str, Any] | None = None,
) -> Deed:
    """Return a deed about a reservation, or a stay, that leads back to its page."""
    back = way_back(subject)
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
    )


def way_back(subject: Reservation | Stay) -> str:
    """Return the address of the reservation's page, at the stay."""
    if isinstance(subject, Stay):
        return page_of(subject.hotel, subject.reservation.code, subject.pk)
    return page_of(subject.hotel, subject.code)
