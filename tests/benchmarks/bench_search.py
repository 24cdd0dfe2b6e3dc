"""Search, lists and plan of a house of 500 rooms that has four years of bookings: 200,000 of them.

Each page is held against the same page of a house with 8,000 bookings in the same database: it must
stay flat. Each search is held against the look-ups as one would write them by hand.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from cardex.domain.cards import search
from cardex.models import Profile
from hotelpms.kit.search.wanted import wanted
from reservations.domain.pages.listing import found
from reservations.models import Room, RoomNight
from tests.benchmarks.conftest import Tell
from tests.benchmarks.many import date_after, emptied, multiply, tidied
from tests.benchmarks.measure import by_turns, recorded
from tests.factories.cardex import ProfileFactory
from tests.factories.hotels import MembershipFactory
from tests.factories.reservations import TODAY, RoomFactory, RoomTypeFactory, booked_stay

pytestmark = pytest.mark.usefixtures("real_rows")

ROOMS, FEW, MANY = 500, 8_000, 200_000
GUESTS_OF_TWO = 2  # bookings for each card
NIGHTS, RHYTHM = 3, 4  # a stay of three nights, then an empty one
PAST_TURNS = 300  # of the 400 stays that each room has in the end
PAGE = 25

SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]


def syllable(number: str) -> str:
    chosen = " ".join(f"WHEN {n} THEN '{s}'" for n, s in enumerate(SYLLABLES))
    return f"CASE ({number}) % {len(SYLLABLES)} {chosen} END"


# 343,000 last names of three syllables, of which every fifteenth occurs; 4,900 first names.
LAST = f"{syllable('n.i * 7')} || {syllable('n.i / 5')} || {syllable('n.i / 350')}"
FIRST = f"{syllable('n.i * 3')} || {syllable('n.i / 70')}"
MAIL = f"{FIRST} || '.' || {LAST} || n.i || '@mail.example'"
PHONE = "'49176' || (10000000 + (n.i * 7919) % 89999999)"


class House:
    """A hotel whose rows are multiplied from one booked stay."""

    def __init__(self) -> None:
        room_type = RoomTypeFactory(overbooking_limit=ROOMS)
        self.hotel = room_type.hotel
        self.rooms: list[Room] = RoomFactory.create_batch(ROOMS, room_type=room_type)
        self.stay = booked_stay(room_type=room_type)
        self.guest = ProfileFactory()
        self.count = 0

    def grow_to(self, count: int) -> None:
        """Add bookings up to that number; each room's stays follow each other."""
        first, last = self.count + 1, count
        guests = (first // GUESTS_OF_TWO + 1, last // GUESTS_OF_TWO)
        card = self.guest.pk
        multiply(
            self.guest, *guests, id=f"{card} + n.i", first_name=FIRST, last_name=LAST,
            sort_key=f"{LAST} || '\t' || {FIRST}", email=MAIL, phone=f"'+' || {PHONE}",
            search_text=" || ' ' || ".join(["''", FIRST, LAST, MAIL, PHONE, "''"]),
        )  # fmt: skip
        guest = f"{card} + 1 + (n.i - 1) / {GUESTS_OF_TWO}"
        booking = self.stay.reservation
        multiply(
            booking, first, last, id=f"{booking.pk} + n.i", booker_id=guest,
            code="'R' || (1000000 + n.i)", channel_ref="'BK-' || n.i",
        )  # fmt: skip
        # Those around today come first, so that the pages of the day show the same at any size.
        turn = f"((n.i / {ROOMS} + {PAST_TURNS - FEW // ROOMS // 2}) % {MANY // ROOMS + 1})"
        arrival = f"{turn} * {RHYTHM}"
        began = (TODAY - timedelta(days=PAST_TURNS * RHYTHM)).isoformat()
        multiply(
            self.stay, first, last, id=f"{self.stay.pk} + n.i", guest_id=guest,
            reservation_id=f"{booking.pk} + n.i", room_id=f"{self.rooms[0].pk} + n.i % {ROOMS}",
            arrival=date_after(began, arrival),
            departure=date_after(began, f"{arrival} + {NIGHTS}"),
            state=f"CASE WHEN {turn} < {PAST_TURNS} THEN 'departed' WHEN {turn} = {PAST_TURNS}"
            " THEN 'in_house' ELSE 'booked' END",
        )  # fmt: skip
        for night in range(NIGHTS):
            multiply(
                RoomNight.objects.get(stay=self.stay), first, last, stay_id=f"{self.stay.pk} + n.i",
                room_id=f"{self.rooms[0].pk} + n.i % {ROOMS}",
                date=date_after(began, f"{arrival} + {night}"),
            )  # fmt: skip
        self.count = count
        tidied()


@pytest.fixture
def houses() -> Iterator[tuple[House, House]]:
    """A house with many bookings, and one with few."""
    few = House()
    few.grow_to(FEW)
    many = House()
    many.grow_to(MANY)
    yield many, few
    emptied(Profile)


def test_pages_stay_flat_and_searches_cost_what_their_sql_costs(
    houses: tuple[House, House], client: Client, tell: Tell
) -> None:
    many, few = houses
    user = MembershipFactory(hotel=many.hotel).user
    MembershipFactory(hotel=few.hotel, user=user)
    client.force_login(user)
    small = pages_of(few)

    for name, page in pages_of(many).items():
        measured, floor = by_turns(asked(client, *page), asked(client, *small[name]), times=9)
        told = f"the same at {FEW:,} ({floor * 1000:.0f} ms)"
        tell(f"{name} at {MANY:,}", f"{measured * 1000:.0f} ms", told, measured / floor)
    for name, (act, by_hand) in searches(many).items():
        measured, floor = by_turns(act, by_hand, times=40)
        told = f"SQL by hand ({floor * 1000:.1f} ms)"
        tell(f"{name}, SQL alone", f"{measured * 1000:.1f} ms", told, measured / floor)


def pages_of(house: House) -> dict[str, tuple[str, dict[str, str]]]:
    """Return the pages of a house by what they are called, each with its query."""
    guest = Profile.objects.get(pk=house.guest.pk + 100)
    listing, palette, cards, found_page, box, plan, here, rooms = (
        reverse(name, kwargs={"hotel": house.hotel.code})
        for name in (
            "reservations:list", "desk:palette", "cardex:list", "desk:search", "cardex:search",
            "reservations:plan", "reservations:in_house", "reservations:rooms",
        )
    )  # fmt: skip
    return {
        "reservation list": (listing, {}),
        "reservation list, page 50": (listing, {"page": "50"}),
        "reservation list by arrival": (listing, {"sort": "arrival"}),
        "reservation list by guest": (listing, {"sort": "guest"}),
        "reservation list, in house": (listing, {"state": "in_house"}),
        "search by code": (listing, {"q": "R1000107"}),
        "search by reference": (listing, {"q": "bk 107"}),
        "search by name": (listing, {"q": f"{guest.last_name} {guest.first_name}"}),
        "search by last name": (listing, {"q": guest.last_name}),
        "search by phone": (listing, {"q": f"0{guest.phone[3:]}"}),
        "search by e-mail": (listing, {"q": guest.email}),
        "search by room": (listing, {"q": house.rooms[7].number}),
        "search for nobody": (listing, {"q": "zzyzx"}),
        "palette by name": (palette, {"q": guest.last_name}),
        "palette by code": (palette, {"q": "R1000107"}),
        "search page by name": (found_page, {"q": guest.last_name}),
        "guest list": (cards, {}),
        "guest list by name": (cards, {"q": guest.last_name}),
        "guest box by name": (box, {"q": guest.last_name}),
        "guest box with a typo": (box, {"q": f"{guest.last_name}x"}),
        "guest box, two letters": (box, {"q": guest.last_name[:2]}),
        "room plan, 31 days": (plan, {"start": TODAY.isoformat(), "days": "31"}),
        "in house": (here, {}),
        "room board": (rooms, {}),
    }


def asked(client: Client, page: str, query: dict[str, str]) -> Callable[[], object]:
    assert client.get(page, query).status_code == 200
    return lambda: client.get(page, query)


def searches(house: House) -> dict[str, tuple[Callable[[], object], Callable[[], object]]]:
    """Return each search as its own statements, and as one would write it by hand."""
    guest = Profile.objects.get(pk=house.guest.pk + 100)
    texts = {
        "search by code": ("R1000107", ["r1000107"]),
        "search by name": (guest.full_name, [guest.first_name, guest.last_name]),
        "search by last name": (guest.last_name, [guest.last_name]),
        "search by phone": (f"0{guest.phone[3:]}", [guest.phone[3:]]),
        "search by e-mail": (guest.email, [guest.email]),
        "search by room": (house.rooms[7].number, [house.rooms[7].number]),
    }
    found = {}
    for name, (text, words) in texts.items():
        act = recorded(lambda text=text: page_of(house, text))
        found[name] = (act, by_hand(house, text, words))
    card = recorded(lambda: search.find(wanted(guest.last_name), limit=8))
    found["guest box by name"] = (card, cards_by_hand(guest.last_name))
    return found


def page_of(house: House, text: str) -> list[Any]:
    rows = found(house.hotel, business_date=TODAY, text=text)
    return [rows.count(), *rows[:PAGE]]


def by_hand(house: House, text: str, words: list[str]) -> Callable[[], object]:
    """Look up code, reference, room, booker and guest, each by its index; then read the rows."""
    hotel, like = house.hotel.pk, " AND ".join("search_text LIKE %s" for _ in words)
    people = f"(SELECT id FROM cardex_profile WHERE {like})"
    key = "UPPER(REPLACE(REPLACE({}, '-', ''), ' ', ''))"
    wanted_words = [f"%{word}%" for word in words]
    own = "SELECT id FROM reservations_reservation WHERE hotel_id = %s"
    of_stay = "SELECT reservation_id FROM reservations_stay WHERE hotel_id = %s"
    rooms = "(SELECT id FROM reservations_room WHERE hotel_id = %s AND number = %s)"
    ids = " UNION ".join(
        [
            f"{own} AND {key.format('code')} = %s",
            f"{own} AND channel_ref <> '' AND {key.format('channel_ref')} = %s",
            f"{own} AND booker_id IN {people}",
            f"{of_stay} AND guest_id IN {people}",
            f"{of_stay} AND room_id IN {rooms}",
        ]
    )
    params = [hotel, text.upper(), hotel, text.upper(), hotel, *wanted_words, hotel, *wanted_words]
    params += [hotel, hotel, text]
    joined = (
        "reservations_reservation r JOIN cardex_profile b ON b.id = r.booker_id"
        " LEFT JOIN cardex_profile a ON a.id = r.agency_id"
        " LEFT JOIN reservations_channel c ON c.id = r.channel_id"
    )

    def send() -> None:
        with connection.cursor() as cursor:
            cursor.execute(ids, params)
            found = ", ".join(str(row[0]) for row in cursor.fetchall())
            where = f"WHERE r.id IN ({found}) ORDER BY r.id DESC LIMIT {PAGE}"
            cursor.execute(f"SELECT r.*, b.*, a.*, c.* FROM {joined} {where}")
            cursor.fetchall()

    return send


def cards_by_hand(name: str) -> Callable[[], object]:
    order = "ORDER BY stay_count DESC, sort_key, id LIMIT 8"
    like = "search_text LIKE %s AND anonymised_at IS NULL"

    def send() -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM cardex_profile WHERE {like} {order}", [f"%{name}%"])
            cursor.fetchall()

    return send
