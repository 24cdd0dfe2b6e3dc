"""Pages that say why there is no page: what happened, and a way on."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.test.client import RequestFactory
from django.urls import reverse

from hotelpms.desk.views import errors
from tests.factories.hotels import HotelFactory

pytestmark = pytest.mark.django_db


def test_a_thing_that_is_gone_leaves_search_and_the_day_of_the_hotel(desk: Client) -> None:
    answer = desk.get("/h/grand/reservations/XXXXXX/")

    html = answer.content.decode()

    assert answer.status_code == 404
    assert f'action="{reverse("desk:search", args=["grand"])}"' in html
    assert 'href="/h/grand/today/"' in html
    assert "Today at Grand" in html


def test_the_way_back_leads_to_the_page_before(desk: Client) -> None:
    html = desk.get(
        "/h/grand/reservations/XXXXXX/",
        headers={"Referer": "http://testserver/h/grand/plan/?days=7"},
    ).content.decode()

    assert 'href="/h/grand/plan/?days=7"' in html


def test_a_page_of_somebody_else_is_no_way_back(desk: Client) -> None:
    html = desk.get(
        "/h/grand/reservations/XXXXXX/", headers={"Referer": "https://elsewhere.example.com/"}
    ).content.decode()

    assert "elsewhere" not in html
    assert "Go back" not in html


def test_a_page_without_the_right_says_so_and_leads_to_the_day(desk: Client) -> None:
    answer = desk.get("/h/grand/messages/accounts/")

    assert answer.status_code == 403
    assert "You may not open this page" in answer.content.decode()
    assert 'href="/h/grand/today/"' in answer.content.decode()


def test_a_hotel_of_others_is_named_nowhere(desk: Client) -> None:
    HotelFactory(code="other", name="Secret Palace")

    html = desk.get("/h/other/today/").content.decode()

    assert "Secret Palace" not in html
    assert "Go to the start" in html


def test_a_fault_is_a_500_that_asks_nothing(
    rf: RequestFactory, django_assert_num_queries: Callable[..., Any]
) -> None:
    with django_assert_num_queries(0):
        answer = errors.broken(rf.get("/"))

    assert answer.status_code == 500
    assert "Something went wrong" in answer.content.decode()


def test_a_database_that_does_not_answer_is_a_503_to_be_tried_again(rf: RequestFactory) -> None:
    try:
        raise OperationalError("could not connect")
    except OperationalError:
        answer = errors.broken(rf.get("/"))

    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "Not reachable at the moment" in answer.content.decode()


def test_an_old_form_says_that_nothing_was_changed(rf: RequestFactory) -> None:
    answer = errors.stale_form(rf.post("/"))

    assert answer.status_code == 403
    assert "This form is too old" in answer.content.decode()


def test_a_log_in_that_another_tab_has_overtaken_leads_on(rf: RequestFactory) -> None:
    """L3: the log-in page itself is asked for again, with where the person wanted to go."""
    asked = rf.post("/login/", {"next": "/h/alpha/plan/"})
    answer = errors.stale_form(asked, "CSRF token from POST incorrect.")

    assert (answer.status_code, answer["Location"]) == (302, "/login/?next=%2Fh%2Falpha%2Fplan%2F")
