"""The gate in Python and the gate in SQL agree on any cards, consents and blocks.

A card gets a value for every column that a rule could ask about, also for those of tomorrow: a rule
that is added to one form alone is found here.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.db import models, transaction
from django_countries.fields import CountryField
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cardex.domain.consent import consent, suppression
from cardex.enums import ConsentAct, ConsentSource, Purpose, SuppressionReason
from cardex.models import ConsentEvent, ConsentState, Profile, Suppression

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
EMAILS = ("", "ana@example.com", "Ana@Example.com", "leo@example.com")
PHONES = ("", "+34600123456", "+420602123456")
DAYS = st.dates(date(1920, 1, 1), date(2027, 12, 31))
# Free text decides nothing, and these have rules of their own.
PLAIN = {"title", "first_name", "street", "postal_code", "city", "tax_id", "billing_email"}
PLAIN |= {"notes", "search_text", "sort_key", "external_ref", "id"}


@dataclass(frozen=True)
class Cards:
    """Cards with what was said and blocked, as rows that are not saved yet."""

    profiles: list[Profile]
    # (number of the card, purpose, whether it was granted)
    said: dict[tuple[int, str], bool]
    blocked: set[tuple[str, str]]


def values_of(field: models.Field) -> st.SearchStrategy[object]:
    if isinstance(field, CountryField):
        return st.sampled_from(["", "ES", "DE", "TR", "US"])
    if field.choices:
        return st.sampled_from([value for value, _label in field.choices])
    if isinstance(field, models.DateTimeField):
        return st.none() | st.just(NOW) if field.null else st.just(NOW)
    if isinstance(field, models.DateField):
        return st.none() | DAYS if field.null else DAYS
    if isinstance(field, models.BooleanField):
        return st.booleans()
    if isinstance(field, models.PositiveIntegerField):
        return st.integers(0, 3)
    raise AssertionError(f"Say which values {field.name} may have, or that it is plain.")


def columns() -> dict[str, st.SearchStrategy[object]]:
    known = {
        "last_name": st.just("Ruiz"),
        "email": st.sampled_from(EMAILS),
        "phone": st.sampled_from(PHONES),
    }
    fields = [f for f in Profile._meta.concrete_fields if f.name not in PLAIN | set(known)]
    return known | {field.name: values_of(field) for field in fields}


CARDS = st.builds(
    Cards,
    profiles=st.lists(st.builds(Profile, **columns()), min_size=1, max_size=4),
    said=st.dictionaries(
        st.tuples(st.integers(0, 3), st.sampled_from(Purpose.values)), st.booleans(), max_size=6
    ),
    blocked=st.sets(
        st.tuples(st.sampled_from(sorted(consent.PURPOSE_OF)), st.sampled_from(EMAILS + PHONES)),
        max_size=3,
    ),
)


def save(cards: Cards) -> None:
    Profile.objects.bulk_create(cards.profiles)
    said = {
        (cards.profiles[number], purpose): is_granted
        for (number, purpose), is_granted in cards.said.items()
        if number < len(cards.profiles)
    }
    events = ConsentEvent.objects.bulk_create(
        ConsentEvent(
            profile=profile,
            purpose=purpose,
            act=ConsentAct.GRANTED if is_granted else ConsentAct.WITHDRAWN,
            source=ConsentSource.PAPER,
            at=NOW,
        )
        for (profile, purpose), is_granted in said.items()
    )
    ConsentState.objects.bulk_create(
        ConsentState(profile=profile, purpose=purpose, is_granted=is_granted, event=event)
        for ((profile, purpose), is_granted), event in zip(said.items(), events, strict=True)
    )
    hashes = {(channel, suppression.address_hash(text)) for channel, text in cards.blocked}
    Suppression.objects.bulk_create(
        Suppression(channel=channel, address_hash=found, reason=SuppressionReason.STAFF, since=NOW)
        for channel, found in hashes
    )


def let_through(profiles: list[Profile], *, commercial: bool, channel: str) -> set[int]:
    """Return the keys of the cards that the form in Python lets through."""
    column = consent.ADDRESS_OF[channel]
    asked = [consent.Recipient(card.pk, getattr(card, column)) for card in profiles]
    verdicts = consent.verdicts(recipients=asked, commercial=commercial, channel=channel)
    return {card.pk for card, found in zip(profiles, verdicts, strict=True) if found.allowed}


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(cards=CARDS)
def test_both_forms_of_the_gate_let_the_same_cards_through(cards: Cards) -> None:
    with transaction.atomic():
        save(cards)
        for channel in consent.PURPOSE_OF:
            for commercial in (True, False):
                gate = consent.may_receive(commercial=commercial, channel=channel)
                in_sql = set(Profile.objects.filter(gate).values_list("pk", flat=True))

                in_python = let_through(cards.profiles, commercial=commercial, channel=channel)

                assert in_sql == in_python
        transaction.set_rollback(True)
