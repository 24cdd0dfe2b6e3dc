"""Every key that makes a request happen once is known, with the test that holds it to its content.

A key that answers "already there" for other content tells people that something was done which was
not. Whoever adds a key writes such a test and names it here.
"""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import UniqueConstraint

ROOT = Path(settings.BASE_DIR)

NAMES = {"form_key", "request_key", "channel_ref"}
HELD_BY = {
    "a_form_books_once": "tests/reservations/domain/bookings/test_repeats.py",
    "a_channel_booking_is_taken_once": "tests/reservations/domain/bookings/test_repeats.py",
    "a_form_writes_one_trace": "tests/reservations/domain/traces/test_traces.py",
    "a_window_is_opened_once": "tests/invoicing/domain/test_once.py",
    "a_charge_is_posted_once": "tests/invoicing/domain/test_once.py",
    "a_payment_is_posted_once": "tests/invoicing/domain/test_once.py",
}


def test_every_key_is_held_to_its_content() -> None:
    found = {
        constraint.name
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, UniqueConstraint) and NAMES & set(constraint.fields)
    }

    assert found == set(HELD_BY)
    for path in set(HELD_BY.values()):
        text = (ROOT / path).read_text()
        assert "OtherContent" in text or "AlreadyBooked" in text, path
