from datetime import UTC, datetime

import pytest

from cardex.domain.consent import suppression
from cardex.enums import SuppressionReason
from cardex.models import Profile, Suppression
from hotelpms.kit.actor import Actor
from hotelpms.kit.models import AuditEntry
from tests.factories.cardex import ProfileFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 4, 10, 0, tzinfo=UTC)
CLERK = Actor(7, "Clerk")


def test_an_address_is_blocked_however_it_is_written() -> None:
    suppression.suppress(address=" Ana@Example.com", reason="hard_bounce", now=NOW)

    assert suppression.is_suppressed(address="ana@example.com")
    assert not suppression.is_suppressed(address="ana@example.org")


def test_the_table_does_not_hold_the_address() -> None:
    suppression.suppress(address="ana@example.com", reason="hard_bounce", now=NOW)

    assert "ana" not in Suppression.objects.get().address_hash


def test_the_first_reason_stays() -> None:
    suppression.suppress(address="ana@example.com", reason="hard_bounce", now=NOW)
    suppression.suppress(address="ana@example.com", reason="staff", now=NOW)

    assert Suppression.objects.get().reason == SuppressionReason.HARD_BOUNCE
    assert AuditEntry.objects.count() == 1


def test_lifting_unblocks_and_leaves_a_trace() -> None:
    suppression.suppress(address="ana@example.com", reason="staff", now=NOW)

    assert suppression.lift(address="ANA@example.com", actor=CLERK, now=NOW)
    assert not suppression.lift(address="ANA@example.com", actor=CLERK, now=NOW)

    assert not suppression.is_suppressed(address="ana@example.com")

    last = AuditEntry.objects.latest("pk")

    assert (last.action, last.actor_name, last.data["reason"]) == (
        "address.unblocked",
        "Clerk",
        "staff",
    )


def test_the_database_hashes_as_python_does() -> None:
    guest = ProfileFactory(email="Ana.Ruiz+x@Example.com")

    row = Profile.objects.annotate(hashed=suppression.AddressHash("email")).get(pk=guest.pk)

    assert row.hashed == suppression.address_hash(guest.email)
