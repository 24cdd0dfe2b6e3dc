"""A session on the desk's shared computer ends some hours after the last thing a person did."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from hotelpms.hotels.middleware import IdleMiddleware
from tests.factories.hotels import PASSWORD, MembershipFactory

pytestmark = pytest.mark.django_db
KEY = IdleMiddleware.KEY


@pytest.fixture
def signed_in(client: Client) -> Client:
    user = MembershipFactory().user
    client.post(reverse("hotels:login"), {"username": user.username, "password": PASSWORD})
    return client


def idle(client: Client, seconds: int) -> int:
    """Let the person have done nothing for so long; return when the last thing was."""
    session = client.session
    session[KEY] -= seconds
    session.save()
    return int(session[KEY])


def test_a_page_carries_the_session_on_and_its_cookie_too(signed_in: Client) -> None:
    before = idle(signed_in, settings.SESSION_COOKIE_AGE // 2)

    answer = signed_in.get("/")

    assert signed_in.session[KEY] > before
    assert answer.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == settings.SESSION_COOKIE_AGE


def test_what_a_page_asks_by_itself_keeps_nobody_signed_in(signed_in: Client) -> None:
    before = idle(signed_in, settings.SESSION_COOKIE_AGE // 2)

    answer = signed_in.get("/", headers={"X-Idle": "1"})

    assert signed_in.session[KEY] == before
    assert settings.SESSION_COOKIE_NAME not in answer.cookies


def test_pages_in_a_row_write_the_session_once(
    signed_in: Client, django_assert_max_num_queries: Callable[[int], AbstractContextManager[Any]]
) -> None:
    signed_in.get("/")
    with django_assert_max_num_queries(20) as asked:
        signed_in.get("/")

    assert not [query for query in asked.captured_queries if "UPDATE" in query["sql"]]


def test_a_visitor_without_a_session_gets_none(client: Client) -> None:
    client.get(reverse("hotels:login"))

    assert settings.SESSION_COOKIE_NAME not in client.cookies
