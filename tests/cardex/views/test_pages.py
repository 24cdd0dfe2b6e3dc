"""The pages of the Cardex through the client: what they show, save and refuse."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cardex.domain.consent import suppression
from cardex.forms.cards import profile
from cardex.models import ConsentEvent, Profile
from hotelpms.hotels.enums import Role
from tests.addresses import url
from tests.factories.cardex import CompanyFactory, ProfileFactory
from tests.factories.hotels import MembershipFactory, OpenHotelFactory

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def desk(client: Client) -> Client:
    """A clerk of the hotel "grand", signed in."""
    hotel = OpenHotelFactory(code="grand", country="ES", languages=["es", "en"])
    client.force_login(MembershipFactory(hotel=hotel, role=Role.FRONT_DESK).user)
    return client


def typed(**fields: object) -> dict[str, object]:
    return {"kind": "guest", "last_name": "Ruiz", "language": "es", **fields}


def test_the_list_shows_cards_by_name(desk: Client) -> None:
    ProfileFactory(first_name="Zoe", last_name="Vega")
    ProfileFactory(first_name="Ana", last_name="Abad")

    page = desk.get(url("cardex:list"))

    assert [row.full_name for row in page.context["page"].profiles] == ["Ana Abad", "Zoe Vega"]
    assert "<html" in page.content.decode()


def test_typing_gets_the_rows_alone(desk: Client) -> None:
    ProfileFactory(first_name="Ana", last_name="Núñez")
    ProfileFactory(first_name="Ivo", last_name="Novak")

    page = desk.get(url("cardex:list"), {"q": "nunez"}, headers={"HX-Request": "true"})

    html = page.content.decode()

    assert "<html" not in html
    assert "Ana Núñez" in html
    assert "Novak" not in html


def test_a_kind_narrows_the_list_and_nonsense_does_not(desk: Client) -> None:
    ProfileFactory()
    company = CompanyFactory()

    assert desk.get(url("cardex:list"), {"kind": "company"}).context["page"].profiles == [company]
    assert len(desk.get(url("cardex:list"), {"kind": "robot"}).context["page"].profiles) == 2


@pytest.mark.parametrize("after", ["²", "-1", "x", "9" * 40])
def test_the_list_begins_anew_after_a_card_that_is_none(desk: Client, after: str) -> None:
    profile = ProfileFactory()

    assert desk.get(url("cardex:list"), {"after": after}).context["page"].profiles == [profile]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_for_three_as_for_one(
    desk: Client, count: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    for _ in range(count):
        ProfileFactory()

    with django_assert_num_queries(8):  # session, user, roles, date, hotels, views, columns, cards
        desk.get(url("cardex:list"))


def test_a_combobox_gets_options(desk: Client) -> None:
    guest = ProfileFactory(first_name="Ana", last_name="Ruiz", email="ana@example.com")

    html = desk.get(url("cardex:search"), {"q": "ruiz"}).content.decode()

    assert f'data-value="{guest.pk}"' in html
    assert 'role="option"' in html


def test_names_are_text_on_every_page(desk: Client) -> None:
    guest = ProfileFactory(first_name=HOSTILE, last_name=HOSTILE, notes=HOSTILE, city=HOSTILE)

    for address in (
        url("cardex:list"),
        url("cardex:card", guest.pk),
        url("cardex:edit", guest.pk),
        url("cardex:search") + "?q=script",
    ):
        html = desk.get(address).content.decode()
        assert HOSTILE not in html
        assert "&lt;script&gt;" in html


def test_a_card_shows_its_facts_and_nothing_inline(desk: Client) -> None:
    guest = ProfileFactory(
        last_name="Ruiz",
        phone="+34600123456",
        nationality="ES",
        birth_date=date(1980, 2, 29),
        stay_count=4,
        vip="vip1",
    )

    html = desk.get(url("cardex:card", guest.pk)).content.decode()

    for shown in ("+34600123456", "Spain", "29 Feb 1980", "VIP 1", "Repeat guest"):
        assert shown in html

    assert " style=" not in html
    assert " onclick=" not in html


def test_a_card_takes_the_same_queries_with_a_long_ledger(
    desk: Client, django_assert_num_queries: Callable[..., Any]
) -> None:
    guest = ProfileFactory()
    for act in ("granted", "withdrawn", "granted"):
        desk.post(
            url("cardex:consent", guest.pk),
            {"purpose": "marketing_email", "act": act, "source": "paper", "clause": ""},
        )

    with django_assert_num_queries(9):
        desk.get(url("cardex:card", guest.pk))


def test_a_new_card_is_made(desk: Client) -> None:
    answer = desk.post(
        url("cardex:new"),
        typed(
            first_name="Ana",
            email="Ana@Example.com",
            phone="600 123 456",
            nationality="ES",
            birth_date="1980-02-29",
        ),
    )

    guest = Profile.objects.get()

    assert answer["Location"] == url("cardex:card", guest.pk)
    assert (guest.full_name, guest.email) == ("Ana Ruiz", "ana@example.com")
    assert guest.phone == "+34600123456"
    assert guest.birth_date == date(1980, 2, 29)


def test_nobody_was_born_in_another_age(desk: Client) -> None:
    answer = desk.post(url("cardex:new"), typed(birth_date="0180-02-29"))

    assert answer.status_code == 422
    assert "birth_date" in answer.context["form"].errors
    assert Profile.objects.count() == 0


def test_the_form_starts_with_the_hotels_language_and_the_name_that_was_searched(
    desk: Client,
) -> None:
    form = desk.get(url("cardex:new"), {"name": "Ana María Ruiz"}).context["form"]

    assert form.initial == {
        "kind": "guest",
        "first_name": "Ana María",
        "last_name": "Ruiz",
        "language": "es",
    }


def test_a_wrong_phone_is_refused_and_what_was_typed_stays(desk: Client) -> None:
    answer = desk.post(url("cardex:new"), typed(phone="12", notes="quiet room"))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["phone"]
    assert "quiet room" in answer.content.decode()
    assert Profile.objects.count() == 0


def test_a_likely_duplicate_is_shown_before_a_second_card_is_made(desk: Client) -> None:
    ProfileFactory(first_name="Anna", last_name="Ruiz", email="ana@example.com")
    card = typed(first_name="Ana", email="ana@example.com")

    warned = desk.post(url("cardex:new"), card)

    assert warned.status_code == 422
    assert [other.first_name for other in warned.context["alike"]] == ["Anna"]
    assert Profile.objects.count() == 1

    desk.post(url("cardex:new"), card | {"is_another_person": "on"})

    assert Profile.objects.count() == 2


def test_a_card_is_changed(desk: Client) -> None:
    guest = ProfileFactory(last_name="Ruiz", external_ref="OLD-7")

    answer = desk.post(url("cardex:edit", guest.pk), typed(last_name="Vega", country="CZ"))

    guest.refresh_from_db()

    assert answer["Location"] == url("cardex:card", guest.pk)
    assert (guest.last_name, guest.country.code, guest.external_ref) == ("Vega", "CZ", "OLD-7")


def test_what_the_browser_leaves_out_stays_on_the_card(desk: Client) -> None:
    card = ProfileFactory(city="Brno", notes="Allergic", birth_date=date(1980, 2, 3), vip="vip1")

    desk.post(url("cardex:edit", card.pk), typed(notes=""))

    card.refresh_from_db()
    assert (card.city, card.birth_date, card.vip) == ("Brno", date(1980, 2, 3), "vip1")
    assert (card.last_name, card.notes) == ("Ruiz", "")


def test_a_field_that_no_part_of_the_form_names_stands_in_the_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(profile, "PARTS", (("Who", ("last_name",)), ("Rest", ("notes",))))
    form = profile.ProfileForm(country="ES")

    parts = [(part, [field.name for field, _personal in fields]) for part, fields in form.parts]

    assert parts[0] == ("Who", ["last_name"])
    assert parts[1][1][0] == "notes"
    assert {"last_name", *parts[1][1]} == set(form.Meta.fields)


def test_a_consent_is_noted_with_its_source(desk: Client) -> None:
    """S1-06."""
    guest = ProfileFactory()

    desk.post(
        url("cardex:consent", guest.pk),
        {
            "purpose": "marketing_email",
            "act": "granted",
            "source": "paper",
            "clause": "I agree.",
        },
    )

    event = ConsentEvent.objects.get()

    assert (event.act, event.source, event.clause) == ("granted", "paper", "I agree.")
    assert "Signed on paper" in desk.get(url("cardex:card", guest.pk)).content.decode()


def test_staff_cannot_claim_a_source_that_a_page_writes(desk: Client) -> None:
    guest = ProfileFactory()

    desk.post(
        url("cardex:consent", guest.pk),
        {"purpose": "marketing_email", "act": "granted", "source": "web", "clause": ""},
    )

    assert ConsentEvent.objects.count() == 0


def test_an_address_is_blocked_and_allowed_again(desk: Client) -> None:
    guest = ProfileFactory(email="ana@example.com")

    desk.post(url("cardex:address", guest.pk))

    assert suppression.is_suppressed(address="ana@example.com")

    desk.post(url("cardex:address", guest.pk), {"lift": "1"})

    assert not suppression.is_suppressed(address="ana@example.com")


def test_reading_an_address_that_changes_is_refused(desk: Client) -> None:
    guest = ProfileFactory()

    assert desk.get(url("cardex:consent", guest.pk)).status_code == 405
    assert desk.get(url("cardex:address", guest.pk)).status_code == 405


@pytest.mark.parametrize("name", ["list", "search", "new"])
def test_a_hotel_without_a_role_does_not_exist(desk: Client, name: str) -> None:
    OpenHotelFactory(code="other")

    assert desk.get(reverse(f"cardex:{name}", args=["other"])).status_code == 404


@pytest.mark.parametrize("name", ["card", "edit"])
def test_a_card_is_not_reached_through_another_hotel(desk: Client, name: str) -> None:
    OpenHotelFactory(code="other")
    guest = ProfileFactory()

    assert desk.get(reverse(f"cardex:{name}", args=["other", guest.pk])).status_code == 404


def test_housekeeping_sees_no_cards_and_an_accountant_changes_none(client: Client) -> None:
    hotel = OpenHotelFactory(code="grand")
    guest = ProfileFactory()
    client.force_login(MembershipFactory(hotel=hotel, role=Role.HOUSEKEEPING).user)

    assert client.get(url("cardex:list")).status_code == 403

    client.force_login(MembershipFactory(hotel=hotel, role=Role.ACCOUNTANT).user)

    assert client.get(url("cardex:card", guest.pk)).status_code == 200
    assert client.get(url("cardex:edit", guest.pk)).status_code == 403
    assert client.post(url("cardex:consent", guest.pk)).status_code == 403


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    OpenHotelFactory(code="grand")

    assert client.get(url("cardex:list"))["Location"].startswith(reverse("hotels:login"))
