"""Rows of the Cardex."""

from datetime import UTC, datetime

import factory

from cardex.domain.cards import search
from cardex.domain.consent import suppression
from cardex.enums import ProfileKind, SuppressionReason
from cardex.models import Profile, Suppression
from hotelpms.kit.search import plain

CREATED_AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


class ProfileFactory(factory.django.DjangoModelFactory):
    """A guest with an address and no consent."""

    class Meta:
        model = Profile

    kind = ProfileKind.GUEST
    first_name = "Ana"
    last_name = factory.Sequence(lambda n: f"Ruiz{n}")
    email = factory.Sequence(lambda n: f"ana{n}@example.com")
    language = "en"
    created_at = CREATED_AT
    search_text = factory.LazyAttribute(lambda row: search.text_of(_unsaved(row)))
    sort_key = factory.LazyAttribute(lambda row: plain.sort_key(row.last_name, row.first_name))


class CompanyFactory(ProfileFactory):
    kind = ProfileKind.COMPANY
    first_name = ""
    last_name = factory.Sequence(lambda n: f"Company {n} Ltd")
    email = factory.Sequence(lambda n: f"office{n}@example.com")


class AgencyFactory(CompanyFactory):
    kind = ProfileKind.AGENCY
    last_name = factory.Sequence(lambda n: f"Agency {n}")


class SuppressionFactory(factory.django.DjangoModelFactory):
    """A blocked address; `SuppressionFactory(address="a@example.com")`."""

    class Meta:
        model = Suppression
        exclude = ("address",)

    address = "blocked@example.com"
    address_hash = factory.LazyAttribute(lambda row: suppression.address_hash(row.address))
    reason = SuppressionReason.HARD_BOUNCE
    since = CREATED_AT


def _unsaved(row: factory.builder.Resolver) -> Profile:
    """The columns that the search text is made of, as the factory will save them."""
    return Profile(**{name: getattr(row, name, "") for name in search.SEARCHED})
