from datetime import timedelta

import pytest
from django.urls import reverse

from hotelpms.hotels.enums import Role
from messaging.models import Message
from reservations.models import Room
from tests.factories.cardex import ProfileFactory
from tests.factories.hotels import MembershipFactory, OpenHotelFactory
from tests.factories.reservations import (
    AT,
    RoomFactory,
    RoomTypeFactory,
    booked_stay,
    departed_stay,
    open_date,
    stay_in_house,
)

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def hotel():
    return OpenHotelFactory(code="grand")


@pytest.fixture
def desk(client, hotel):
    client.force_login(MembershipFactory(hotel=hotel, role=Role.FRONT_DESK).user)
    return client


@pytest.fixture
def room_type(hotel):
    return RoomTypeFactory(hotel=hotel)


def rooms(room_type, count: int) -> list[Room]:
    return [RoomFactory(room_type=room_type) for _ in range(count)]


def today(client, hotel="grand"):
    return client.get(reverse("desk:today", args=[hotel]))


def test_the_hotels_own_address_leads_to_its_day(desk):
    assert desk.get("/h/grand/")["Location"] == "/h/grand/today/"


def test_the_day_shows_who_comes_leaves_and_stays(desk, room_type):
    first, second, _third = rooms(room_type, 3)
    coming = booked_stay(room_type=room_type, nights=2)
    here = stay_in_house(room=first, nights=3)
    departed_stay(room=second, nights=1)

    shown = today(desk).context["today"]

    assert [line.id for line in shown.due_in] == [coming.pk]
    assert [line.id for line in shown.in_house] == [here.pk]
    assert (shown.arrived_count, shown.departed_count) == (2, 1)
    assert shown.guest_count == 1
    assert shown.due_out == []


def test_rooms_that_are_not_ready_are_counted_and_named(desk, room_type):
    room, _other = rooms(room_type, 2)
    stay = booked_stay(room_type=room_type)
    stay.room = room
    stay.save()
    Room.objects.filter(pk=room.pk).update(housekeeping="dirty")

    shown = today(desk).context["today"]

    assert shown.dirty_count == 1
    assert [line.id for line in shown.not_ready] == [stay.pk]


def test_the_chart_shows_fourteen_nights_without_inline_style(desk, room_type):
    rooms(room_type, 2)
    booked_stay(room_type=room_type, nights=1)

    page = today(desk)

    assert [figures.sold for figures in page.context["today"].figures] == [1] + [0] * 13
    assert page.context["today"].tonight.percent == 50
    html = page.content.decode()
    assert '<svg class="chart"' in html
    assert " style=" not in html


def test_a_business_date_off_the_calendar_is_signed(client, hotel, time_machine):
    calendar = open_date(hotel)
    time_machine.move_to(f"{calendar}T12:00:00+00:00")
    client.force_login(MembershipFactory(hotel=hotel, role=Role.FRONT_DESK).user)
    sentence = "The business date differs from the calendar."
    assert sentence not in today(client).content.decode()

    time_machine.move_to(f"{calendar + timedelta(days=1)}T12:00:00+00:00")
    assert sentence in today(client).content.decode()


def test_messages_that_need_a_person_are_told(desk, hotel):
    for number, state in enumerate(("failed", "stuck", "sent")):
        Message.objects.create(
            hotel=hotel,
            kind="arrival",
            dedupe_key=str(number),
            state=state,
            sent_at=AT if state == "sent" else None,
            to_address="a@example.com",
            language="en",
            created_at=AT,
            due_at=AT,
            expires_at=AT,
            message_id=f"<{number}@x>",
        )

    page = today(desk)

    assert page.context["today"].failed_count == 2
    assert "2 messages need a person." in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_day_takes_the_same_queries_for_one_and_three(
    desk, room_type, count, django_assert_num_queries
):
    for room in rooms(room_type, 2 * count)[:count]:
        booked_stay(room_type=room_type)
        stay_in_house(room=room)

    with django_assert_num_queries(16):
        today(desk)


def test_names_are_text(desk, room_type):
    rooms(room_type, 1)
    guest = ProfileFactory(first_name=HOSTILE, last_name=HOSTILE)
    booked_stay(room_type=room_type, booker_id=guest.pk)

    html = today(desk).content.decode()

    assert HOSTILE not in html
    assert "&lt;script&gt;" in html


def test_another_hotel_is_not_found(desk):
    OpenHotelFactory(code="other")

    assert today(desk, "other").status_code == 404
    assert desk.get("/h/other/").status_code == 404
