from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertInHTML
from pytest_django.fixtures import Settings

from tests.factories.hotels import PASSWORD, HotelFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def sign_in(client: Client, username: Any, password: Any, **values: object) -> Any:
    data = {"username": username, "password": password, **values}
    return client.post(reverse("hotels:login"), data)


def test_a_password_opens_the_door_and_the_page_asked_for(client: Client) -> None:
    role = MembershipFactory()
    response = sign_in(client, role.user.username, PASSWORD, next="/h/alpha/plan/")

    assert (response.status_code, response["Location"]) == (302, "/h/alpha/plan/")
    assert client.session["_auth_user_id"] == str(role.user.pk)


def test_the_page_asked_for_is_one_of_ours(client: Client) -> None:
    user = UserFactory()
    response = sign_in(client, user.username, PASSWORD, next="https://evil.example.com/")

    assert response["Location"] == "/"


def test_a_wrong_password_says_so_and_keeps_the_name(client: Client) -> None:
    user = UserFactory()
    response = sign_in(client, user.username, "wrong")

    assert response.status_code == 200
    assert f'value="{user.username}"' in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_guessing_is_stopped_with_a_sentence(client: Client, settings: Settings) -> None:
    user = UserFactory()
    for _ in range(settings.AXES_FAILURE_LIMIT):
        response = sign_in(client, user.username, "wrong")

    assert response.status_code == 429
    assert "Too many wrong passwords." in response.content.decode()
    assert sign_in(client, user.username, PASSWORD).status_code == 429


def test_signing_out_ends_the_session(client: Client) -> None:
    client.force_login(UserFactory())
    response = client.post(reverse("hotels:logout"))

    assert (response.status_code, response["Location"]) == (302, "/login/")
    assert "_auth_user_id" not in client.session


@pytest.fixture
def behind_a_proxy(settings: Settings) -> None:
    """One proxy stands in front and appends the address that it saw to what the browser sent."""
    settings.PROXY_COUNT = 1
    settings.AXES_IPWARE_PROXY_COUNT = 1
    settings.AXES_IPWARE_META_PRECEDENCE_ORDER = ["HTTP_X_FORWARDED_FOR", "REMOTE_ADDR"]


def test_a_made_up_address_opens_no_further_tries(
    client: Client, settings: Settings, behind_a_proxy: Any
) -> None:
    user = UserFactory()
    for number in range(settings.AXES_FAILURE_LIMIT):
        forged = {"X-Forwarded-For": f"198.51.100.{number}, 203.0.113.7"}
        response = client.post(
            reverse("hotels:login"),
            {"username": user.username, "password": "wrong"},
            headers=forged,
        )

    assert response.status_code == 429


def test_guessing_elsewhere_does_not_lock_a_person_out(
    client: Client, settings: Settings, behind_a_proxy: Any
) -> None:
    user = UserFactory()
    address = reverse("hotels:login")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        wrong = {"username": user.username, "password": "wrong"}
        client.post(address, wrong, headers={"X-Forwarded-For": "203.0.113.7"})
    right = {"username": user.username, "password": PASSWORD}
    response = client.post(address, right, headers={"X-Forwarded-For": "203.0.113.8"})

    assert response.status_code == 302


def test_the_door_shows_the_only_hotel_and_of_several_none(client: Client) -> None:
    HotelFactory(name="Grand", city="Prague")

    assert "Grand" in client.get(reverse("hotels:login")).content.decode()

    HotelFactory(name="Annex")
    html = client.get(reverse("hotels:login")).content.decode()

    assert "Grand" not in html
    assert "Annex" not in html


def test_the_door_offers_the_languages(client: Client) -> None:
    html = client.get(reverse("hotels:login")).content.decode()

    button = '<button class="link-button" name="language" value="tr" lang="tr">Türkçe</button>'
    assertInHTML(button, html)


# --- over an open page --------------------------------------------------------------------------


def again(client: Client, person: Any) -> Any:
    return client.get(reverse("hotels:login_again"), {"person": person})


def test_whoever_is_still_signed_in_gets_a_new_token_at_once(client: Client) -> None:
    user = UserFactory()
    client.force_login(user)
    response = again(client, user.pk)

    assert response.status_code == 204
    assert response["X-Person"] == str(user.pk)
    assert len(response["X-CSRFToken"]) == 64


@pytest.mark.parametrize("person", ["", "x", "9" * 30])
def test_whoever_was_signed_out_gets_the_log_in(client: Client, person: Any) -> None:
    response = again(client, person)

    assert response.status_code == 200
    assert "You were signed out meanwhile." in response.content.decode()


def test_another_person_is_named_before_anything_is_sent(client: Client) -> None:
    client.force_login(UserFactory(first_name="Ada", last_name="Byron"))
    response = again(client, UserFactory().pk)

    assert response.status_code == 200
    assert "Go on as Ada Byron" in response.content.decode()


def test_a_password_lets_in_over_the_page_and_a_wrong_one_says_so(client: Client) -> None:
    user = UserFactory()
    address = reverse("hotels:login_again")
    wrong = client.post(address, {"username": user.username, "password": "wrong"})

    assert wrong.status_code == 422
    assert f'value="{user.username}"' in wrong.content.decode()

    right = client.post(address, {"username": user.username, "password": PASSWORD})

    assert (right.status_code, right["X-Person"]) == (204, str(user.pk))
    assert client.session["_auth_user_id"] == str(user.pk)


def test_guessing_over_the_page_is_stopped_too(client: Client, settings: Settings) -> None:
    user = UserFactory()
    address = reverse("hotels:login_again")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        response = client.post(address, {"username": user.username, "password": "wrong"})

    assert response.status_code == 429
    assert "Too many wrong passwords." in response.content.decode()
    assert "<html" not in response.content.decode()
