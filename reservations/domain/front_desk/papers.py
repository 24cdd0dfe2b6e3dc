"""The papers of a booking: confirmation and registration card, in the guest's language (S0-23).

Both are printed when asked for and say what is booked at that moment; nothing is kept. The
same rows give the same bytes.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

import segno
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cardex.models import Profile
from hotelpms.hotels.domain.brand import letterhead
from hotelpms.hotels.models import Hotel
from hotelpms.kit.dates import format_hour
from hotelpms.kit.errors import Refused
from hotelpms.kit.files.pdf import PdfUnavailable, render_pdf
from hotelpms.kit.languages import as_written, speaking
from hotelpms.kit.money import Money
from messaging.domain.mail.mime import Attachment
from messaging.models import Message
from reservations.domain.front_desk.guided_check_in import has_accepted_clause, third_clause
from reservations.domain.letters import confirmation, wording
from reservations.enums import LOST_STATES, ReservationState, StayState
from reservations.models import Reservation, Stay
from reservations.words import persons


class NobodyArrives(Refused):
    """There is no registration card to print."""

    def __init__(self) -> None:
        super().__init__(_("Nobody arrives on this date, so there is no card to print."))


@dataclass(frozen=True)
class Room:
    """One stay as a line of the confirmation."""

    stay: Stay
    people: str
    amount: Money


@dataclass(frozen=True)
class Clause:
    """One acceptance clause. `is_accepted`: the ledger holds a yes already."""

    text: str
    is_accepted: bool = False


@dataclass(frozen=True)
class Card:
    """A registration card; `blanks` are rows for people whose names are not known yet."""

    stay: Stay
    language: str
    people: str
    companions: Sequence[Profile]
    blanks: range
    clauses: Sequence[Clause]
    code: SafeString


def print_confirmation(*, reservation_id: int, language: str = "") -> bytes:
    """Return the confirmation with the code as QR, in the reservation's language unless told.

    Slow (100 ms): not under a lock. Raises PdfUnavailable.
    """
    rows = Reservation.objects.select_related("hotel__logo_document", "booker")
    reservation = rows.get(pk=reservation_id)
    language = language or reservation.language
    country = reservation.hotel.country
    with speaking(language, country):
        context = _confirmation(reservation)
    return render_pdf("paper/confirmation.html", context, language=as_written(language, country))


def attach_confirmation(message: Message) -> Attachment | None:
    """Return the confirmation for its mail, printed as it leaves.

    None where PDFs don't work, and where the mail says something else by now: mail and paper
    never contradict each other.
    """
    if message.reason_type != "reservation" or message.reason_id is None:
        return None
    reservation = Reservation.objects.filter(pk=message.reason_id).only("code").first()
    if reservation is None or not confirmation.is_still_true(message):
        return None
    try:
        content = print_confirmation(reservation_id=reservation.pk, language=message.language)
    except PdfUnavailable:
        return None
    return Attachment(f"{reservation.code}.pdf", "application/pdf", content)


def print_card(*, stay: Stay) -> bytes:
    """Return the registration card of a stay, in its guest's language. Raises PdfUnavailable."""
    return _print_cards(stay.hotel_id, [stay.pk])


def print_cards(*, hotel: Hotel, date: datetime.date) -> bytes:
    """Return the cards of all who arrive or arrived on the date, by guest; a sheet each.

    Raises NobodyArrives, PdfUnavailable.
    """
    due = Q(state=StayState.BOOKED, arrival=date) | Q(checked_in_on=date)
    ids = list(Stay.objects.filter(due, hotel=hotel).values_list("pk", flat=True))
    if not ids:
        raise NobodyArrives
    return _print_cards(hotel.pk, ids)


def code_as_qr(code: str) -> SafeString:
    """Return the reservation's code as QR in SVG, to be read by a scanner into the search."""
    # Medium correction: a crease or a coffee ring leaves it readable.
    drawn = segno.make(code, error="m", micro=False)
    return mark_safe(drawn.svg_inline(border=0, omitsize=True, title=code))


def _confirmation(reservation: Reservation) -> dict[str, object]:
    every = list(_stays().filter(reservation=reservation).order_by("arrival", "pk"))
    stays = [stay for stay in every if stay.state not in LOST_STATES] or every
    amounts = wording.totals([stay.pk for stay in stays])
    rooms = [
        Room(
            stay,
            persons(stay.adults, stay.children, stay.babies),
            Money(amounts[stay.pk], reservation.currency),
        )
        for stay in stays
    ]
    is_option = reservation.state == ReservationState.OPTION
    return {
        **letterhead(reservation.hotel),
        "reservation": reservation,
        "kind": _("Option") if is_option else _("Booking confirmation"),
        "held_until": reservation.option_until if is_option else None,
        "rooms": rooms,
        "arrival": min(stay.arrival for stay in stays),
        "departure": max(stay.departure for stay in stays),
        "people": sum(stay.adults + stay.children + stay.babies for stay in stays),
        "total": sum((room.amount for room in rooms), Money.zero(reservation.currency)),
        "check_in_hour": format_hour(reservation.hotel.check_in_time),
        "check_out_hour": format_hour(reservation.hotel.check_out_time),
        "code": code_as_qr(reservation.code),
    }


def _print_cards(hotel_id: int, stay_ids: Sequence[int]) -> bytes:
    hotel = Hotel.objects.select_related("logo_document").get(pk=hotel_id)
    rows = _stays().filter(hotel=hotel, pk__in=stay_ids)
    ordered = rows.order_by("guest__sort_key", "pk")
    context = {**letterhead(hotel), "cards": [_card(stay) for stay in ordered]}
    language = as_written(hotel.default_language, hotel.country)
    return render_pdf("paper/registration_cards.html", context, language=language)


def _card(stay: Stay) -> Card:
    language = as_written(stay.guest.language, stay.hotel.country)
    companions = [companion.profile for companion in stay.companions.all()]
    unknown = stay.adults + stay.children + stay.babies - 1 - len(companions)
    with translation.override(language):
        return Card(
            stay=stay,
            language=language,
            people=persons(stay.adults, stay.children, stay.babies),
            companions=companions,
            blanks=range(max(unknown, 0)),
            clauses=_clauses(stay.guest),
            code=code_as_qr(stay.reservation.code),
        )


def _clauses(guest: Profile) -> list[Clause]:
    """Return the three clauses of the form; the guest may leave the third (S0-24, S1-08)."""
    return [
        Clause(
            _(
                "I have read the house rules and will pay for what I and those who travel with "
                "me use during the stay."
            )
        ),
        Clause(
            _(
                "I know that the hotel keeps these data for my stay and its bill, and reports "
                "them to the authorities where the law asks for it."
            )
        ),
        Clause(third_clause(guest.language), is_accepted=has_accepted_clause(guest.pk)),
    ]


def _stays() -> QuerySet[Stay]:
    return Stay.objects.select_related(
        "guest", "hotel", "room", "room_type", "reserved_type", "reservation"
    ).prefetch_related("companions__profile")
