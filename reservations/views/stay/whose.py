"""Whose stay or reservation a form is about, as its head says it."""

from collections.abc import Collection

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hotelpms.hotels.enums import Right
from hotelpms.kit.dates import format_span
from hotelpms.kit.money import Money, format_money
from hotelpms.kit.web.deeds import Whose
from reservations.domain.bill.keeper import Standing, bill
from reservations.enums import LOST_STATES
from reservations.models import Reservation, Stay


def of_stay(stay: Stay, rights: frozenset[Right]) -> Whose:
    """Return guest, room and dates of a stay, with what its bill owes if the person may know."""
    return about_stay(stay, _standing([stay.pk], rights))


def of_reservation(reservation: Reservation, rights: frozenset[Right]) -> Whose:
    """Return booker, code, rooms and dates of a reservation, with what all its bills owe."""
    every = list(Stay.objects.filter(reservation=reservation).select_related("room"))
    stays = [stay for stay in every if stay.state not in LOST_STATES] or every
    if len(stays) == 1:
        rooms = room_of(stays[0])
    else:
        rooms = ngettext("%(n)d room", "%(n)d rooms", len(stays)) % {"n": len(stays)}
    facts = (
        reservation.code,
        rooms,
        format_span(min(stay.arrival for stay in stays), max(stay.departure for stay in stays)),
    )
    standing = _standing([stay.pk for stay in every], rights)
    return _whose(reservation.booker.full_name, facts, standing, reservation.currency)


def about_stay(stay: Stay, standing: Standing | None) -> Whose:
    """Return guest, room and dates of a stay, with how its bill stands."""
    facts = room_of(stay), format_span(stay.arrival, stay.departure)
    return _whose(stay.guest.full_name, facts, standing, stay.reservation.currency)


def room_of(stay: Stay) -> str:
    """Return the room of a stay in words."""
    if stay.room is None:
        return _("No room yet")
    return _("Room %(number)s") % {"number": stay.room.number}


def _standing(stay_ids: Collection[int], rights: frozenset[Right]) -> Standing | None:
    return bill().standing(stay_ids) if Right.INVOICING_VIEW in rights else None


def _whose(name: str, facts: tuple[str, ...], standing: Standing | None, currency: str) -> Whose:
    if standing is None:
        return Whose(name, facts)
    if standing.deposit:
        deposit = format_money(Money(standing.deposit, currency), get_language() or "en")
        facts += (_("Deposit %(amount)s") % {"amount": deposit},)
    return Whose(name, facts, _("Balance"), Money(standing.balance, currency))
