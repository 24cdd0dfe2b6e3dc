import pytest
from django.urls import reverse

from hotelpms.hotels.enums import Role
from tests.factories.hotels import MembershipFactory, OpenHotelFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client):
    membership = MembershipFactory(role=Role.MANAGER, hotel=OpenHotelFactory(name="Grand"))
    client.force_login(membership.user)
    return client


def test_the_page_shows_the_components_inside_the_first_hotel(signed_in):
    answer = signed_in.get(reverse("desk:design"))

    assert answer.status_code == 200
    assert "Grand" in answer.content.decode()
    assert answer.context["page"].paginator.count == 10_000


def test_nothing_on_the_page_stands_inline(signed_in):
    html = signed_in.get(reverse("desk:design")).content.decode()

    assert " style=" not in html
    assert "<style" not in html
    assert " onclick=" not in html


def test_somebody_without_a_hotel_sees_the_page_without_the_frame(client):
    client.force_login(UserFactory())

    assert client.get(reverse("desk:design")).context["shell"].nav == []


def test_a_stranger_is_asked_to_sign_in(client):
    answer = client.get(reverse("desk:design"))

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("hotels:login"))


def test_the_form_can_be_shown_with_its_errors(signed_in):
    html = signed_in.get(reverse("desk:design"), {"errors": "1"}).content.decode()

    assert 'id="id_guest_error"' in html


def test_the_sample_search_finds_a_guest_by_a_part_of_the_name(signed_in):
    html = signed_in.get(reverse("desk:design_guests"), {"q": "yıl"}).content.decode()

    assert html.count('role="option"') == 1
    assert "Ayşe Yılmaz" in html


def test_the_sample_search_says_when_nobody_is_found(signed_in):
    html = signed_in.get(reverse("desk:design_guests"), {"q": "zzz"}).content.decode()

    assert "Nobody was found." in html


def test_the_panel_is_a_fragment_for_htmx_and_a_page_of_its_own_without(signed_in):
    address = reverse("desk:design_panel")

    assert signed_in.get(address, headers={"HX-Request": "true"}).content[:4] == b"<div"
    assert b"<!doctype html>" in signed_in.get(address).content
