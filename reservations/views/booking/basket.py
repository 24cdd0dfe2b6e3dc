"""What the booking page shows of offers and of the rooms chosen from them."""

import datetime
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest
from hotelpms.kit.money import Money
from hotelpms.kit.web import edge
from hotelpms.kit.web.edge import Given
from reservations.domain.bookings.bookings import StayRequest
from reservations.domain.rates.availability import Offer, free_rooms
from reservations.enums import Board
from reservations.forms.booking.basket import MOST_ROOMS, ChosenRoomForm, Pick
from reservations.forms.booking.dates import DatesForm, DatesWish
from reservations.models import Room
from reservations.views.booking.desk import offers_on, stay_request


@dataclass(frozen=True)
class OfferRow:
    """An offer, the text that chooses it, its price per night, and how often it is chosen."""

    offer: Offer
    pick: Pick
    per_night: Money
    varies: bool
    taken: int


@dataclass(frozen=True)
class ChosenRoom:
    """A room on the list of what will be booked. `refusal` says why it can't be, if so."""

    pick: Pick
    offer: Offer | None
    form: ChosenRoomForm
    refusal: str
    total: Money

    def request(self, arrival_time: datetime.time | None) -> StayRequest:
        """The room as it is booked, once its form is valid."""
        return stay_request(
            self.pick.dates,
            room_type_id=self.pick.room_type_id,
            rate_plan_id=self.pick.rate_plan_id,
            board=self.offer.rate_plan.board if self.offer else Board.RO,
            prices=self.form.wish().prices,
            arrival_time=arrival_time,
        )


@dataclass(frozen=True)
class Basket:
    """The rooms chosen so far; `is_full` when more were asked for than a booking takes."""

    picks: list[Pick]
    is_full: bool


def basket(given: Given) -> Basket:
    """The rooms chosen so far, with those just chosen, without those just taken out.

    A press of *Choose* counts as it stands, whatever the page knew of the presses before it: the
    number of a room is given here, and several presses may come in one request.
    """
    known = {pick.number: pick for text in given.lines("chosen") if (pick := Pick.parse(text))}
    out = set(given.lines("take_out"))
    kept = [pick for pick in known.values() if str(pick.number) not in out]
    room_left = max(MOST_ROOMS - len(kept), 0)
    wished = list(itertools.islice(_just_chosen(given), room_left + 1))
    numbers = itertools.count(1 + max(known, default=0))
    added = [replace(pick, number=next(numbers)) for pick in wished[:room_left]]
    return Basket((kept + added)[:MOST_ROOMS], is_full=len(wished) > room_left)


def _just_chosen(given: Given) -> Iterator[Pick]:
    """What *Choose* was pressed for, as often as its text (`...*3`) or the field beside it says."""
    for text in given.lines("pick"):
        spelled, _star, typed = text.partition("*")
        pick = Pick.parse(spelled)
        if pick is not None:
            count = typed or given.line(pick.count_name)
            yield from [pick] * (edge.number(count, least=1, most=MOST_ROOMS) or 1)


def narrowed_to(given: Given) -> str:
    """The room type that alone is offered, empty for all."""
    return "" if "all_types" in given else given.line("room_type")


def rows(
    found: list[Offer], dates: DatesForm, chosen: list[ChosenRoom], given: Given
) -> list[OfferRow]:
    picks, wanted = [room.pick for room in chosen], narrowed_to(given)
    return [
        _row(offer, picks, dates.wish())
        for offer in found
        if not wanted or str(offer.room_type.pk) == wanted
    ]


def _row(offer: Offer, picks: list[Pick], dates: DatesWish) -> OfferRow:
    pick = Pick(
        number=0,
        room_type_id=offer.room_type.pk,
        rate_plan_id=offer.rate_plan.pk,
        arrival=dates.arrival,
        departure=dates.departure,
        adults=dates.adults,
        children=dates.children,
        babies=dates.babies,
    )
    average = Money(offer.total.amount / len(offer.prices), offer.total.currency).rounded()
    return OfferRow(
        offer=offer,
        pick=pick,
        per_night=average,
        varies=len(set(offer.prices)) > 1,
        taken=sum(replace(other, number=0) == pick for other in picks),
    )


def chosen_rooms(
    request: StaffRequest,
    hotel: Hotel,
    picks: list[Pick],
    *,
    is_asked: bool,
) -> list[ChosenRoom]:
    """Look every chosen room up anew; rooms of the same dates share their queries."""
    known: dict[DatesWish, list[Offer]] = {}
    free: dict[tuple[datetime.date, datetime.date], list[Room]] = {}
    rooms = []
    for pick in picks:
        asked = replace(pick.dates, babies=0)
        if asked not in known:
            known[asked] = offers_on(hotel, asked)
        days = (pick.arrival, pick.departure)
        if days not in free:
            free[days] = free_rooms(
                hotel_id=hotel.pk,
                room_type_id=None,
                arrival=pick.arrival,
                departure=pick.departure,
                slot=pick.slot,
            )
        rooms.append(_room(request, hotel, pick, known[asked], free[days], is_asked))
    return rooms


def _room(
    request: StaffRequest,
    hotel: Hotel,
    pick: Pick,
    found: list[Offer],
    free: list[Room],
    is_asked: bool,
) -> ChosenRoom:
    key = (pick.room_type_id, pick.rate_plan_id)
    offer = next((one for one in found if (one.room_type.pk, one.rate_plan.pk) == key), None)
    sets_prices = offer is not None and Right.RESERVATIONS_OVERRIDE_PRICE in request.rights
    wanted = edge.sent(request).line("room") or edge.asked(request).line("room")
    is_typed = f"room{pick.number}-room" in edge.sent(request)
    form = ChosenRoomForm(
        request.POST if is_typed or is_asked else None,
        pick=pick,
        rooms=[room for room in free if room.room_type_id == pick.room_type_id],
        listed=offer.prices if offer else (),
        sets_prices=sets_prices,
        currency=hotel.currency,
        initial={"room": wanted} if pick.number == 1 else {},
    )
    amounts = offer.prices if offer else ()
    if is_typed and form.is_valid():
        amounts = form.wish().prices or amounts
    return ChosenRoom(
        pick=pick,
        offer=offer,
        form=form,
        refusal=_refusal(offer),
        total=Money(sum(amounts, Decimal(0)), hotel.currency),
    )


def _refusal(offer: Offer | None) -> str:
    return offer.refusal if offer else _("This room is not offered any more.")
