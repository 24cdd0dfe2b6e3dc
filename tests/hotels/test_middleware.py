from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from django.utils.translation import get_language

from hotelpms.hotels.rights import public
from hotelpms.kit.errors import Refused
from tests.factories.hotels import UserFactory

pytestmark = pytest.mark.django_db


@public("a test")
def refuse(request: pytest.FixtureRequest) -> None:
    raise Refused("The room is taken.")


@public("a test")
def break_down(request: pytest.FixtureRequest) -> None:
    raise LookupError("a fault")


@public("a test")
def who(request: pytest.FixtureRequest) -> Any:
    return HttpResponse(f"{request.actor.name} {get_language()}")


urlpatterns = [
    path("refuse/", refuse),
    path("break/", break_down),
    path("who/", who),
    path("", include("hotelpms.hotels.root_urls")),
]


@pytest.fixture(autouse=True)
def urls() -> Iterator[Any]:
    with override_settings(ROOT_URLCONF=__name__):
        yield


def test_a_button_leads_back_to_its_page_with_the_sentence(client: Client) -> None:
    response = client.post("/refuse/", headers={"Referer": "http://testserver/plan/?from=1"})

    assert response.status_code == 302
    assert response["Location"] == "/plan/?from=1"
    assert [str(m) for m in get_messages(response.wsgi_request)] == ["The room is taken."]


@pytest.mark.parametrize(
    "referer", ["https://evil.example.com/plan/", "javascript:alert(1)", "//evil.example.com/"]
)
def test_the_way_back_never_leaves_the_house(client: Client, referer: Any) -> None:
    response = client.post("/refuse/", headers={"Referer": referer})

    assert response.status_code == 409
    assert "evil" not in response.content.decode()
    assert response.context["back"] == "/"


def test_typed_values_are_kept_and_secrets_are_not(client: Client) -> None:
    response = client.post(
        "/refuse/?step=2",
        {"guest": "Žofie", "rooms": ["1", "2"], "password": "hush", "csrfmiddlewaretoken": "x"},
        headers={"Referer": "http://testserver/book/"},
    )

    assert response.status_code == 409
    assert response.context["posted"] == [("guest", "Žofie"), ("rooms", "1"), ("rooms", "2")]

    text = response.content.decode()

    assert "The room is taken." in text
    assert 'action="/refuse/?step=2"' in text
    assert 'value="Žofie"' in text
    assert 'href="/book/"' in text
    assert "hush" not in text


def test_a_page_that_is_refused_never_redirects_in_a_circle(client: Client) -> None:
    response = client.get("/refuse/", headers={"Referer": "http://testserver/refuse/"})

    assert response.status_code == 409
    assert "The room is taken." in response.content.decode()


def test_htmx_gets_the_alert_alone(client: Client) -> None:
    response = client.post("/refuse/", {"guest": "Ada"}, headers={"HX-Request": "true"})

    assert response.status_code == 409

    text = response.content.decode()

    assert "The room is taken." in text
    assert "<html" not in text


def test_a_fault_stays_loud(client: Client) -> None:
    with pytest.raises(LookupError):
        client.get("/break/")


def test_nobody_is_a_guest_and_pages_stay_free_of_cookies(client: Client) -> None:
    response = client.get("/who/")

    assert response.content == b"guest en"
    assert "Cookie" not in response.get("Vary", "")


def test_a_person_is_known_and_read_in_the_chosen_language(client: Client) -> None:
    client.force_login(UserFactory(first_name="Ada", last_name="Novak", language="cs"))
    response = client.get("/who/", headers={"Accept-Language": "es"})

    assert response.content == b"Ada Novak cs"
    assert response["Content-Language"] == "cs"


@pytest.mark.parametrize("language", ["", "xx"])
def test_without_a_known_choice_the_browser_decides(client: Client, language: Any) -> None:
    client.force_login(UserFactory(first_name="Ada", last_name="Novak", language=language))
    response = client.get("/who/", headers={"Accept-Language": "es"})

    assert response.content == b"Ada Novak es"
