from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertInHTML

from hotelpms.closing.enums import ClosingState
from hotelpms.closing.models import NightClosing
from hotelpms.desk.models import NotificationsSeen
from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Hotel
from hotelpms.kit import clock
from tests.factories.hotels import MembershipFactory, OpenHotelFactory
from tests.factories.reservations import AT, TODAY

pytestmark = pytest.mark.django_db
FRAGMENT = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def night(client: Client, hotel: Hotel) -> Client:
    client.force_login(MembershipFactory(hotel=hotel, role=Role.NIGHT_AUDITOR).user)
    return client


@pytest.fixture
def blocked(hotel: Hotel) -> NightClosing:
    return NightClosing.objects.create(
        hotel=hotel,
        business_date=TODAY,
        state=ClosingState.BLOCKED,
        started_at=AT - timedelta(hours=2),
        started_by="Night",
    )


def address(name: str = "notifications", hotel: str = "grand") -> str:
    return reverse(f"desk:{name}", args=[hotel])


def new_count(client: Client) -> int:
    return client.get(address("notifications_count"), headers=FRAGMENT).context["new_count"]


def test_the_page_tells_what_waits_since_when_and_where_it_is_solved(
    night: Client, blocked: NightClosing
) -> None:
    html = night.get(address()).content.decode()

    assert "<html" in html
    assert "The closing of 10 May 2027 waits for a decision." in html
    assert "2 hours ago" in html
    assert f'href="/h/grand/closing/{blocked.pk}/"' in html


def test_the_panel_is_a_fragment(night: Client, blocked: NightClosing) -> None:
    html = night.get(address(), headers=FRAGMENT).content.decode()

    assert "<html" not in html
    assert "Mark all as seen" in html


def test_nothing_to_tell_is_said(night: Client) -> None:
    assert "Nothing needs you." in night.get(address()).content.decode()


def test_the_bell_counts_for_eyes_and_ears(night: Client, blocked: NightClosing) -> None:
    html = night.get(address("notifications_count"), headers=FRAGMENT).content.decode()

    assert '<span class="count" aria-hidden="true">1</span>' in html

    assertInHTML('<span class="visually-hidden">1 new notification</span>', html)


def test_a_bell_without_news_shows_nothing(night: Client) -> None:
    answer = night.get(address("notifications_count"), headers=FRAGMENT)

    assert answer.content.decode().strip() == ""


def test_marking_as_seen_resets_the_count_and_keeps_the_list(
    night: Client, blocked: NightClosing
) -> None:
    answer = night.post(address("notifications_seen"), {"until": AT.isoformat()}, headers=FRAGMENT)

    assert answer["HX-Trigger"] == "bell"
    assert "waits for a decision" in answer.content.decode()
    assert "Mark all as seen" not in answer.content.decode()
    assert new_count(night) == 0


def test_without_htmx_marking_leads_back_to_the_page(night: Client, blocked: NightClosing) -> None:
    answer = night.post(address("notifications_seen"), {"until": AT.isoformat()})

    assert (answer.status_code, answer["Location"]) == (302, address())


def test_what_came_after_the_page_was_shown_stays_new(night: Client, blocked: NightClosing) -> None:
    shown_at = blocked.started_at - timedelta(minutes=1)

    night.post(address("notifications_seen"), {"until": shown_at.isoformat()})

    assert new_count(night) == 1


@pytest.mark.parametrize(
    "until",
    ["", "yesterday", "2027-13-45T00:00:00Z", "2027-05-10T12:00:00", "0001-01-01T00:00:00+14:00"],
)
def test_a_moment_that_is_none_means_now(night: Client, blocked: NightClosing, until: str) -> None:
    night.post(address("notifications_seen"), {"until": until})

    assert NotificationsSeen.objects.get().seen_at == AT


def test_nobody_can_see_what_is_still_to_come(night: Client, blocked: NightClosing) -> None:
    night.post(address("notifications_seen"), {"until": "2099-01-01T00:00:00+00:00"})

    assert NotificationsSeen.objects.get().seen_at == AT


def test_a_role_without_the_right_is_not_told(
    client: Client, hotel: Hotel, blocked: NightClosing
) -> None:
    client.force_login(MembershipFactory(hotel=hotel, role=Role.HOUSEKEEPING).user)

    assert new_count(client) == 0
    assert "waits for a decision" not in client.get(address()).content.decode()


@pytest.mark.parametrize("name", ["notifications", "notifications_count"])
def test_another_hotel_is_not_found(night: Client, name: str) -> None:
    OpenHotelFactory(code="other")

    assert night.get(address(name, "other")).status_code == 404


def test_another_hotel_cannot_be_marked(night: Client) -> None:
    OpenHotelFactory(code="other")

    assert night.post(address("notifications_seen", "other")).status_code == 404
    assert NotificationsSeen.objects.count() == 0
