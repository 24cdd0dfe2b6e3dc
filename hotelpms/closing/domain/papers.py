"""What follows a closed day: its reports as PDF in the archive, then the mails to departments.

Each report and each mail is a row of its own, so a run that died goes on with what is
missing: none lost, none twice. Nothing here can undo the closed day.
"""

import datetime
import hashlib
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from babel.dates import format_date
from django.conf import settings
from django.db import transaction
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, to_locale

from hotelpms.closing.domain.subscriptions import Subscriber, subscribers
from hotelpms.closing.enums import ClosingState, StepState
from hotelpms.closing.models import ClosingReport, NightClosing
from hotelpms.hotels.models import Hotel
from hotelpms.kit import leases
from hotelpms.kit.errors import Refused
from hotelpms.kit.files import documents
from hotelpms.kit.money import Money, format_money
from hotelpms.reports.domain import catalogue, printing
from hotelpms.reports.domain.sheets import percent
from invoicing.domain.figures import figures
from invoicing.models import DayFigures
from messaging.domain.outbox import outbox
from messaging.enums import MessageKind

LEASE = datetime.timedelta(minutes=10)
USEFUL_FOR = datetime.timedelta(days=3)

Clock = Callable[[], datetime.datetime]


def finish(*, closing_id: int, now: Clock) -> NightClosing:
    """Print and mail what is missing and return the row; a second runner leaves it alone.

    A failure keeps the lease, so that the sweep tries again when it ends, and is raised.
    """
    closing = NightClosing.objects.select_related("hotel").get(pk=closing_id)
    rows = NightClosing.objects.filter(pk=closing.pk, state=ClosingState.ROLLED)
    lease = leases.take(rows, now=now(), length=LEASE)
    if lease is None:
        return closing
    try:
        with translation.override(closing.hotel.default_language):
            _print_missing(closing, now)
            _queue_mails(closing, now())
    except Exception as error:
        text = str(error) if isinstance(error, Refused) else type(error).__name__
        leases.held(rows, lease).update(fault=text)
        raise
    leases.end(rows, lease, state=ClosingState.DONE, done_at=now(), fault="")
    closing.refresh_from_db()
    return closing


def queue_missing_mails(*, closing_id: int, now: datetime.datetime) -> int:
    """Queue the reports for departments and addresses that were added since; return how many
    letters were asked for. What was queued before stays as it is.
    """
    closing = NightClosing.objects.select_related("hotel").get(pk=closing_id)
    with translation.override(closing.hotel.default_language):
        return _queue_mails(closing, now)


def _print_missing(closing: NightClosing, now: Clock) -> None:
    there = set(closing.reports.values_list("kind", flat=True))
    for report in (report for report in catalogue.REPORTS if report.kind not in there):
        # Printed before the transaction: a PDF takes its time and needs no lock.
        found = report.of_closing(hotel=closing.hotel, date=closing.business_date)
        content = printing.print_report(report=found, language=closing.hotel.default_language)
        _keep(closing, report.kind, content, now())
    _mark(closing, "reports", now(), _count_text(len(catalogue.REPORTS)))


@transaction.atomic
def _keep(closing: NightClosing, kind: str, content: bytes, now: datetime.datetime) -> None:
    document = documents.store(
        hotel_id=closing.hotel_id,
        kind="closing_report",
        name=f"{kind}-{closing.business_date.isoformat()}.pdf",
        content=content,
        content_type="application/pdf",
        at=now,
    )
    ClosingReport.objects.create(closing=closing, kind=kind, document=document)


@transaction.atomic
def _queue_mails(closing: NightClosing, now: datetime.datetime) -> int:
    reports = {
        report.kind: report for report in closing.reports.select_related("document").order_by("pk")
    }
    letters = list(_letters(closing, reports, now))
    for letter in letters:
        outbox.queue(letter=letter, now=now)
    text = ngettext("%(n)d mail", "%(n)d mails", len(letters)) % {"n": len(letters)}
    _mark(closing, "mails", now, text)
    return len(letters)


def _letters(
    closing: NightClosing, reports: dict[str, ClosingReport], now: datetime.datetime
) -> Iterable[outbox.Letter]:
    facts, money = day_in_figures(hotel=closing.hotel, date=closing.business_date)
    for subscriber in subscribers(hotel=closing.hotel):
        # What the house earned is told to those only who get it in a report as well.
        told = facts + money if subscriber.is_told_money else facts
        chosen = [reports[kind] for kind in subscriber.kinds if kind in reports]
        for address in dict.fromkeys(subscriber.department.emails):
            yield _letter(closing, subscriber, address, chosen, told, now)


def _letter(
    closing: NightClosing,
    subscriber: Subscriber,
    address: str,
    reports: Sequence[ClosingReport],
    facts: tuple[tuple[str, str], ...],
    now: datetime.datetime,
) -> outbox.Letter:
    hotel, department = closing.hotel, subscriber.department
    # One message per address; the hash keeps a long address inside the column.
    mark = hashlib.sha256(address.lower().encode()).hexdigest()[:16]
    date = closing.business_date.isoformat()
    return outbox.Letter(
        hotel_id=hotel.pk,
        kind=MessageKind.CLOSING_REPORT,
        occasion=f"closing_report:{hotel.code}:{date}:{department.code}:{mark}",
        to_address=address,
        to_name=department.name,
        language=hotel.default_language,
        context=_words(closing, department.name, reports),
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
        "CHECK_IN_TIME": f"{hotel.check_in_time:%H:%M}",
        "CHECK_OUT_TIME": f"{hotel.check_out_time:%H:%M}",
        "BUSINESS_DATE": format_date(
            closing.business_date, "full", locale=to_locale(hotel.default_language)
        ),
        "REPORTS": ", ".join(catalogue.title_of(report.kind) for report in reports),
    }


Facts = tuple[tuple[str, str], ...]


def day_in_figures(*, hotel: Hotel, date: datetime.date) -> tuple[Facts, Facts]:
    """Return the key figures of a closed day as words, those of the rooms and those of money.

    They stand in the mail itself, for those who don't open what is attached. One query.
    """
    days = DayFigures.objects.filter(hotel=hotel, date__lte=date, date__gte=date.replace(day=1))
    rows = list(days.order_by("date"))
    if not rows or rows[-1].date != date:
        return (), ()
    day, month = figures.add_up(rows[-1:]), figures.add_up(rows)
    return _room_facts(hotel, day, month), _money_facts(hotel, day, month)


def _room_facts(hotel: Hotel, day: figures.Sums, month: figures.Sums) -> Facts:
    language = hotel.default_language
    sold = ngettext("%(sold)d of %(n)d room", "%(sold)d of %(n)d rooms", day.rooms_total)
    return (
        (_("Occupancy"), percent(day.occupancy, language)),
        (_("Rooms sold"), sold % {"sold": day.rooms_sold, "n": day.rooms_total}),
        (_("Guests in house"), str(day.guests)),
        (_("Arrivals"), str(day.arrivals)),
        (_("Departures"), str(day.departures)),
        (_("No-shows"), str(day.no_shows)),
        (_("Occupancy, month to date"), percent(month.occupancy, language)),
    )


def _money_facts(hotel: Hotel, day: figures.Sums, month: figures.Sums) -> Facts:
    def money(amount: Decimal | None) -> str:
        value = Money(amount or figures.NOTHING, hotel.currency)
        return format_money(value, hotel.default_language)

    return (
        (_("ADR"), money(day.adr)),
        (_("RevPAR"), money(day.revpar)),
        (_("Revenue, net"), money(day.revenue)),
        (_("Payments"), money(day.payments)),
        (_("ADR, month to date"), money(month.adr)),
        (_("RevPAR, month to date"), money(month.revpar)),
        (_("Revenue, month to date"), money(month.revenue)),
    )


def _address_of(closing: NightClosing) -> str:
    try:
        path = reverse("closing:detail", kwargs={"hotel": closing.hotel.code, "pk": closing.pk})
    except NoReverseMatch:
        return ""
    return f"{settings.PUBLIC_URL}{path}"


def _mark(closing: NightClosing, name: str, now: datetime.datetime, detail: str) -> None:
    closing.steps.filter(name=name).update(state=StepState.DONE, done_at=now, detail=detail[:200])


def _count_text(count: int) -> str:
    return ngettext("%(n)d report", "%(n)d reports", count) % {"n": count}
