"""The mails of a replayed hotel: everything its guests and departments would have received."""

from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from cardex.domain.consent import consent
from cardex.enums import ConsentAct, ConsentSource, Purpose
from crm.domain.letters import stay_letters
from hotelpms.closing.domain import subscriptions
from hotelpms.hotels.models import Department, Hotel
from hotelpms.kit.errors import Refused
from hotelpms.replay.domain.house import REPLAYER, moment
from hotelpms.reports.domain import catalogue
from hotelpms.reports.domain.front_office.arrivals import Arrivals
from messaging.domain.wording import standards
from messaging.domain.worker import dispatch
from messaging.enums import Transport
from messaging.models import SenderAccount
from reservations.enums import StayState
from reservations.models import Stay

CLAUSE = "The hotel may send me offers and surveys by e-mail."
EVERY_NTH_GUEST_CONSENTS = 3


class NotAMailServer(Refused):
    """The address after --mail is not smtp://host:port."""


def install(hotel: Hotel, address: str) -> None:
    """Give the hotel an account at `smtp://host:port` and departments that want the reports.

    Raises NotAMailServer for any other form of address.
    """
    parts = urlsplit(address)
    if parts.scheme != "smtp" or not parts.hostname:
        raise NotAMailServer(_("Write the mail server as smtp://host:port."))
    SenderAccount.objects.update_or_create(
        hotel=hotel,
        name="Replay",
        defaults={
            "transport": Transport.SMTP,
            "host": parts.hostname,
            "port": parts.port or 25,
            "does_not_use_tls": True,
            "from_email": "reception@example.com",
            "from_name": hotel.name,
            "is_default": True,
        },
    )
    standards.install_standard(hotel=hotel, now=moment(date(2015, 1, 1)))
    for code, name, kinds in (
        ("DIR", "Management", [report.kind for report in catalogue.REPORTS]),
        ("FO", "Front office", [Arrivals.kind]),
    ):
        department, _created = Department.objects.get_or_create(
            hotel=hotel,
            code=code,
            defaults={"name": name, "emails": [f"{code.lower()}@example.com"]},
        )
        subscriptions.subscribe(department=department, kinds=kinds)


def before_closing(hotel: Hotel) -> Callable[[date], None]:
    """Return the hook that queues a day's stay letters and sends all that is due."""

    def queue_and_send(day: date) -> None:
        _take_consents(hotel, day)
        stay_letters.queue_due(hotel=hotel, date=day, now=moment(day, 7))
        dispatch.run(now=lambda: moment(day, 22), hotel_id=hotel.pk)

    return queue_and_send


def after_closing(hotel: Hotel) -> Callable[[date], None]:
    """Return the hook that sends the closing reports."""

    def send(day: date) -> None:
        dispatch.run(now=lambda: moment(day + timedelta(days=1), 0), hotel_id=hotel.pk)

    return send


def _take_consents(hotel: Hotel, day: date) -> None:
    """Let every third guest who arrives today tick the third clause on the form (S0-24)."""
    arrived = Stay.objects.filter(
        hotel=hotel, state=StayState.IN_HOUSE, arrival=day, guest__consents__isnull=True
    )
    for guest_id in arrived.values_list("guest_id", flat=True).distinct().order_by("guest_id"):
        if guest_id % EVERY_NTH_GUEST_CONSENTS == 0:
            consent.record(
                profile_id=guest_id,
                purpose=Purpose.MARKETING_EMAIL,
                act=ConsentAct.GRANTED,
                source=ConsentSource.TABLET,
                clause=CLAUSE,
                actor=REPLAYER,
                now=moment(day, 15),
            )
