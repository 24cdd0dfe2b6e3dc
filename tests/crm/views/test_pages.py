from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from cardex.models import Profile
from crm.models import DaySetup
from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Hotel
from messaging.models import Message
from reservations.enums import StayState
from tests.addresses import url
from tests.crm.rows import NOW, TODAY, day, give_text, stay_row
from tests.factories.cardex import CompanyFactory, ProfileFactory
from tests.factories.hotels import BusinessDayFactory, HotelFactory, MembershipFactory

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>"
USUAL = {"pre_stay_days": "3", "post_stay_days": "1", "is_active": "on"}


@pytest.fixture
def hotel() -> Hotel:
    return BusinessDayFactory(hotel=HotelFactory(code="grand"), date=TODAY).hotel


@pytest.fixture
def office(client: Client, hotel: Hotel) -> Client:
    """Somebody of marketing, signed in."""
    client.force_login(MembershipFactory(hotel=hotel, role=Role.MARKETING).user)
    return client


def message(hotel: Hotel, guest: Profile, key: str = "a", **fields: object) -> Message:
    return Message.objects.create(
        hotel=hotel,
        kind="post_stay",
        dedupe_key=key,
        profile=guest,
        to_address=guest.email,
        to_name=guest.full_name,
        language="en",
        created_at=NOW,
        due_at=NOW,
        expires_at=NOW,
        message_id=f"<{key}@x>",
        **fields,
    )


def test_the_setup_is_saved_for_all_hotels(office: Client) -> None:
    answer = office.post(
        url("crm:day_setup"), USUAL | {"pre_stay_days": "7", "sends_on_arrival_day": "on"}
    )

    assert answer["Location"] == url("crm:day_setup")

    setup = DaySetup.objects.get()

    assert (setup.pre_stay_days, setup.post_stay_days) == (7, 1)
    assert (setup.sends_on_arrival_day, setup.is_active) == (True, True)


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ("-1", "Days cannot be negative. Enter 0 or more."),
        ("15", "Enter at most 14 days: more than that sends unexpected or repeated mails."),
    ],
)
@pytest.mark.parametrize("field", ["pre_stay_days", "post_stay_days"])
def test_days_out_of_range_are_not_saved_and_the_page_says_why(
    office: Client, field: str, days: str, sentence: str
) -> None:
    """S3-10."""
    answer = office.post(url("crm:day_setup"), USUAL | {field: days})

    assert answer.status_code == 422
    assert answer.context["form"].errors == {field: [sentence]}
    assert DaySetup.objects.count() == 0


def test_nought_and_fourteen_are_saved(office: Client) -> None:
    office.post(url("crm:day_setup"), USUAL | {"pre_stay_days": "14", "post_stay_days": "0"})

    assert DaySetup.objects.get().pre_stay_days == 14


def test_unusual_days_bring_advice_on_the_screen(office: Client) -> None:
    office.post(url("crm:day_setup"), USUAL | {"pre_stay_days": "7"})

    html = office.get(url("crm:day_setup")).content.decode()

    assert "1 to 3 days before arrival is usual" in html


def test_the_first_page_tells_what_is_due_next(office: Client, hotel: Hotel) -> None:
    give_text(hotel, "pre_stay")
    stay_row(hotel, arrival=2, departure=4)
    stay_row(hotel, arrival=0, departure=1)

    outlook = office.get(url("crm:home")).context["outlook"]

    rows = {row.kind: (row.count, row.is_on) for row in outlook.upcoming}

    assert rows == {
        "pre_stay": (1, True),
        "arrival": (1, False),
        "departure": (0, False),
        "post_stay": (0, False),
    }
    assert outlook.date == TODAY


def test_after_the_run_the_next_date_is_shown(office: Client, hotel: Hotel) -> None:
    from crm.domain.letters import stay_letters

    stay_letters.queue_due(hotel=hotel, date=TODAY, now=NOW)
    stay_row(hotel, arrival=-2, departure=0, state=StayState.IN_HOUSE)

    outlook = office.get(url("crm:home")).context["outlook"]

    assert outlook.date == day(1)
    assert {row.kind: row.count for row in outlook.upcoming}["post_stay"] == 1


def test_the_first_page_names_who_is_left_out_and_why(office: Client, hotel: Hotel) -> None:
    guest = ProfileFactory(last_name="Withheld")
    message(hotel, guest, state="withheld", why="no_consent")
    stay_row(hotel, arrival=1, departure=2, guest=ProfileFactory(last_name="Unwired", email=""))

    page = office.get(url("crm:home"))

    assert [row.why for row in page.context["skipped"]] == [
        "The guest has not agreed to marketing."
    ]
    assert [stay.guest.last_name for stay in page.context["unreachable"]] == ["Unwired"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_first_page_takes_the_same_queries_for_one_and_three(
    office: Client, hotel: Hotel, count: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    for number in range(count):
        stay_row(hotel, arrival=1, departure=2, guest=ProfileFactory(email=""))
        message(hotel, ProfileFactory(), key=str(number), state="withheld", why="no_consent")

    with django_assert_num_queries(15):
        office.get(url("crm:home"))


def test_the_history_of_a_guest_is_that_of_this_hotel(office: Client, hotel: Hotel) -> None:
    guest = ProfileFactory()
    here = stay_row(hotel, arrival=-2, departure=0, guest=guest)
    elsewhere = HotelFactory()
    stay_row(elsewhere, arrival=-9, departure=-8, guest=guest)
    mine = message(hotel, guest)
    message(elsewhere, guest, key="b")

    history = office.get(url("crm:history", guest.pk)).context["history"]

    assert history.stays == [here]
    assert history.messages == [mine]


def test_a_company_sees_the_stays_booked_for_it(office: Client, hotel: Hotel) -> None:
    company = CompanyFactory()
    stay = stay_row(hotel, arrival=0, departure=1)
    stay.reservation.company = company
    stay.reservation.save()

    assert office.get(url("crm:history", company.pk)).context["history"].stays == [stay]


@pytest.mark.parametrize("count", [1, 3])
def test_the_history_takes_three_queries(
    office: Client, hotel: Hotel, count: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    guest = ProfileFactory()
    for number in range(count):
        stay_row(hotel, arrival=number, departure=number + 1, guest=guest)
        message(hotel, guest, key=str(number))

    # session, user, roles, business date, card, counts, stays, messages
    with django_assert_num_queries(8):
        office.get(url("crm:history", guest.pk), headers={"HX-Request": "true"})


def test_money_is_for_those_who_may_see_it(client: Client, office: Client, hotel: Hotel) -> None:
    company = CompanyFactory()
    panel = {"HX-Request": "true"}

    assert (
        "card-revenue"
        not in office.get(url("crm:history", company.pk), headers=panel).content.decode()
    )

    client.force_login(MembershipFactory(hotel=hotel, role=Role.MANAGER).user)
    page = client.get(url("crm:history", company.pk), headers=panel)

    assert 'id="card-owed"' in page.content.decode()
    assert page.context["history"].stay_count == 0


def test_names_are_text(office: Client, hotel: Hotel) -> None:
    guest = ProfileFactory(first_name=HOSTILE, last_name=HOSTILE, email="")
    stay_row(hotel, arrival=1, departure=2, guest=guest)
    message(hotel, guest, state="withheld", why="no_address")

    for address in (url("crm:home"), url("crm:history", guest.pk)):
        html = office.get(address).content.decode()
        assert HOSTILE not in html
        assert "&lt;script&gt;" in html


def test_another_hotel_is_not_found_and_the_desk_may_not_change_the_setup(
    client: Client, hotel: Hotel
) -> None:
    HotelFactory(code="other")
    guest = ProfileFactory()
    client.force_login(MembershipFactory(hotel=hotel, role=Role.FRONT_DESK).user)

    assert client.get(url("crm:home", hotel="other")).status_code == 404
    assert client.get(url("crm:history", guest.pk, hotel="other")).status_code == 404
    assert client.get(url("crm:day_setup")).status_code == 403
    assert client.post(url("crm:day_setup"), USUAL).status_code == 403
