import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from time_machine import TimeMachineFixture

from hotelpms.closing.domain.checks.finding import Finding
from hotelpms.desk.domain import to_do
from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Department, Hotel
from hotelpms.kit.actor import SYSTEM
from invoicing.domain.folios import folios, postings
from invoicing.domain.pages import setup
from invoicing.models import ChargeCode
from messaging.models import Message
from reservations.domain.traces import traces
from reservations.domain.traces.traces import Subject
from reservations.models import Room, RoomType, Stay, Trace
from tests.factories.cardex import ProfileFactory
from tests.factories.figures import closed
from tests.factories.hotels import DepartmentFactory, MembershipFactory, OpenHotelFactory
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
def room_type(hotel: Hotel) -> RoomType:
    return RoomTypeFactory(hotel=hotel)


def rooms(room_type: RoomType, count: int) -> list[Room]:
    return [RoomFactory(room_type=room_type) for _ in range(count)]


def note(
    department: Department,
    subject: Subject = Subject(),  # noqa: B008
    *,
    text: str = "Flowers",
    on: date | None = None,
) -> Trace:
    """An open trace of the department, due on the business date unless told otherwise."""
    date = on or open_date(department.hotel)
    return traces.add(
        hotel=department.hotel,
        department_id=department.pk,
        due_date=date,
        text=text,
        subject=subject,
        actor=SYSTEM,
        now=AT,
        business_date=date,
    )


def figure(page: HttpResponse, name: str) -> tuple[str, str, str]:
    """Value, note and tone of a key figure of the page."""
    found = re.search(
        r'class="key-figure (\w*)"[^>]*>\s*<span class="name">(?:(?!</svg>).)*</svg>\s*'
        rf"{name}\s*</span>\s*"
        r'<span class="value">(.*?)\s*</span>\s*<span class="change ?">\s*(.*?)\s*</span>',
        page.content.decode(),
        re.DOTALL,
    )
    assert found is not None
    return found[2], found[3], found[1]


def today(client: Client, hotel: str = "grand") -> HttpResponse:
    return client.get(reverse("desk:today", args=[hotel]))


def test_what_the_list_of_traces_has_no_room_for_is_counted(desk: Client, hotel: Hotel) -> None:
    department = DepartmentFactory(hotel=hotel)
    for number in range(8):
        note(department, text=f"Task {number}")
    page = today(desk)

    assert len(page.context["traces"]) == 6
    assert "2 more traces" in page.content.decode()


def test_the_hotels_own_address_leads_to_its_day(desk: Client) -> None:
    assert desk.get("/h/grand/")["Location"] == "/h/grand/today/"


def test_the_day_shows_who_comes_leaves_and_stays(desk: Client, room_type: RoomType) -> None:
    first, second, _third = rooms(room_type, 3)
    coming = booked_stay(room_type=room_type, nights=2)
    here = stay_in_house(room=first, nights=3)
    departed_stay(room=second, nights=1)

    shown = today(desk).context["today"]

    assert [line.id for line in shown.due_in] == [coming.pk]
    assert (shown.in_house_count, shown.guest_count) == (1, 1)
    assert (shown.arrived_count, shown.departed_count) == (2, 1)
    assert (shown.arrival_count, shown.departure_count) == (3, 1)
    assert (here.state, shown.due_out) == ("in_house", [])


def test_rooms_that_are_not_ready_are_counted_and_named(desk: Client, room_type: RoomType) -> None:
    room, _other = rooms(room_type, 2)
    stay = booked_stay(room_type=room_type)
    stay.room = room
    stay.save()
    Room.objects.filter(pk=room.pk).update(housekeeping="dirty")

    shown = today(desk).context["today"]

    assert shown.dirty_count == 1
    assert [line.id for line in shown.not_ready] == [stay.pk]


def test_the_chart_shows_fourteen_nights_without_inline_style(
    desk: Client, room_type: RoomType
) -> None:
    rooms(room_type, 2)
    booked_stay(room_type=room_type, nights=1)

    page = today(desk)

    assert [figures.sold for figures in page.context["today"].figures] == [1] + [0] * 13
    assert page.context["today"].tonight.percent == 50

    html = page.content.decode()

    assert '<svg class="chart"' in html
    assert " style=" not in html


def test_the_chart_names_public_holidays(desk: Client, hotel: Hotel) -> None:
    Hotel.objects.filter(pk=hotel.pk).update(country="TR", zone="Europe/Istanbul")

    html = today(desk).content.decode()

    assert "Sun 16 May, Eid al-Adha" in html
    assert [">15<" in html, ">16•<" in html] == [True, True]


def test_a_business_date_off_the_calendar_is_signed(
    client: Client, hotel: Hotel, time_machine: TimeMachineFixture
) -> None:
    calendar = open_date(hotel)
    time_machine.move_to(f"{calendar}T12:00:00+00:00")
    client.force_login(MembershipFactory(hotel=hotel, role=Role.FRONT_DESK).user)
    sentence = "the calendar at the hotel shows"

    assert sentence not in today(client).content.decode()

    time_machine.move_to(f"{calendar + timedelta(days=1)}T12:00:00+00:00")

    assert sentence in today(client).content.decode()


def test_messages_that_need_a_person_are_told(desk: Client, hotel: Hotel) -> None:
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
    assert figure(page, "Messages") == ("2", "failed", "bad")


def test_a_full_house_takes_the_same_queries_as_a_quiet_one(desk: Client, hotel: Hotel) -> None:
    room_type = RoomTypeFactory(hotel=hotel, overbooking_limit=99)
    spa = DepartmentFactory(hotel=hotel)

    def fill(count: int) -> None:
        for room in rooms(room_type, count):
            coming = booked_stay(room_type=room_type)
            stay = stay_in_house(room=room, nights=1)
            Stay.objects.filter(pk=stay.pk).update(departure=open_date(hotel))
            folios.main_folio(stay_id=stay.pk, business_date=open_date(hotel))
            note(spa, Subject(stay_id=coming.pk))

    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            today(desk)
        return len(asked)

    setup.install_codes(hotel=hotel, on=open_date(hotel), tax_percent=Decimal(10))
    fill(2)
    count()  # What the first page of a session asks once.
    quiet = count()
    fill(9)

    assert count() == quiet


def test_a_row_tells_balance_and_open_traces(
    desk: Client, hotel: Hotel, room_type: RoomType
) -> None:
    setup.install_codes(hotel=hotel, on=open_date(hotel), tax_percent=Decimal(10))
    room, _spare = rooms(room_type, 2)
    stay = stay_in_house(room=room, nights=1)
    Stay.objects.filter(pk=stay.pk).update(departure=open_date(hotel))
    folio = folios.main_folio(stay_id=stay.pk, business_date=open_date(hotel))
    code = ChargeCode.objects.get(hotel=hotel, code="MINIBAR")
    postings.post_charge(
        folio_id=folio.pk, code_id=code.pk, unit_price=Decimal(12), actor=SYSTEM, now=AT
    )
    note(DepartmentFactory(hotel=hotel), Subject(stay_id=stay.pk))

    (row,) = today(desk).context["departures"]

    assert (row.balance.amount, row.trace_count) == (Decimal("12.00"), 1)


def test_traces_due_are_shown_with_what_is_overdue_first(desk: Client, hotel: Hotel) -> None:
    spa = DepartmentFactory(hotel=hotel, name="Spa")
    note(spa, text="Now")
    note(spa, text="Late", on=open_date(hotel) - timedelta(days=1))
    note(spa, text="Tomorrow", on=open_date(hotel) + timedelta(days=1))

    page = today(desk)

    assert [trace.text for trace in page.context["today"].traces] == ["Late", "Now"]
    assert figure(page, "Traces") == ("2", "1 overdue", "bad")


def test_what_stands_before_the_closing_is_counted_and_led_to(
    desk: Client, hotel: Hotel, room_type: RoomType
) -> None:
    setup.install_codes(hotel=hotel, on=open_date(hotel), tax_percent=Decimal(10))
    for room in rooms(room_type, 4)[:2]:
        stay = stay_in_house(room=room, nights=1)
        Stay.objects.filter(pk=stay.pk).update(departure=open_date(hotel))
    booked_stay(room_type=room_type)

    found = today(desk).context["to_do"]

    assert [task.text for task in found.tasks] == [
        "2 guests due out are still in house.",
        "1 guest has not arrived and would become a no-show.",
    ]
    assert [task.blocks for task in found.tasks] == [True, False]
    assert found.blocking == 2
    assert found.tasks[0].url == "/h/grand/departures/"


def test_matters_beyond_a_handful_are_counted(
    hotel: Hotel, monkeypatch: pytest.MonkeyPatch
) -> None:
    matters = [Finding("open_balance", f"Folio {n}", blocks=True) for n in range(7)]
    monkeypatch.setattr(to_do.registry, "find", lambda *, hotel, date: matters)

    found = to_do.before_closing(hotel=hotel, business_date=open_date(hotel))

    assert (len(found.tasks), found.more, found.blocking) == (5, 2, 7)


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        (Role.MANAGER, {"performance", "to-do"}),
        (Role.FRONT_DESK, {"to-do"}),
        (Role.HOUSEKEEPING, set()),
    ],
)
def test_figures_are_for_those_who_may_see_them(
    client: Client, hotel: Hotel, role: Role, sees: set[Any] | set[str]
) -> None:
    client.force_login(MembershipFactory(hotel=hotel, role=role).user)

    html = today(client).content.decode()

    assert {part for part in ("performance", "to-do") if f'id="{part}"' in html} == sees
    assert ("ADR" in html) == ("performance" in sees)


def signed_in_as(client: Client, hotel: Hotel, role: Role) -> Client:
    client.force_login(MembershipFactory(hotel=hotel, role=role).user)
    return client


def test_the_charts_bring_last_year_where_it_is_known(client: Client, hotel: Hotel) -> None:
    desk = signed_in_as(client, hotel, Role.MANAGER)

    assert "Same weekday last year" not in today(desk).content.decode()

    closed(hotel, open_date(hotel) - timedelta(weeks=52), sold=5)

    html = today(desk).content.decode()

    assert "Same weekday last year" in html
    assert "25%" in html

    other = signed_in_as(client, hotel, Role.HOUSEKEEPING)

    assert "Same weekday last year" not in today(other).content.decode()


def test_the_page_asks_for_its_parts_and_gets_nothing_when_nothing_changed(
    desk: Client, hotel: Hotel, room_type: RoomType
) -> None:
    page = today(desk)
    seen = {"seen": page.context["digest"]}
    again = desk.get(reverse("desk:today", args=["grand"]), seen, headers={"HX-Request": "true"})

    assert (again.status_code, again.content) == (204, b"")

    rooms(room_type, 1)
    booked_stay(room_type=room_type)
    fresh = desk.get(reverse("desk:today", args=["grand"]), seen, headers={"HX-Request": "true"})

    html = fresh.content.decode()

    assert fresh.status_code == 200
    assert html.lstrip().startswith('<div class="today">')
    assert "<html" not in html
    assert f'value="{seen["seen"]}"' not in html
    assert "HX-Request" in fresh["Vary"]


def test_an_empty_house_says_so(desk: Client) -> None:
    html = today(desk).content.decode()

    assert "Nobody is still expected today." in html
    assert "Nothing is noted for today." in html


def test_names_are_text(desk: Client, room_type: RoomType) -> None:
    rooms(room_type, 1)
    guest = ProfileFactory(first_name=HOSTILE, last_name=HOSTILE)
    booked_stay(room_type=room_type, booker_id=guest.pk)

    html = today(desk).content.decode()

    assert HOSTILE not in html
    assert "&lt;script&gt;" in html


def test_another_hotel_is_not_found(desk: Client) -> None:
    OpenHotelFactory(code="other")

    assert today(desk, "other").status_code == 404
    assert desk.get("/h/other/").status_code == 404
