"""The booking page, with real posts."""

from datetime import time

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cardex.models import Profile
from hotelpms.hotels.models import Hotel
from messaging.models import Message
from reservations.domain.bookings import repeats
from reservations.models import RatePlan, Reservation, RoomNight, RoomType, Stay
from reservations.views.booking import desk as desk_views
from tests.addresses import url
from tests.factories.cardex import AgencyFactory, ProfileFactory
from tests.factories.reservations import ChannelFactory, RoomFactory, booked_stay, day

KEY = "a-key-that-the-page-made"


def pick(
    room_type: RoomType, plan: RatePlan, *, number: int = 1, first: int = 0, last: int = 2
) -> str:
    return f"{number}/{room_type.pk}/{plan.pk}/{day(first)}/{day(last)}/2/1/0"


@pytest.fixture
def wish(double: RoomType, plan: RatePlan) -> dict[str, object]:
    """What the page sends for one double room over two nights, without a guest."""
    return {
        "book": "1",
        "form_key": KEY,
        "chosen": [pick(double, plan)],
        "guarantee": "none",
    }


def test_the_page_offers_what_is_free(desk: Client, plan: RatePlan) -> None:
    answer = desk.get(
        url("reservations:new"), {"arrival": day(0), "departure": day(2), "adults": 2}
    )
    shown = [
        (row.offer.room_type.name, row.offer.free, str(row.offer.total))
        for row in answer.context["rows"]
    ]

    assert shown == [("Double", 2, "200.00 EUR"), ("Suite", 1, "500.00 EUR")]


def test_the_plan_may_ask_for_a_room(desk: Client, plan: RatePlan, suite: RoomType) -> None:
    answer = desk.get(
        url("reservations:new"),
        {"arrival": day(1), "room_type": suite.pk, "room": suite.rooms.get().pk},
    )

    assert [row.offer.room_type for row in answer.context["rows"]] == [suite]
    assert answer.context["dates"].cleaned_data["departure"] == day(2)


@pytest.mark.parametrize(
    "query",
    [
        {"arrival": "nonsense"},
        {"arrival": "9999-12-31"},
        {"arrival": "2027-05-12", "departure": "2027-05-11"},
        {"arrival": "2020-01-01"},
        {"arrival": "2027-05-12", "departure": "2099-05-11"},
        {"adults": "x", "room_type": "x", "pick": "1/2/3"},
        {"pick": "1/1/1/2027-05-10/2027-05-11/-1/0/0"},
        {"pick": "1/99999999999/1/2027-05-10/2027-05-11/1/0/0"},
    ],
)
def test_nonsense_is_no_fault(desk: Client, plan: RatePlan, query: dict[str, str]) -> None:
    assert desk.get(url("reservations:new"), query).status_code == 200


def test_choosing_keeps_what_was_typed(desk: Client, plan: RatePlan, double: RoomType) -> None:
    answer = desk.post(
        url("reservations:new"),
        {"pick": pick(double, plan), "last_name": "Ibáñez", "notes": "Late"},
    )

    assert answer.status_code == 200
    assert [room.pick.room_type_id for room in answer.context["chosen"]] == [double.pk]

    page = answer.content.decode()

    assert 'value="Ibáñez"' in page
    assert "Late</textarea>" in page
    assert Reservation.objects.count() == 0


def test_a_chosen_room_can_be_taken_out(desk: Client, plan: RatePlan, double: RoomType) -> None:
    both = [pick(double, plan), pick(double, plan, number=2)]
    answer = desk.post(url("reservations:new"), {"chosen": both, "take_out": "1"})

    assert [room.pick.number for room in answer.context["chosen"]] == [2]


def test_booking_for_a_known_guest_writes_every_field(
    desk: Client, hotel: Hotel, wish: dict[str, object]
) -> None:
    guest, agency = ProfileFactory(language="cs"), AgencyFactory()
    channel = ChannelFactory(hotel=hotel)
    answer = desk.post(
        url("reservations:new"),
        wish
        | {
            "guest": guest.pk,
            "agency": agency.pk,
            "channel": channel.pk,
            "channel_ref": "X-1",
            "guarantee": "card",
            "arrival_time": "22:30",
            "notes": "Quiet room",
            "sends_confirmation": "on",
        },
    )
    made = Reservation.objects.get()

    assert (answer.status_code, answer["Location"]) == (302, url("reservations:detail", made.code))
    assert (made.booker, made.agency, made.channel, made.channel_ref) == (
        guest,
        agency,
        channel,
        "X-1",
    )
    assert (made.language, made.guarantee, made.notes) == ("cs", "card", "Quiet room")

    stay = made.stays.get()

    assert (stay.guest, stay.arrival, stay.departure) == (guest, day(0), day(2))
    assert (stay.adults, stay.children, stay.board) == (2, 1, "BB")
    assert (stay.arrival_time, stay.room) == (time(22, 30), None)
    assert [str(night.price) for night in stay.room_nights.order_by("date")] == ["100.00"] * 2
    assert Message.objects.filter(kind="confirmation").count() == 1


def test_booking_makes_a_card_for_a_new_guest(desk: Client, wish: dict[str, object]) -> None:
    new = {"first_name": "Zoë", "last_name": "Ibáñez", "email": "ZOE@example.com"}
    desk.post(url("reservations:new"), wish | new | {"phone": "600 123 456", "language": "es"})
    card = Profile.objects.get()

    assert (card.full_name, card.email, card.language) == ("Zoë Ibáñez", "zoe@example.com", "es")
    assert card.phone == "+420600123456"
    assert Reservation.objects.get().booker == card


def test_a_guest_who_may_be_there_already_is_shown_first(
    desk: Client, wish: dict[str, object]
) -> None:
    known = ProfileFactory(email="zoe@example.com")
    new = {"last_name": "Ibáñez", "email": "zoe@example.com"}
    answer = desk.post(url("reservations:new"), wish | new)

    assert (answer.status_code, answer.context["form"].alike) == (422, [known])
    assert Reservation.objects.count() == 0

    desk.post(url("reservations:new"), wish | new | {"is_another_person": "on"})

    assert Reservation.objects.get().booker != known


def test_without_javascript_a_name_is_looked_up(desk: Client, wish: dict[str, object]) -> None:
    one = ProfileFactory(first_name="Zoë", last_name="Ibáñez")
    other = ProfileFactory(first_name="Zoë", last_name="Ibáñez Ruiz")
    answer = desk.post(url("reservations:new"), wish | {"guest_text": "ibanez"})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert f'name="guest" value="{one.pk}"' in page
    assert f'name="guest" value="{other.pk}"' in page


def test_what_is_missing_is_said_and_nothing_is_booked(
    desk: Client, wish: dict[str, object]
) -> None:
    answer = desk.post(url("reservations:new"), wish | {"chosen": [], "notes": "Kept"})

    assert answer.status_code == 422

    page = answer.content.decode()

    assert "Choose a room first." in page
    assert "Choose the guest, or enter a new one." in page
    assert "Kept</textarea>" in page
    assert Reservation.objects.count() == 0


def test_a_form_that_arrives_twice_books_once(desk: Client, wish: dict[str, object]) -> None:
    new = {"last_name": "Ibáñez", "email": "zoe@example.com", "is_another_person": "on"}
    first = desk.post(url("reservations:new"), wish | new)
    second = desk.post(url("reservations:new"), wish | new)

    assert first["Location"] == second["Location"]
    assert (Reservation.objects.count(), Profile.objects.count()) == (1, 1)
    assert Reservation.objects.get().form_key == KEY


def test_the_same_form_finds_its_reservation_when_it_took_the_last_room(
    desk: Client,
    wish: dict[str, object],
    suite: RoomType,
    plan: RatePlan,
) -> None:
    last = {"chosen": [pick(suite, plan)], "room1-room": suite.rooms.get().pk}
    first = desk.post(url("reservations:new"), wish | last | {"last_name": "Ibáñez"})
    second = desk.post(url("reservations:new"), wish | last | {"last_name": "Ibáñez"})

    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert (Reservation.objects.count(), Profile.objects.count()) == (1, 1)


def test_the_same_form_at_the_same_moment_leads_to_the_reservation_too(
    desk: Client,
    wish: dict[str, object],
    suite: RoomType,
    plan: RatePlan,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """D10: the rival books between the look for it and the look for rooms; before it was a 422."""
    last = {"chosen": [pick(suite, plan)], "room1-room": suite.rooms.get().pk}
    first = desk.post(url("reservations:new"), wish | last | {"last_name": "Ibáñez"})
    look, looks = repeats.booked_with, []

    def too_early(hotel: Hotel, form_key: str, content: str) -> Reservation | None:
        looks.append(form_key)
        return look(hotel, form_key, content) if len(looks) > 1 else None

    monkeypatch.setattr(desk_views, "booked_with", too_early)
    second = desk.post(url("reservations:new"), wish | last | {"last_name": "Ibáñez"})

    assert (second.status_code, second["Location"]) == (302, first["Location"])
    assert Reservation.objects.count() == 1


def test_several_rooms_become_one_reservation(
    desk: Client,
    wish: dict[str, object],
    double: RoomType,
    suite: RoomType,
    plan: RatePlan,
) -> None:
    chosen = [pick(double, plan), pick(double, plan, number=2), pick(suite, plan, number=3)]
    desk.post(url("reservations:new"), wish | {"guest": ProfileFactory().pk, "chosen": chosen})
    types = Stay.objects.order_by("pk").values_list("reserved_type__code", flat=True)

    assert list(types) == ["DBL", "DBL", "STE"]
    assert Reservation.objects.count() == 1


def test_the_last_room_is_not_sold_twice(
    desk: Client,
    wish: dict[str, object],
    suite: RoomType,
    plan: RatePlan,
) -> None:
    chosen = [pick(suite, plan), pick(suite, plan, number=2)]
    new = {"last_name": "Ibáñez"}
    answer = desk.post(url("reservations:new"), wish | new | {"chosen": chosen})

    assert answer.status_code == 422
    assert 'value="Ibáñez"' in answer.content.decode()
    assert (Reservation.objects.count(), Profile.objects.count()) == (0, 0)


def test_a_room_that_was_sold_meanwhile_is_refused(
    desk: Client,
    wish: dict[str, object],
    suite: RoomType,
    plan: RatePlan,
) -> None:
    booked_stay(room_type=suite, nights=2)
    answer = desk.post(
        url("reservations:new"),
        wish | {"guest": ProfileFactory().pk, "chosen": [pick(suite, plan)]},
    )

    assert answer.status_code == 422
    assert "No room is left." in answer.content.decode()
    assert Reservation.objects.count() == 1


def test_a_room_can_be_given_at_once(
    desk: Client, wish: dict[str, object], double: RoomType
) -> None:
    room = double.rooms.get(number="102")
    desk.post(url("reservations:new"), wish | {"guest": ProfileFactory().pk, "room1-room": room.pk})

    assert Stay.objects.get().room == room
    assert set(RoomNight.objects.values_list("room__number", flat=True)) == {"102"}


def test_a_manager_sets_the_price_of_a_night(manager: Client, wish: dict[str, object]) -> None:
    prices = {f"room1-price_{day(0)}": "80.50", f"room1-price_{day(1)}": "100.00"}
    manager.post(url("reservations:new"), wish | prices | {"guest": ProfileFactory().pk})
    nights = RoomNight.objects.order_by("date").values_list("price", flat=True)

    assert [str(price) for price in nights] == ["80.50", "100.00"]


def test_the_reception_cannot_set_a_price(desk: Client, wish: dict[str, object]) -> None:
    prices = {"room1-room": "", f"room1-price_{day(0)}": "1.00", f"room1-price_{day(1)}": "1.00"}
    desk.post(url("reservations:new"), wish | prices | {"guest": ProfileFactory().pk})
    nights = RoomNight.objects.values_list("price", flat=True)

    assert [str(price) for price in nights] == ["100.00", "100.00"]


def test_a_day_use_is_booked_with_equal_dates(
    desk: Client,
    wish: dict[str, object],
    double: RoomType,
    plan: RatePlan,
) -> None:
    chosen = [pick(double, plan, last=0)]
    desk.post(url("reservations:new"), wish | {"guest": ProfileFactory().pk, "chosen": chosen})

    assert Stay.objects.get().is_day_use
    assert RoomNight.objects.get().slot == "day"


def test_an_option_keeps_its_date(desk: Client, wish: dict[str, object]) -> None:
    desk.post(
        url("reservations:new"),
        wish | {"guest": ProfileFactory().pk, "option_until": day(0).isoformat()},
    )
    made = Reservation.objects.get()

    assert (made.state, made.option_until) == ("option", day(0))


def test_a_walk_in_is_booked_from_today(desk: Client, wish: dict[str, object]) -> None:
    answer = desk.post(url("reservations:walk_in"), wish | {"guest": ProfileFactory().pk})
    stay = Stay.objects.get()

    assert answer["Location"] == url("reservations:check_in", stay.pk)
    assert (stay.arrival, stay.state) == (day(0), "booked")


def test_htmx_is_led_on_by_a_header(desk: Client, wish: dict[str, object]) -> None:
    answer = desk.post(
        url("reservations:new"),
        wish | {"guest": ProfileFactory().pk},
        headers={"HX-Request": "true"},
    )

    assert answer.status_code == 204
    assert answer["HX-Redirect"] == url("reservations:detail", Reservation.objects.get().code)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_a_fixed_number_of_questions(
    desk: Client,
    double: RoomType,
    plan: RatePlan,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    RoomFactory(room_type=double, number="103")
    chosen = [pick(double, plan, number=number) for number in range(1, count + 1)]
    with django_assert_num_queries(21):
        assert desk.post(url("reservations:new"), {"chosen": chosen}).status_code == 200
