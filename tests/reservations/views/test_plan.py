"""The room plan: page, refreshing, verdict and drop."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from hotelpms.hotels.enums import Role
from reservations.models import Stay
from tests.factories.reservations import TODAY, booked_stay, day, stay_in_house

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


def test_the_plan_begins_the_day_before_the_business_date(reception, url, double):
    sheet = reception.get(url("plan")).context["sheet"]

    assert [sheet.days[0].date, len(sheet.days)] == [TODAY - timedelta(days=1), 14]


def test_nonsense_in_the_address_falls_back(reception, url, double):
    asked = {"from": "soon", "days": "5", "type": "x", "floor": "y" * 40}

    sheet = reception.get(url("plan"), asked).context["sheet"]

    assert [len(sheet.days), len(sheet.groups)] == [14, 1]


def test_a_bar_stands_in_the_row_of_its_room(reception, url, room):
    stay = stay_in_house(room=room, nights=2)

    html = reception.get(url("plan"), {"from": TODAY.isoformat(), "days": 7}).content.decode()

    row = html.split('data-number="101"')[1].split("</div></div>")[0]
    assert f'data-stay="{stay.pk}"' in row
    assert "in_house c2 n4" in row


@pytest.mark.parametrize("count", [1, 3])
def test_the_plan_takes_as_many_queries_for_three_stays_as_for_one(
    reception, url, double, suite, count, django_assert_num_queries
):
    for room_type in (double, suite):
        booked_stay(room_type=room_type, arrival=day(1))
    for room in double.rooms.all()[: count - 1]:
        stay_in_house(room=room)

    # session, user, roles, business date, hotels, types, nights, stays, closures, rooms, left
    with django_assert_num_queries(11):
        reception.get(url("plan"))


def test_the_refresh_gets_the_sheet_and_nothing_while_it_is_the_same(reception, url, double):
    first = reception.get(url("plan"), headers=HTMX)
    stamp = first.context["stamp"]
    assert "<html" not in first.content.decode()

    assert reception.get(url("plan"), {"stamp": stamp}, headers=HTMX).status_code == 204
    booked_stay(room_type=double)
    assert reception.get(url("plan"), {"stamp": stamp}, headers=HTMX).status_code == 200


def test_the_icons_are_a_style_sheet(reception, url):
    answer = reception.get(url("plan_marks"))

    assert answer["Content-Type"] == "text/css"
    assert '.plan .due_in { --mark: url("data:image/svg+xml,%3Csvg%20xmlns' in (
        answer.content.decode()
    )


def test_the_verdict_says_that_the_room_is_free(reception, url, double, room):
    stay = booked_stay(room_type=double)

    html = reception.get(url("plan_verdict"), sent(stay, room=room.pk)).content.decode()

    assert 'data-verdict="ok"' in html
    assert "Room 101 is free." in html


def test_the_verdict_asks_before_dates_change(reception, url, double):
    stay = booked_stay(room_type=double)

    html = reception.get(
        url("plan_verdict"), sent(stay, departure=day(2).isoformat())
    ).content.decode()

    assert 'data-verdict="ask"' in html
    assert "€200.00 instead of €100.00." in html


def test_a_drop_moves_the_stay_and_offers_to_take_it_back(reception, url, double, room):
    stay = booked_stay(room_type=double)

    answer = reception.post(url("plan_drop"), sent(stay, room=room.pk), headers=HTMX)

    stay.refresh_from_db()
    events = json.loads(answer["HX-Trigger"])
    assert (answer.status_code, stay.room) == (204, room)
    assert events["plan-changed"] is True
    assert events["toast"]["text"] == f"{stay.guest.full_name} has room 101."

    reception.post(events["toast"]["undo"], headers=HTMX)
    stay.refresh_from_db()
    assert stay.room is None


def test_a_drop_on_other_dates_offers_no_way_back(reception, url, double):
    stay = booked_stay(room_type=double)

    answer = reception.post(
        url("plan_drop"), sent(stay, departure=day(2).isoformat()), headers=HTMX
    )

    stay.refresh_from_db()
    assert stay.departure == day(2)
    assert "undo" not in json.loads(answer["HX-Trigger"])["toast"]


def test_a_refused_drop_says_why_and_changes_nothing(reception, url, double, room):
    stay_in_house(room=room)
    stay = booked_stay(room_type=double)

    answer = reception.post(url("plan_drop"), sent(stay, room=room.pk), headers=HTMX)

    stay.refresh_from_db()
    assert (answer.status_code, stay.room) == (409, None)
    assert "Room 101 is taken" in answer.content.decode()


def test_a_drop_of_a_stranger_is_refused(reception, url, double):
    answer = reception.post(url("plan_drop"), {"stay": 999}, headers=HTMX)

    assert answer.status_code == 409


def test_the_stay_of_another_hotel_cannot_be_placed(stranger, hotel, double, room):
    stay = booked_stay(room_type=double)
    other = Client()
    other.cookies = stranger.cookies

    assert other.post(f"/h/{hotel.code}/plan/drop/", sent(stay, room=room.pk)).status_code == 404


def test_housekeeping_sees_the_plan_and_moves_nothing(signed_in, url, double, room):
    stay = booked_stay(room_type=double)
    maid = signed_in(Role.HOUSEKEEPING)

    assert "data-drop-url" not in maid.get(url("plan")).content.decode()
    assert maid.get(url("plan_verdict"), sent(stay, room=room.pk)).status_code == 403
    assert maid.post(url("plan_drop"), sent(stay, room=room.pk)).status_code == 403
