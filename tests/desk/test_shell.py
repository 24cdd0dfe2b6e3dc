from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import resolve, reverse

from hotelpms.desk import shell
from hotelpms.hotels.domain.queries import hotel_and_rights
from hotelpms.hotels.enums import Role
from hotelpms.kit import clock
from tests.factories.hotels import HotelFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 5, 10, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture(autouse=True)
def pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give every entry an address, as an installation with all its pages has."""
    monkeypatch.setattr(
        shell, "address", lambda name, hotel=None: f"/h/x/{name.replace(':', '/')}/"
    )


def asked(
    role: Role, *, path: str = "/h/x/", business_date: date = date(2027, 5, 10)
) -> HttpRequest:
    membership = MembershipFactory(role=role, hotel__name="Grand")
    request = RequestFactory().get(path)
    request.user = membership.user
    request.hotel, request.rights = hotel_and_rights(
        user=membership.user, code=membership.hotel.code
    )
    request.business_date = business_date
    return request


def names(entries: Any) -> list[str]:
    return [entry.name for entry in entries]


def test_housekeeping_sees_only_what_its_role_opens() -> None:
    frame = shell.build(asked(Role.HOUSEKEEPING))

    assert names(frame.nav) == ["desk:today", "reservations:plan", "reservations:list"]
    assert names(frame.create) == ["reservations:trace_new"]
    assert frame.closing_url == ""


def test_the_bar_of_a_phone_leads_to_the_rooms_and_more_to_all_others() -> None:
    request = asked(Role.HOUSEKEEPING)
    request.path = shell.address("reservations:rooms", request.hotel)
    frame = shell.build(request)

    assert names(frame.bar) == list(shell.BAR)
    assert names(entry for entry in frame.bar if entry.is_current) == ["reservations:rooms"]
    assert {*names(frame.bar), *names(frame.behind_bar)} == {*names(frame.nav), *names(frame.pages)}


def test_the_client_administrator_sees_every_entry() -> None:
    frame = shell.build(asked(Role.CLIENT_ADMIN))

    assert names(frame.nav) == names(shell.NAV)
    assert names(frame.create) == names(shell.CREATE)


def test_an_entry_whose_page_does_not_exist_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        shell, "address", lambda name, hotel=None: "/h/x/plan/" if name.endswith("plan") else ""
    )

    frame = shell.build(asked(Role.CLIENT_ADMIN))

    assert names(frame.nav) == ["reservations:plan"]


def test_the_entry_with_the_longest_matching_address_is_the_current_one() -> None:
    frame = shell.build(asked(Role.MANAGER, path="/h/x/reservations/plan/2027/"))

    assert names(entry for entry in frame.nav if entry.is_current) == ["reservations:plan"]


def test_the_frame_says_when_business_date_and_calendar_differ() -> None:
    assert shell.build(asked(Role.MANAGER, business_date=date(2027, 5, 9))).date_differs
    assert not shell.build(asked(Role.MANAGER, business_date=date(2027, 5, 10))).date_differs


def test_the_switcher_lists_only_the_hotels_of_the_person() -> None:
    request = asked(Role.MANAGER)
    MembershipFactory(user=request.user, role=Role.CASHIER, hotel__name="Annex")
    HotelFactory(name="Somebody else's")

    frame = shell.build(request)

    assert [(hotel.name, hotel.is_current) for hotel in frame.hotels] == [
        ("Annex", False),
        ("Grand", True),
    ]


def test_a_page_without_a_person_has_an_empty_frame(
    django_assert_num_queries: Callable[..., Any],
) -> None:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()

    with django_assert_num_queries(0):
        frame = shell.build(request)

    assert (frame.nav, frame.hotels, frame.initials, frame.date_differs) == ([], [], "", False)


def test_the_frame_costs_one_query(django_assert_num_queries: Callable[..., Any]) -> None:
    request = asked(Role.MANAGER)

    with django_assert_num_queries(1):
        shell.build(request)


def test_a_fragment_that_does_not_show_the_frame_costs_no_query(
    django_assert_num_queries: Callable[..., Any],
) -> None:
    request = asked(Role.MANAGER)

    with django_assert_num_queries(0):
        shell.shell(request)


def test_the_initials_come_from_the_first_and_last_name() -> None:
    request = asked(Role.MANAGER)
    request.user = UserFactory(first_name="Ana María", last_name="Ruiz")

    assert shell.build(request).initials == "AR"


# --- the switcher -------------------------------------------------------------------------------


def add_annex(user: Any) -> None:
    """Make the person a cashier of another hotel."""
    MembershipFactory(user=user, role=Role.CASHIER, hotel__name="Annex", hotel__code="annex")


def switched(request: pytest.FixtureRequest, view: str, name: str, **kwargs: str) -> str:
    """The address behind the name of a hotel, seen from a page of the first."""
    found = resolve(reverse(view, kwargs={"hotel": request.hotel.code, **kwargs}))
    request.resolver_match = found
    return next(hotel.url for hotel in shell.build(request).hotels if hotel.name == name)


def test_the_switcher_keeps_the_page_that_the_other_hotel_has() -> None:
    request = asked(Role.MANAGER)
    MembershipFactory(
        user=request.user, role=Role.CASHIER, hotel__name="Annex", hotel__code="annex"
    )

    assert switched(request, "reservations:plan", "Annex") == "/h/annex/plan/"


def test_a_page_of_one_thing_or_without_the_right_there_becomes_the_day() -> None:
    request = asked(Role.CLIENT_ADMIN)
    MembershipFactory(
        user=request.user, role=Role.CASHIER, hotel__name="Annex", hotel__code="annex"
    )

    # This file's addresses are made up, so the day has a made-up one too.
    day = "/h/x/desk/today/"

    assert switched(request, "reservations:detail", "Annex", code="7K4M2Q") == day
    assert switched(request, "messaging:accounts", "Annex") == day


def test_only_the_page_of_a_thing_is_kept_for_the_palette() -> None:
    request = asked(Role.MANAGER)
    switched(request, "reservations:detail", "Grand", code="7K4M2Q")

    assert shell.build(request).is_thing

    switched(request, "reservations:plan", "Grand")

    assert not shell.build(request).is_thing


def test_no_two_pages_have_the_same_letter() -> None:
    letters = [entry.key for entry in (*shell.NAV, *shell.PAGES) if entry.key]

    assert len(letters) == len(set(letters))
