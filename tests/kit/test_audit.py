from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from hotelpms.kit.actor import GUEST, SYSTEM, Actor
from hotelpms.kit.audit import AuditEntry, record
from hotelpms.kit.models import JobRun
from tests.factories.hotels import UserFactory

AT = datetime(2027, 5, 10, 12, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_an_entry_says_who_did_what_to_which_row_and_when() -> None:
    person = UserFactory(first_name="Ada", last_name="Novak")
    run = JobRun.objects.create(name="sweep", started_at=AT)
    record(
        hotel_id=7,
        actor=Actor.of(person),
        action="run.priced",
        subject=run,
        at=AT,
        data={"amount": [Decimal("10.00"), Decimal("12.50")], "date": date(2027, 5, 10)},
    )
    entry = AuditEntry.objects.get()

    assert (entry.hotel_id, entry.actor_id, entry.actor_name) == (7, person.pk, "Ada Novak")
    assert (entry.action, entry.subject_type, entry.subject_id) == (
        "run.priced",
        "kit.jobrun",
        str(run.pk),
    )
    assert entry.at == AT
    assert entry.data == {"amount": ["10.00", "12.50"], "date": "2027-05-10"}


def test_a_person_without_a_name_is_called_by_the_user_name() -> None:
    person = UserFactory(username="desk", first_name="", last_name="")

    assert Actor.of(person) == Actor(person.pk, "desk")
    assert Actor(None, "system") == SYSTEM
    assert GUEST.id is None
