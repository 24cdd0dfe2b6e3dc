"""Rows of the outbox for tests: a hotel that can send, letters and messages."""

from datetime import UTC, datetime, timedelta
from typing import Any

import factory
from factory.django import DjangoModelFactory

from hotelpms.hotels.models import Hotel
from messaging.domain.outbox.outbox import Letter
from messaging.enums import MessageKind, Transport
from messaging.models import SenderAccount, Template, TemplateVersion
from tests.factories.hotels import HotelFactory

NOW = datetime(2027, 5, 10, 9, 0, tzinfo=UTC)


class SenderAccountFactory(DjangoModelFactory):
    class Meta:
        model = SenderAccount

    hotel = factory.SubFactory(HotelFactory)
    name = factory.Sequence(lambda n: f"Reception {n}")
    transport = Transport.SMTP
    host = "127.0.0.1"
    port = 25
    from_email = "reception@miramar.example"
    from_name = "Hotel Miramar"
    does_not_use_tls = True
    is_default = True


class CaughtAccountFactory(SenderAccountFactory):
    transport = Transport.CAUGHT
    host = ""


class TemplateFactory(DjangoModelFactory):
    class Meta:
        model = Template
        skip_postgeneration_save = True

    hotel = factory.SubFactory(HotelFactory)
    kind = MessageKind.CONFIRMATION
    language = "en"

    @factory.post_generation
    def wording(self, create: bool, extracted: tuple[str, str] | None, **kwargs: Any) -> None:
        """`wording=(subject, body)`; the body must be clean already."""
        subject, body = extracted or ("Booking @CODE", "<p>Dear @NAME, see you on @ARRIVAL.</p>")
        self.current = TemplateVersion.objects.create(
            template=self,
            number=1,
            subject=subject,
            body=body,
            created_at=NOW,
            created_by="Ada Lovelace",
        )
        self.save()


def letter(hotel: Hotel, occasion: str = "confirmation:1", **changes: Any) -> Letter:
    """Return a confirmation to Ana that is due now and useful for two days."""
    values: dict[str, Any] = {
        "hotel_id": hotel.pk,
        "kind": MessageKind.CONFIRMATION,
        "occasion": occasion,
        "to_address": "ana@example.com",
        "to_name": "Ana Ruiz",
        "language": "en",
        "context": {"NAME": "Ana", "CODE": "7K4M2Q", "ARRIVAL": "14 May 2027"},
        "due_at": NOW,
        "expires_at": NOW + timedelta(days=2),
    }
    return Letter(**{**values, **changes})
