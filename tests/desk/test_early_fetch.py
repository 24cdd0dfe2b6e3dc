import json

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db
HEADER = "Speculation-Rules"


def test_a_page_of_the_staff_names_the_rules(desk: Client) -> None:
    assert desk.get("/h/grand/cardex/")[HEADER] == f'"{reverse("desk:early_fetch")}"'


def test_fragments_and_pages_of_no_hotel_do_not(desk: Client) -> None:
    fragment = desk.get("/h/grand/notifications/", headers={"HX-Request": "true"})

    assert HEADER not in fragment
    assert HEADER not in desk.get(reverse("desk:brand_stylesheet", args=["grand"]))

    desk.logout()

    assert HEADER not in desk.get(reverse("hotels:login"))


def test_only_the_links_of_the_frame_are_fetched_and_only_when_they_are_pressed(
    client: Client,
) -> None:
    answer = client.get(reverse("desk:early_fetch"))

    assert answer["Content-Type"] == "application/speculationrules+json"

    (rule,) = json.loads(answer.content)["prefetch"]

    assert rule["eagerness"] == "conservative"
    assert rule["where"] == {"selector_matches": ".nav a, .bottom-bar a"}
