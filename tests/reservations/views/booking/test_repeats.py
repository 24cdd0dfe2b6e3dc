"""A form or a reference that has booked something else: the page says what, and leads there."""

import pytest
from django.test import Client

from hotelpms.hotels.models import Hotel
from reservations.models import RatePlan, Reservation, RoomType
from tests.addresses import url
from tests.factories.cardex import ProfileFactory
from tests.factories.reservations import ChannelFactory, day


@pytest.fixture
def wish(double: RoomType, plan: RatePlan) -> dict[str, object]:
    return {
        "book": "1",
        "form_key": "k1",
        "chosen": [f"1/{double.pk}/{plan.pk}/{day(0)}/{day(2)}/2/0/0"],
        "guest": ProfileFactory(first_name="Ana", last_name="Ruiz").pk,
        "guarantee": "none",
    }


def test_the_same_form_leads_to_what_it_booked(desk: Client, wish: dict[str, object]) -> None:
    answers = [desk.post(url("reservations:new"), wish) for _press in range(2)]

    assert {answer["Location"] for answer in answers} == {
        url("reservations:detail", Reservation.objects.get().code)
    }


@pytest.mark.parametrize("by", ["form", "reference"])
def test_other_content_is_refused_with_a_link_to_what_exists(
    desk: Client, hotel: Hotel, wish: dict[str, object], by: str
) -> None:
    reference = {"channel": ChannelFactory(hotel=hotel).pk, "channel_ref": "BK-1"}
    desk.post(url("reservations:new"), wish | reference)
    made = Reservation.objects.get()
    again = wish | reference | {"guest": ProfileFactory().pk}
    if by == "reference":
        again["form_key"] = "k2"
    answer = desk.post(url("reservations:new"), again)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert f"{made.code} of Ana Ruiz (Confirmed)" in page
    assert f'href="{url("reservations:detail", made.code)}"' in page
    assert Reservation.objects.count() == 1


def test_the_panel_of_the_plan_refuses_as_well(
    desk: Client, double: RoomType, plan: RatePlan
) -> None:
    room = double.rooms.first()
    assert room is not None
    sent = {
        "form_key": "k1",
        "room": room.pk,
        "arrival": day(0),
        "departure": day(1),
        "adults": "2",
        "children": "0",
        "babies": "0",
        "guest": ProfileFactory(last_name="Ruiz").pk,
        "guarantee": "none",
    }
    desk.post(url("reservations:plan_book"), sent)
    made = Reservation.objects.get()
    answer = desk.post(url("reservations:plan_book"), sent | {"guest": ProfileFactory().pk})

    assert answer.status_code == 422
    assert url("reservations:detail", made.code) in answer.content.decode()
    assert Reservation.objects.count() == 1
