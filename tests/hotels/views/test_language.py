from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from tests.factories.hotels import UserFactory

pytestmark = pytest.mark.django_db


def choose(client: Client, language: Any, next_page: str = "/login/?a=1") -> Any:
    return client.post(reverse("hotels:language"), {"language": language, "next": next_page})


def test_a_person_keeps_the_language_on_every_machine(client: Client) -> None:
    user = UserFactory()
    client.force_login(user)
    response = choose(client, "tr")
    user.refresh_from_db()

    assert user.language == "tr"
    assert response["Location"] == "/login/?a=1"


def test_a_visitor_keeps_it_in_the_browser(client: Client, settings: Settings) -> None:
    response = choose(client, "cs")

    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "cs"
    assert client.get("/login/")["Content-Language"] == "cs"


def test_an_unknown_language_is_refused(client: Client) -> None:
    user = UserFactory(language="es")
    client.force_login(user)

    assert choose(client, "xx").status_code == 409

    user.refresh_from_db()

    assert user.language == "es"


def test_the_next_page_is_one_of_ours(client: Client) -> None:
    assert choose(client, "cs", "https://evil.example.com/")["Location"] == "/"


def test_the_language_is_changed_by_posting_only(client: Client) -> None:
    assert client.get(reverse("hotels:language")).status_code == 405
