"""What the basket of the booking page holds after some presses, whatever the page knew of them."""

import pytest
from django.http import QueryDict
from django.test import Client

from hotelpms.kit.web.edge import Given
from reservations.models import RatePlan, RoomType
from reservations.views.booking.basket import basket, narrowed_to
from tests.addresses import url

DOUBLE = "1/2/2027-05-10/2027-05-12/2/0/0"
SUITE = "3/2/2027-05-10/2027-05-12/2/0/0"


def numbers(query: str) -> list[int]:
    return [pick.number for pick in basket(Given(QueryDict(query))).picks]


@pytest.mark.parametrize(
    ("query", "held"),
    [
        (f"pick=0/{DOUBLE}", [1]),
        (f"pick=0/{DOUBLE}&pick=0/{DOUBLE}&pick=0/{SUITE}", [1, 2, 3]),
        (f"pick=0/{DOUBLE}*3", [1, 2, 3]),
        (f"pick=0/{DOUBLE}&rooms-1-2=4", [1, 2, 3, 4]),
        (f"pick=0/{DOUBLE}&rooms-3-2=4", [1]),
        (f"pick=0/{DOUBLE}*0", [1]),
        (f"pick=0/{DOUBLE}*x", [1]),
        (f"chosen=7/{DOUBLE}&pick=0/{DOUBLE}*2", [7, 8, 9]),
        (f"chosen=1/{DOUBLE}&chosen=2/{SUITE}&take_out=1&take_out=2", []),
        # The number of a room that goes is not given again: what was typed for it isn't the next's.
        (f"chosen=1/{DOUBLE}&chosen=2/{SUITE}&take_out=2&pick=0/{DOUBLE}", [1, 3]),
    ],
)
def test_every_press_counts_as_it_stands(query: str, held: list[int]) -> None:
    assert numbers(query) == held


@pytest.mark.parametrize(("count", "is_full"), [(5, False), (6, True)])
def test_more_rooms_than_a_booking_takes_are_not_dropped_in_silence(
    count: int, is_full: bool
) -> None:
    chosen = "&".join(f"chosen={number}/{DOUBLE}" for number in range(1, 26))
    found = basket(Given(QueryDict(f"{chosen}&pick=0/{SUITE}*{count}")))

    assert (len(found.picks), found.is_full) == (30, is_full)


def test_all_types_are_offered_again_on_request() -> None:
    assert narrowed_to(Given(QueryDict("room_type=4"))) == "4"
    assert narrowed_to(Given(QueryDict("room_type=4&all_types=1"))) == ""


def test_a_press_exchanges_offers_and_basket_alone(
    desk: Client, plan: RatePlan, double: RoomType
) -> None:
    sent = {"pick": f"0/{double.pk}/{plan.pk}/2027-05-10/2027-05-12/2/0/0*2", "notes": "Late"}
    answer = desk.post(url("reservations:new"), sent, headers={"HX-Request": "true"})
    part = answer.content.decode()

    assert (answer.status_code, answer["HX-Retarget"]) == (200, "#booking-offers")
    assert part.count('name="chosen"') == 2
    assert 'name="notes"' not in part
    assert 'name="arrival"' not in part
