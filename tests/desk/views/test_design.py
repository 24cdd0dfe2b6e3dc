import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hotelpms.hotels.enums import Role
from tests.factories.hotels import MembershipFactory, OpenHotelFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client: Client) -> Client:
    membership = MembershipFactory(
        role=Role.MANAGER, hotel=OpenHotelFactory(name="Grand", code="grand")
    )
    client.force_login(membership.user)
    return client


def test_the_page_shows_the_components_inside_the_first_hotel(signed_in: Client) -> None:
    answer = signed_in.get(reverse("desk:design"))

    assert answer.status_code == 200
    assert "Grand" in answer.content.decode()
    assert answer.context["page"].paginator.count == 10_000


def test_nothing_on_the_page_stands_inline(signed_in: Client) -> None:
    html = signed_in.get(reverse("desk:design")).content.decode()

    assert " style=" not in html
    assert "<style" not in html
    assert " onclick=" not in html


def test_somebody_without_a_hotel_sees_the_page_without_the_frame(client: Client) -> None:
    client.force_login(UserFactory())

    assert client.get(reverse("desk:design")).context["shell"].nav == []


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    answer = client.get(reverse("desk:design"))

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("hotels:login"))


def test_the_form_can_be_shown_with_its_errors(signed_in: Client) -> None:
    html = signed_in.get(reverse("desk:design"), {"errors": "1"}).content.decode()

    assert 'id="id_guest_error"' in html


def test_the_sample_search_finds_a_guest_by_a_part_of_the_name(signed_in: Client) -> None:
    html = signed_in.get(reverse("desk:design_guests"), {"guest_text": "yıl"}).content.decode()

    assert html.count('role="option"') == 1
    assert "Ayşe Yılmaz" in html


def test_the_sample_search_says_when_nobody_is_found(signed_in: Client) -> None:
    html = signed_in.get(reverse("desk:design_guests"), {"guest_text": "zzz"}).content.decode()

    assert "Nobody was found." in html


def test_the_panel_is_a_fragment_for_htmx_and_a_page_of_its_own_without(signed_in: Client) -> None:
    address = reverse("desk:design_panel")

    assert b"<html" not in signed_in.get(address, headers={"HX-Request": "true"}).content
    assert b"<html" in signed_in.get(address).content


def rows(client: Client, query: str = "?view=all") -> list[int]:
    return [row.number for row in client.get(reverse("desk:design") + query).context["page"]]


def test_the_table_is_filtered_sorted_and_paged_by_the_server(signed_in: Client) -> None:
    assert rows(signed_in)[:3] == [0, 1, 2]
    assert rows(signed_in, "?page=834") == [9996, 9997, 9998, 9999]
    assert rows(signed_in, "?q=novák&state=in_house")[:2] == [1, 43]
    assert rows(signed_in, "?sort=-room")[0] == 9999
    assert rows(signed_in, "?sort=password")[:2] == [0, 1]


def test_htmx_gets_the_rows_alone(signed_in: Client) -> None:
    answer = signed_in.get(reverse("desk:design"), headers={"HX-Request": "true"})

    assert answer.content.lstrip().startswith(b"<form")


def test_rows_are_taken_off_and_brought_back(signed_in: Client) -> None:
    signed_in.post(reverse("desk:design_take_off"), {"ids": ["0", "2", "x", "9" * 30]})

    assert rows(signed_in)[:2] == [1, 3]

    answer = signed_in.post(
        reverse("desk:design_take_off"), {"only": "1"}, headers={"HX-Request": "true"}
    )
    news = json.loads(answer["HX-Trigger"])

    assert news["toast"]["text"] == "1 stay is off the list."
    assert rows(signed_in)[0] == 3

    signed_in.post(news["toast"]["undo"])

    assert rows(signed_in)[0] == 1

    signed_in.post(reverse("desk:design_undo"), {"all": "1"})

    assert rows(signed_in)[0] == 0


def test_taking_nothing_off_changes_nothing(signed_in: Client) -> None:
    signed_in.post(reverse("desk:design_take_off"))

    assert rows(signed_in)[0] == 0


def test_files_are_named_with_their_size_and_wrong_ones_refused(signed_in: Client) -> None:
    def send(name: Any, content: Any, kind: Any) -> Any:
        file = SimpleUploadedFile(name, content, kind)
        return signed_in.post(reverse("desk:design_files"), {"documents": [file]})

    fine = send("a.pdf", b"%PDF", "application/pdf")

    assert fine.status_code == 200
    assert "a.pdf" in fine.content.decode()

    wrong = send("<b>.txt", b"text", "text/plain")

    assert wrong.status_code == 422
    assert "&lt;b&gt;.txt is neither a picture nor a PDF." in wrong.content.decode()


def test_the_form_checks_what_is_sent(signed_in: Client) -> None:
    sent = {"check": "1", "guest": "Ana", "room_type": "STD", "arrival": "2026-11-20"}
    sent |= {"departure": "2026-11-22", "price": "1,092.50", "adults": "2", "children": "0"}
    sent |= {"phone": "600123456", "phone_country": "ES", "board": "BB"}

    form = signed_in.get(reverse("desk:design"), sent).context["form"]

    assert form.errors == {}
    assert form.cleaned_data["phone"] == "+34600123456"


def test_a_view_of_the_made_up_list_is_saved_like_any_other(signed_in: Client) -> None:
    signed_in.post(reverse("lists:save", args=["grand", "design"]), {"name": "A", "query": "q=ana"})

    html = signed_in.get(reverse("desk:design"), {"q": "ana"}).content.decode()

    assert 'href="/design/?q=ana"' in html


def test_the_sample_search_works_without_a_script(signed_in: Client) -> None:
    html = signed_in.get(reverse("desk:design"), {"guest_text": "nov"}).content.decode()

    assert "Found: Jan Novák" in html
