from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from hotelpms.hotels.domain.business_day import NoOpenBusinessDay
from hotelpms.hotels.enums import Right, Role
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import public, requires, signed_in
from hotelpms.kit.actor import Actor
from tests.factories.hotels import (
    HotelFactory,
    MembershipFactory,
    OpenHotelFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@requires(Right.RESERVATIONS_CHECK_IN)
def check_in(request: pytest.FixtureRequest, hotel: Hotel, number: Any) -> Any:
    check_in.seen = (request, hotel, number)
    return HttpResponse("checked in")


def asked_by(user: Any, **headers: object) -> Any:
    request = RequestFactory().get("/h/alpha/check-in/7/?tab=1", headers=headers)
    request.user = user
    request.htmx = HtmxDetails(request)
    return request


def call(user: Any, code: str = "alpha", **headers: object) -> Any:
    return check_in(asked_by(user, **headers), hotel=code, number=7)


def test_who_holds_the_right_gets_in_with_hotel_date_and_actor() -> None:
    role = MembershipFactory(role=Role.FRONT_DESK, hotel=OpenHotelFactory(code="alpha"))

    assert call(role.user).content == b"checked in"

    request, hotel, number = check_in.seen

    assert (hotel, number) == (role.hotel, 7)
    assert request.hotel == role.hotel
    assert request.business_date == date(2027, 5, 10)
    assert request.actor == Actor.of(role.user)
    assert "reservations.check_in" in request.rights


def test_a_stranger_finds_no_hotel() -> None:
    OpenHotelFactory(code="alpha")
    elsewhere = MembershipFactory(role=Role.CLIENT_ADMIN)
    with pytest.raises(Http404):
        call(elsewhere.user)
    with pytest.raises(Http404):
        call(elsewhere.user, code="no-such-hotel")


def test_a_superuser_needs_a_role_like_everybody() -> None:
    OpenHotelFactory(code="alpha")
    with pytest.raises(Http404):
        call(UserFactory(is_superuser=True))


def test_a_role_without_the_right_is_refused() -> None:
    role = MembershipFactory(role=Role.HOUSEKEEPING, hotel=OpenHotelFactory(code="alpha"))
    with pytest.raises(PermissionDenied):
        call(role.user)


def test_several_roles_in_one_hotel_add_up() -> None:
    role = MembershipFactory(role=Role.HOUSEKEEPING, hotel=OpenHotelFactory(code="alpha"))
    MembershipFactory(role=Role.FRONT_DESK, hotel=role.hotel, user=role.user)

    assert call(role.user).content == b"checked in"


def test_a_right_in_one_hotel_is_none_in_another() -> None:
    role = MembershipFactory(role=Role.HOUSEKEEPING, hotel=OpenHotelFactory(code="alpha"))
    MembershipFactory(role=Role.MANAGER, hotel=OpenHotelFactory(code="beta"), user=role.user)
    with pytest.raises(PermissionDenied):
        call(role.user, code="alpha")

    assert call(role.user, code="beta").content == b"checked in"


def test_a_hotel_without_an_open_day_says_so() -> None:
    role = MembershipFactory(hotel=HotelFactory(code="alpha"))
    with pytest.raises(NoOpenBusinessDay):
        call(role.user)


def test_who_has_not_signed_in_is_sent_to_the_log_in_and_back() -> None:
    response = call(AnonymousUser())

    assert response.status_code == 302
    assert response["Location"] == "/login/?next=/h/alpha/check-in/7/%3Ftab%3D1"


def test_a_script_is_told_that_nobody_is_signed_in() -> None:
    """L2: the page keeps what was typed and opens the log-in over itself."""
    response = call(AnonymousUser(), hx_request="true")

    assert (response.status_code, response.content) == (401, b"")


def test_entering_costs_two_queries(django_assert_num_queries: Callable[..., Any]) -> None:
    role = MembershipFactory(hotel=OpenHotelFactory(code="alpha"))
    with django_assert_num_queries(2):
        call(role.user)


def test_signed_in_asks_for_no_hotel() -> None:
    @signed_in
    def view(request: Any) -> Any:
        return HttpResponse("in")

    assert view(asked_by(UserFactory())).content == b"in"
    assert view(asked_by(AnonymousUser())).status_code == 302


def test_every_guard_leaves_its_mark() -> None:
    def view(request: Any) -> Any:
        return HttpResponse()

    assert check_in.access == "reservations.check_in"
    assert signed_in(view).access == "signed in"
    assert public("a guest opens it")(view).access == "public: a guest opens it"
