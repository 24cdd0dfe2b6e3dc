"""A hotel with a full outbox: `python -m tests.faults.dispatch_seed SMTP_PORT MUST OTHERS`."""

import sys
from datetime import timedelta

import django

django.setup()

from hotelpms.hotels.models import Hotel  # noqa: E402 - apps must be loaded first
from hotelpms.kit import clock  # noqa: E402
from messaging.domain.outbox import outbox  # noqa: E402
from messaging.domain.wording import standards  # noqa: E402
from messaging.enums import MessageKind  # noqa: E402
from messaging.models import SenderAccount  # noqa: E402


def main(port: int, must: int, others: int) -> None:
    hotel = Hotel.objects.create(
        code="killed", name="Hotel", country="CZ", zone="Europe/Prague", currency="EUR"
    )
    now = clock.now()
    standards.install_standard(hotel=hotel, now=now)
    SenderAccount.objects.create(
        hotel=hotel,
        name="sink",
        host="127.0.0.1",
        port=port,
        from_email="desk@example.com",
        does_not_use_tls=True,
        is_default=True,
    )
    numbers = range(must + others)
    kinds = [MessageKind.CONFIRMATION if n < must else MessageKind.PRE_STAY for n in numbers]
    outbox.queue_many(
        letters=[
            outbox.Letter(
                hotel_id=hotel.pk,
                kind=kinds[number],
                occasion=f"{kinds[number]}:{number}",
                to_address=f"{kinds[number]}-{number}@example.com",
                to_name="Ana",
                language="en",
                # The two kinds alternate in the queue.
                due_at=now - timedelta(seconds=1000 - number % must),
                expires_at=now + timedelta(days=30),
            )
            for number in numbers
        ],
        now=now,
    )


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
