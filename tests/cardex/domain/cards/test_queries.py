from datetime import date

import pytest

from cardex.domain.cards import queries
from hotelpms.kit.search.wanted import wanted
from tests.factories.cardex import CompanyFactory, ProfileFactory

pytestmark = pytest.mark.django_db


def test_pages_join_without_gap_or_repetition() -> None:
    for first, last in [("B", "Ruiz"), ("A", "Ruiz"), ("A", "Ruiz"), ("Z", "Abad"), ("C", "Vega")]:
        ProfileFactory(first_name=first, last_name=last)

    seen, after = [], None
    for _ in range(3):
        page = queries.page(after=after, size=2)
        seen += [profile.full_name for profile in page.profiles]
        after = page.after

    assert seen == ["Z Abad", "A Ruiz", "A Ruiz", "B Ruiz", "C Vega"]
    assert after is None


def test_a_page_is_narrowed_by_text_and_kind() -> None:
    ProfileFactory(last_name="Acme")
    company = CompanyFactory(last_name="Acme Ltd")

    assert queries.page(wish=wanted("acme"), kind="company").profiles == [company]


def test_a_key_of_no_card_starts_at_the_top() -> None:
    guest = ProfileFactory()

    assert queries.page(after=999_999).profiles == [guest]


def test_a_duplicate_is_known_by_email_phone_or_name_and_birth_date() -> None:
    by_email = ProfileFactory(email="ana@example.com")
    by_phone = ProfileFactory(phone="+34600123456")
    by_birth = ProfileFactory(last_name="Núñez", birth_date=date(1980, 1, 1))
    ProfileFactory(last_name="Núñez", birth_date=date(1990, 1, 1))
    ProfileFactory(email="")

    found = queries.likely_duplicates(
        last_name="nunez",
        email="Ana@Example.com",
        phone="+34600123456",
        birth_date=date(1980, 1, 1),
    )

    assert found == [by_email, by_phone, by_birth]


def test_nothing_known_is_no_duplicate_and_a_card_is_not_its_own() -> None:
    guest = ProfileFactory(email="ana@example.com")

    assert queries.likely_duplicates(last_name=guest.last_name) == []
    assert (
        queries.likely_duplicates(last_name="Ruiz", email="ana@example.com", except_id=guest.pk)
        == []
    )
