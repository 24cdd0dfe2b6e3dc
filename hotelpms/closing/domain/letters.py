"""The mails with the reports of a closed day: one for each address of a department."""

import datetime
import hashlib
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.urls import reverse

from hotelpms.closing.domain.day_in_figures import Facts, day_in_figures
from hotelpms.closing.domain.subscriptions import Subscriber, subscribers
from hotelpms.closing.models import ClosingReport, NightClosing
from hotelpms.hotels.models import Department
from hotelpms.kit.dates import format_day
from hotelpms.kit.languages import speaking
from hotelpms.reports.domain import catalogue
from messaging.domain.outbox import outbox
from messaging.enums import MessageKind

USEFUL_FOR = datetime.timedelta(days=3)


def letters(*, closing: NightClosing, now: datetime.datetime) -> list[outbox.Letter]:
    """Return a letter for each address that is to get the reports, with those that are printed.

    Each department reads its own language.
    """
    rows = closing.reports.select_related("document").order_by("pk")
    reports = {(report.kind, report.language): report for report in rows}
    return [
        letter
        for subscriber in subscribers(hotel=closing.hotel)
        for letter in _to_department(
            closing,
            subscriber,
            [
                reports[kind, subscriber.language]
                for kind in subscriber.kinds
                if (kind, subscriber.language) in reports
            ],
            now,
        )
    ]


def _to_department(
    closing: NightClosing,
    subscriber: Subscriber,
    reports: Sequence[ClosingReport],
    now: datetime.datetime,
) -> Iterator[outbox.Letter]:
    hotel, language = closing.hotel, subscriber.department.reads
    with speaking(language, hotel.country):
        facts, money = day_in_figures(hotel=hotel, date=closing.business_date, language=language)
        words = _words(closing, subscriber.department.name, reports)
    told = facts + money if subscriber.is_told_money else facts
    for address in dict.fromkeys(subscriber.department.emails):
        yield _letter(closing, subscriber.department, address, reports, words, told, now)


def _letter(
    closing: NightClosing,
    department: Department,
    address: str,
    reports: Sequence[ClosingReport],
    words: dict[str, str],
    facts: Facts,
    now: datetime.datetime,
) -> outbox.Letter:
    hotel = closing.hotel
    # One message per address; the hash keeps a long address inside the column.
    mark = hashlib.sha256(address.lower().encode()).hexdigest()[:16]
    date = closing.business_date.isoformat()
    return outbox.Letter(
        hotel_id=hotel.pk,
        kind=MessageKind.CLOSING_REPORT,
        occasion=f"closing_report:{hotel.code}:{date}:{department.code}:{mark}",
        to_address=address,
        to_name=department.name,
        language=department.reads,
        context=words,
        reason=("closing", closing.pk),
        due_at=now,
        expires_at=now + USEFUL_FOR,
        documents=tuple((report.document, report.document.name) for report in reports),
        action_url=_address_of(closing),
        facts=facts,
    )


def _words(
    closing: NightClosing, department: str, reports: Sequence[ClosingReport]
) -> dict[str, str]:
    hotel = closing.hotel
    return {
        "NAME": department,
        "SURNAME": "",
        "DEPARTMENT": department,
        "HOTEL": hotel.name,
        "HOTEL_PHONE": hotel.phone,
        "HOTEL_EMAIL": hotel.email,
        "HOTEL_CITY": hotel.city,
        "BUSINESS_DATE": format_day(closing.business_date, "full"),
        "REPORTS": ", ".join(catalogue.title_of(report.kind) for report in reports),
    }


def _address_of(closing: NightClosing) -> str:
    path = reverse("closing:detail", args=[closing.hotel.code, closing.pk])
    return f"{settings.PUBLIC_URL}{path}"
