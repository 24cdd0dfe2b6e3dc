"""One search over what a clerk types: a name, a company, a booking code, a room, an invoice."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, F, Q, Value, When

from cardex.domain.cards import search as cards
from cardex.models import Profile
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.kit.search.lookups import key_of
from hotelpms.kit.search.plain import natural_key
from hotelpms.kit.search.wanted import Wanted, wanted
from invoicing.domain.pages.invoice_list import invoices_like
from invoicing.models import Invoice
from reservations.domain.pages.look_up import reservations_of, with_dates
from reservations.enums import ReservationState
from reservations.models import Reservation, Room

LENGTH = 8
LOOKED_AT = 500
GONE = ReservationState.CANCELLED


@dataclass(frozen=True)
class Found:
    """What fits the text, each kind apart, a few of each."""

    rooms: list[Room] = field(default_factory=list)
    reservations: list[Reservation] = field(default_factory=list)
    invoices: list[Invoice] = field(default_factory=list)
    profiles: list[Profile] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.rooms or self.reservations or self.invoices or self.profiles)


def find(*, hotel: Hotel, text: str, rights: Collection[Right], business_date: date) -> Found:
    """Return what the rights allow to see; nothing for an empty text. Ten queries at most.

    Reservations come in the order in which the desk needs them: who is here or comes next,
    then who left last, then what was cancelled.
    """
    wish = wanted(text, country=str(hotel.country))
    if not wish:
        return Found()
    sees_stays = Right.RESERVATIONS_VIEW in rights
    return Found(
        rooms=_rooms(hotel, wish) if sees_stays else [],
        reservations=_reservations(hotel, wish.text, business_date) if sees_stays else [],
        invoices=_invoices(hotel, wish.text) if Right.INVOICING_VIEW in rights else [],
        profiles=cards.find(wish, limit=LENGTH) if Right.CARDEX_VIEW in rights else [],
    )


def _rooms(hotel: Hotel, wish: Wanted) -> list[Room]:
    if not wish.key:
        return []
    rooms = Room.objects.filter(hotel=hotel, is_active=True).alias(key=key_of("number"))
    rooms = rooms.filter(key__startswith=wish.key)
    found: list[Room] = list(rooms.select_related("room_type"))
    return sorted(found, key=lambda room: natural_key(room.number))[:LENGTH]


def _reservations(hotel: Hotel, text: str, business_date: date) -> list[Reservation]:
    still_to_come = Q(last_departure__gte=business_date)
    rank = Case(
        When(state=GONE, then=Value(2)), When(still_to_come, then=Value(0)), default=Value(1)
    )
    next_date = Case(When(still_to_come, then=F("first_arrival")))
    # Of very many the newest are looked at: each costs a look at its stays.
    newest = list(reservations_of(hotel, text=text).values_list("pk", flat=True)[:LOOKED_AT])
    found = with_dates(reservations_of(hotel).filter(pk__in=newest))
    found = found.annotate(rank=rank, next_date=next_date)
    return list(found.order_by("rank", "next_date", "-last_departure", "-pk")[:LENGTH])


def _invoices(hotel: Hotel, text: str) -> list[Invoice]:
    return list(invoices_like(hotel, text).order_by("-pk")[:LENGTH])
