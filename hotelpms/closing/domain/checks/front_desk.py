"""Guests who have not left, and guests who have not come."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date as Date

from django.urls import reverse
from django.utils.translation import gettext as _

from hotelpms.closing.domain.checks.check import Check
from hotelpms.closing.domain.checks.finding import Finding
from hotelpms.hotels.models import Hotel
from hotelpms.kit.sayings import Saying, said
from reservations.enums import ReservationState, StayState
from reservations.models import Stay


class DueOuts(Check):
    """Guests who should have left and are still in house."""

    code = "due_out"
    blocks = True

    @classmethod
    def find(cls, *, hotel: Hotel, date: Date) -> Iterator[Finding]:
        for stay in due_outs(hotel=hotel, date=date):
            yield cls.about(stay, hotel)

    @classmethod
    def about(cls, stay: Stay, hotel: Hotel, why: Saying | None = None) -> Finding:
        """Return the finding for one guest; `why` tells why the stay can't go on."""
        message = said(
            "%(guest)s in room %(room)s was due to leave and is still in house.",
            guest=stay.guest.full_name,
            room=str(stay.room or ""),
        )
        found = cls.finding(
            replace(message, parts=(why,) if why else ()),
            url=reverse("invoicing:check_out", args=[hotel.code, stay.pk]),
            action=_("Check out"),
            stay_id=stay.pk,
        )
        dates = reverse("reservations:dates", args=[hotel.code, stay.pk])
        return replace(found, other_url=dates, other_action=_("Extend the stay"))


class DueIns(Check):
    """Guests who have not arrived: the closing makes no-shows of them, and lets options lapse."""

    code = "due_in"
    blocks = False

    @classmethod
    def find(cls, *, hotel: Hotel, date: Date) -> Iterator[Finding]:
        stays = Stay.objects.filter(hotel=hotel, state=StayState.BOOKED, arrival__lte=date)
        for stay in stays.select_related("guest", "reservation").order_by("arrival", "pk"):
            is_option = stay.reservation.state == ReservationState.OPTION
            who = {"guest": stay.guest.full_name, "code": stay.reservation.code}
            yield cls.finding(
                said("%(guest)s (%(code)s) has not arrived: the option lapses.", **who)
                if is_option
                else said("%(guest)s (%(code)s) has not arrived and becomes a no-show.", **who),
                url=reverse("reservations:check_in", args=[hotel.code, stay.pk]),
                action=_("Check in"),
                stay_id=stay.pk,
                is_panel=True,
            )


def due_outs(*, hotel: Hotel, date: Date) -> list[Stay]:
    """Return the stays that should have left by this date and are still in house, by room."""
    stays = Stay.objects.filter(hotel=hotel, state=StayState.IN_HOUSE, departure__lte=date)
    with_rooms = stays.select_related("guest", "room")
    return sorted(with_rooms, key=lambda stay: (stay.room_order, stay.pk))
