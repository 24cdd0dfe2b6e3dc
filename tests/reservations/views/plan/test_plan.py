"""The room plan: page, refreshing, verdict and drop."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from cardex.models import Profile
from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Hotel, User
from reservations.models import Reservation, Room, RoomNight, RoomType, Stay, Trace
from tests.addresses import url
from tests.factories.hotels import DepartmentFactory, MembershipFactory, OpenHotelFactory
from tests.factories.reservations import AT, TODAY, booked_stay, day, stay_in_house
from tests.fixtures import SignIn

HTMX = {"HX-Request": "true"}


def sent(stay: Stay, **change: object) -> dict[str, object]:
    """What the page sends when the bar of a stay is dropped."""
    return {
        "stay": stay.pk,
        "version": stay.version,
        "first": stay.arrival.isoformat(),
        "arrival": stay.arrival.isoformat(),
        "departure": stay.departure.isoformat(),
        **change,
    }


def test_the_plan_begins_the_day_before_the_business_date(desk: Client, double: RoomType) -> None:
    sheet = desk.get(url("reservations:plan")).context["sheet"]

    assert [sheet.days[0].date, len(sheet.days)] == [TODAY - timedelta(days=1), 14]


def test_a_public_holiday_is_marked_and_named(desk: Client, double: RoomType) -> None:
    asked = {"from": "2027-07-04", "days": 7}

    html = desk.get(url("reservations:plan"), asked).content.decode()

    heads = re.findall(r'class="\s*(plan-date[^"]*)"\s*role="img"\s*aria-label="([^"]*)"', html)
    marked = [label for classes, label in heads if "holiday" in classes.split()]
    assert marked == [
        "Monday, 5 July 2027, Saints Cyril and Methodius Day",
        "Tuesday, 6 July 2027, Jan Hus Day",
    ]
    assert "5 Jul: Saints Cyril and Methodius Day" in html


def test_nonsense_in_the_address_falls_back(desk: Client, double: RoomType) -> None:
    asked = {"from": "soon", "days": "5", "type": "x", "floor": "y" * 40}

    sheet = desk.get(url("reservations:plan"), asked).context["sheet"]

    assert [len(sheet.days), len(sheet.groups)] == [14, 1]


def test_a_bar_stands_in_the_row_of_its_room(desk: Client, room: Room) -> None:
    stay = stay_in_house(room=room, nights=2)

    html = desk.get(
        url("reservations:plan"), {"from": TODAY.isoformat(), "days": 7}
    ).content.decode()

    row = html.split('data-number="101"')[1].split("</div></div>")[0]

    assert f'data-stay="{stay.pk}"' in row
    assert "in_house c2 n4" in row


@pytest.mark.parametrize("count", [1, 3])
def test_the_plan_takes_as_many_queries_for_three_stays_as_for_one(
    desk: Client,
    double: RoomType,
    suite: RoomType,
    count: int,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    for room_type in (double, suite):
        booked_stay(room_type=room_type, arrival=day(1))
    for room in double.rooms.all()[: count - 1]:
        stay_in_house(room=room)

    # session, user, roles, business date, hotels, types, nights, stays, traces,
    # closures, rooms, left
    with django_assert_num_queries(14):
        desk.get(url("reservations:plan"))


def test_the_refresh_gets_the_sheet_and_nothing_while_it_is_the_same(
    desk: Client, double: RoomType
) -> None:
    first = desk.get(url("reservations:plan"), headers=HTMX)
    stamp = first.context["stamp"]

    assert "<html" not in first.content.decode()

    assert desk.get(url("reservations:plan"), {"stamp": stamp}, headers=HTMX).status_code == 204

    booked_stay(room_type=double)

    assert desk.get(url("reservations:plan"), {"stamp": stamp}, headers=HTMX).status_code == 200


def test_the_icons_are_a_style_sheet(desk: Client) -> None:
    answer = desk.get(url("reservations:plan_marks"))

    assert answer["Content-Type"] == "text/css"

    css = answer.content.decode()

    assert ':is(.mark, .flag).due_in { --mark: url("data:image/svg+xml,%3Csvg%20xmlns' in css
    # Each bar's icon is a picture in the ink of its state, for light and for dark.
    assert css.count('.bar.due_out::before { background-image: url("data:') == 3
    assert "oklch" in css


def test_each_column_of_the_longest_plan_has_its_place(desk: Client) -> None:
    css = desk.get(url("reservations:plan_marks")).content.decode()

    assert re.findall(r"\.c(\d+) \{ --c: (\d+); \}", css) == [
        (str(number), str(number - 1)) for number in range(1, 125)
    ]
    assert re.findall(r"\.n(\d+) \{ --n: (\d+); \}", css) == [
        (str(number), str(number)) for number in range(1, 125)
    ]


def test_the_verdict_says_that_the_room_is_free(desk: Client, double: RoomType, room: Room) -> None:
    stay = booked_stay(room_type=double)

    html = desk.get(url("reservations:plan_verdict"), sent(stay, room=room.pk)).content.decode()

    assert 'data-verdict="ok"' in html
    assert "Room 101 is free." in html


def test_the_verdict_asks_before_dates_change(desk: Client, double: RoomType) -> None:
    stay = booked_stay(room_type=double)

    html = desk.get(
        url("reservations:plan_verdict"), sent(stay, departure=day(2).isoformat())
    ).content.decode()

    assert 'data-verdict="ask"' in html
    assert "€200.00 instead of €100.00." in html


def test_a_drop_moves_the_stay_and_offers_to_take_it_back(
    desk: Client, double: RoomType, room: Room
) -> None:
    stay = booked_stay(room_type=double)

    answer = desk.post(url("reservations:plan_drop"), sent(stay, room=room.pk), headers=HTMX)

    stay.refresh_from_db()
    events = json.loads(answer["HX-Trigger"])

    assert (answer.status_code, stay.room) == (204, room)
    assert events["plan-changed"] is True
    assert events["toast"]["text"] == f"{stay.guest.full_name} has room 101."

    desk.post(events["toast"]["undo"], headers=HTMX)
    stay.refresh_from_db()

    assert stay.room is None


def dropped(desk: Client, stay: Stay, **change: object) -> str:
    """Drop a stay elsewhere and return the address that takes it back."""
    answer = desk.post(url("reservations:plan_drop"), sent(stay, **change), headers=HTMX)
    return json.loads(answer["HX-Trigger"])["toast"]["undo"]


def test_other_dates_are_taken_back_with_the_price_of_each_night(
    desk: Client, double: RoomType
) -> None:
    stay = booked_stay(room_type=double, nights=2)
    RoomNight.objects.filter(stay=stay, date=day(1)).update(price=Decimal("77.00"))
    undo = dropped(desk, stay, departure=day(1).isoformat())

    desk.post(undo, headers=HTMX)

    nights = RoomNight.objects.filter(stay=stay, holds=True).order_by("date")

    assert list(nights.values_list("date", "price")) == [
        (day(0), Decimal("100.00")),
        (day(1), Decimal("77.00")),
    ]


def test_a_stay_of_the_tray_gets_its_room_type_back(
    desk: Client, double: RoomType, suite_room: Room
) -> None:
    stay = booked_stay(room_type=double)
    undo = dropped(desk, stay, room=suite_room.pk, changes_type="on")

    assert desk.post(undo, headers=HTMX).status_code == 204

    stay.refresh_from_db()

    assert (stay.room, stay.room_type) == (None, double)
    assert set(RoomNight.objects.values_list("room_type", flat=True)) == {double.pk}


def test_a_guest_in_the_house_goes_back_into_the_room_just_left(
    desk: Client, room: Room, other_room: Room
) -> None:
    stay = stay_in_house(room=room, nights=2)
    undo = dropped(desk, stay, room=other_room.pk)

    assert desk.post(undo, headers=HTMX).status_code == 204

    stay.refresh_from_db()

    assert stay.room == room


def test_a_stay_changed_meanwhile_is_not_put_back(
    desk: Client, double: RoomType, room: Room, other_room: Room
) -> None:
    stay = booked_stay(room_type=double)
    undo = dropped(desk, stay, room=room.pk)
    stay.refresh_from_db()
    dropped(desk, stay, room=other_room.pk)

    assert desk.post(undo, headers=HTMX).status_code == 409

    stay.refresh_from_db()

    assert stay.room == other_room


def test_taking_back_twice_does_it_once(desk: Client, double: RoomType, room: Room) -> None:
    stay = booked_stay(room_type=double)
    undo = dropped(desk, stay, room=room.pk)

    assert [desk.post(undo, headers=HTMX).status_code for _ in range(2)] == [204, 409]


def test_a_forged_undo_is_no_page(desk: Client, double: RoomType) -> None:
    assert desk.post(url("reservations:plan_undo") + "?to=forged", headers=HTMX).status_code == 404


def test_the_undo_of_another_hotel_is_no_page(desk: Client, double: RoomType, room: Room) -> None:
    stay = booked_stay(room_type=double)
    token = dropped(desk, stay, room=room.pk).partition("?")[2]
    foreign = MembershipFactory(role=Role.FRONT_DESK, hotel=OpenHotelFactory())
    other = Client()
    other.force_login(foreign.user, backend="django.contrib.auth.backends.ModelBackend")

    address = f"/h/{foreign.hotel.code}/plan/undo/?{token}"

    assert other.post(address, headers=HTMX).status_code == 404


def test_a_refused_drop_says_why_and_changes_nothing(
    desk: Client, double: RoomType, room: Room
) -> None:
    stay_in_house(room=room)
    stay = booked_stay(room_type=double)

    answer = desk.post(url("reservations:plan_drop"), sent(stay, room=room.pk), headers=HTMX)

    stay.refresh_from_db()

    assert (answer.status_code, stay.room) == (409, None)
    assert "Room 101 is taken" in answer.content.decode()


def test_a_drop_of_a_stranger_is_refused(desk: Client, double: RoomType) -> None:
    answer = desk.post(url("reservations:plan_drop"), {"stay": 999}, headers=HTMX)

    assert answer.status_code == 409


def test_the_stay_of_another_hotel_cannot_be_placed(
    stranger: Client, hotel: Hotel, double: RoomType, room: Room
) -> None:
    stay = booked_stay(room_type=double)
    other = Client()
    other.cookies = stranger.cookies

    assert other.post(f"/h/{hotel.code}/plan/drop/", sent(stay, room=room.pk)).status_code == 404


def test_housekeeping_sees_the_plan_and_moves_nothing(
    signed_in: SignIn, double: RoomType, room: Room
) -> None:
    stay = booked_stay(room_type=double)
    maid = signed_in(Role.HOUSEKEEPING)

    assert "data-balances-url" not in maid.get(url("reservations:plan")).content.decode()
    assert "data-drop-url" not in maid.get(url("reservations:plan")).content.decode()
    assert maid.get(url("reservations:plan_verdict"), sent(stay, room=room.pk)).status_code == 403
    assert maid.post(url("reservations:plan_drop"), sent(stay, room=room.pk)).status_code == 403


def test_filters_by_standing_and_by_free_rooms(
    desk: Client, double: RoomType, room: Room, other_room: Room
) -> None:
    stay_in_house(room=room, nights=2)

    def rooms_of(**asked: str) -> list[str]:
        sheet = desk.get(url("reservations:plan"), asked).context["sheet"]
        return [room.number for group in sheet.groups for room in group.rooms]

    assert rooms_of(state="in_house") == [room.number]
    assert rooms_of(free="1") == [other_room.number]
    assert rooms_of(state="nonsense") == [room.number, other_room.number]


def test_stays_without_a_room_are_counted_on_their_arrival(desk: Client, double: RoomType) -> None:
    booked_stay(room_type=double, arrival=day(2))
    booked_stay(room_type=double, arrival=day(2), nights=3)

    days = desk.get(url("reservations:plan"), {"from": TODAY.isoformat()}).context["sheet"].days

    assert [shown.unassigned for shown in days[:4]] == [0, 0, 2, 0]


def test_a_phone_gets_a_week_and_the_desk_two(desk: Client, double: RoomType) -> None:
    def shown(**headers: str) -> int:
        return len(desk.get(url("reservations:plan"), headers=headers).context["sheet"].days)

    assert shown(user_agent="Mozilla/5.0 (iPhone) Mobile/15E148") == 7
    assert shown(sec_ch_ua_mobile="?1") == 7
    assert shown(user_agent="Mozilla/5.0 (X11; Linux)") == 14


def test_flags_tell_vip_note_trace_option_and_shared_reservation(
    desk: Client, double: RoomType
) -> None:
    stay = booked_stay(room_type=double)
    Profile.objects.filter(pk=stay.guest_id).update(vip="vip2", notes="Allergic to feathers")
    Reservation.objects.filter(pk=stay.reservation_id).update(state="option")
    Trace.objects.create(
        hotel=stay.hotel,
        department=DepartmentFactory(hotel=stay.hotel),
        due_date=day(0),
        text="Flowers",
        stay=stay,
        written_at=AT,
    )

    (bar,) = desk.get(url("reservations:plan")).context["sheet"].lanes[0]

    assert bar.flags == ("vip", "note", "trace", "option")


def test_every_language_gets_all_its_plural_forms(desk: Client, double: RoomType) -> None:
    User.objects.filter(pk=desk.session["_auth_user_id"]).update(language="cs")

    texts = desk.get(url("reservations:plan")).context["texts"]

    assert set(texts["nights"]) == {"one", "few", "other"}


def test_an_id_beyond_all_numbers_is_no_room_and_no_fault(desk: Client, double: RoomType) -> None:
    huge = "9" * 30

    assert desk.get(url("reservations:plan"), {"type": huge}).status_code == 200
    assert (
        desk.get(url("reservations:plan_verdict"), {"stay": huge, "room": huge}).status_code == 200
    )
    assert desk.get(url("reservations:plan_book"), {"room": huge}).status_code == 404
    assert desk.get(f"/h/{double.hotel.code}/plan/stays/{huge}/").status_code == 404
