from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from cardex.domain.cards import profiles
from cardex.domain.cards.profiles import Card
from cardex.models import Profile
from hotelpms.kit.actor import Actor
from hotelpms.kit.models import AuditEntry
from tests.factories.cardex import ProfileFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
CLERK = Actor(7, "Clerk")


def test_a_card_is_created_with_what_was_written() -> None:
    card = Card(
        last_name=" Núñez ",
        first_name="Ana",
        email="Ana@Example.com",
        nationality="ES",
        birth_date=date(1980, 2, 29),
    )

    profile = profiles.create(card=card, actor=CLERK, now=NOW)

    profile.refresh_from_db()

    assert (profile.full_name, profile.email) == ("Ana Núñez", "ana@example.com")
    assert profile.nationality.name == "Spain"
    assert (profile.birth_date, profile.created_at) == (date(1980, 2, 29), NOW)
    assert profile.search_text == " ana nunez ana@example.com "
    assert profile.sort_key == "nunez\tana"
    assert AuditEntry.objects.get().action == "profile.created"


def test_a_card_without_a_name_is_refused() -> None:
    with pytest.raises(profiles.NameMissing):
        profiles.create(card=Card(last_name="  "), actor=CLERK, now=NOW)


def test_a_change_names_the_fields_and_not_what_stood_in_them() -> None:
    profile = ProfileFactory(last_name="Ruiz", notes="old")
    card = Card(last_name="Ruiz", first_name="Ana", email=profile.email, notes="quiet room")

    profiles.change(profile_id=profile.pk, card=card, actor=CLERK, now=NOW)

    profile.refresh_from_db()

    assert profile.notes == "quiet room"
    assert AuditEntry.objects.get().data == {"fields": ["notes"]}


def test_saving_an_unchanged_card_leaves_no_trace() -> None:
    profile = ProfileFactory(country="ES")

    profiles.change(profile_id=profile.pk, card=profiles.card_of(profile), actor=CLERK, now=NOW)

    assert AuditEntry.objects.count() == 0


def test_a_changed_name_is_found_under_the_new_one() -> None:
    profile = ProfileFactory(last_name="Ruiz")
    profiles.change(profile_id=profile.pk, card=Card(last_name="Öz"), actor=CLERK, now=NOW)

    profile.refresh_from_db()

    assert profile.search_text == " oz oez "


def test_an_anonymised_card_is_not_filled_in_again() -> None:
    profile = ProfileFactory(anonymised_at=NOW)

    with pytest.raises(profiles.CardErased):
        profiles.change(profile_id=profile.pk, card=Card(last_name="Ruiz"), actor=CLERK, now=NOW)


def test_many_cards_come_back_with_their_keys_in_order() -> None:
    cards = [Card(last_name=f"Guest {number}") for number in range(3)]

    made = profiles.create_many(cards=cards, actor=CLERK, now=NOW)

    assert [row.last_name for row in made] == ["Guest 0", "Guest 1", "Guest 2"]
    assert all(row.pk for row in made)
    assert AuditEntry.objects.get().data == {"count": 3, "last_id": made[-1].pk}


@pytest.mark.parametrize("count", [1, 3])
def test_many_cards_take_as_many_statements_as_one(
    count: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    cards = [Card(last_name=f"Guest {number}") for number in range(count)]

    with django_assert_num_queries(4):  # savepoint, cards, audit entry, release
        profiles.create_many(cards=cards, actor=CLERK, now=NOW)


def test_a_bad_card_among_many_writes_nothing() -> None:
    with pytest.raises(profiles.NameMissing):
        profiles.create_many(
            cards=[Card(last_name="Ruiz"), Card(last_name="")], actor=CLERK, now=NOW
        )

    assert Profile.objects.count() == 0
