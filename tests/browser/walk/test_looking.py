"""Every address opens, and looking changes nothing: no row is written because of it."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from hotelpms.desk.domain import mails
from hotelpms.hotels.models import Hotel
from hotelpms.kit.models import AuditEntry
from reservations.enums import StayState
from reservations.models import Room, Stay
from tests.browser.walk.finding import Place, alone, at
from tests.browser.walk.house import Walked
from tests.browser.walk.not_pages import NOT_PAGES, POST
from tests.browser.walk.places import DOORS, PLACES, guest
from tests.browser.walk.set_up import ADMIN
from tests.factories.reservations import day
from tests.printer import blank_paper

pytestmark = pytest.mark.django_db

WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)', re.IGNORECASE)
# A paper is printed when somebody first asks for it, and kept: the same bytes for everybody.
PAPER = {"kit_document", "invoicing_invoicedocument"}
PRINTING = {"invoicing:invoice_pdf", "guest:guest_invoice"}
# The verb itself is tried and rolled back, so that the verdict before a change is that of the verb.
TRYING = {"reservations:dates_verdict", "reservations:plan_verdict"}


def rows(name: str, *rest: object, row: Callable[[Walked], object], query: str = "") -> Place:
    """An address of the hotel about one row."""
    return lambda walked: [reverse(name, args=[walked.hotel.code, row(walked), *rest]) + query]


def mail_part(name: str, *rest: int) -> Place:
    """A part of a mail with a file that was kept instead of sent."""

    def addresses(walked: Walked) -> list[str]:
        hotels = Hotel.objects.filter(pk=walked.hotel.pk)
        heads, _has_more = mails.heads(hotels)
        found = {head.key: mails.find(head.key, hotels) for head in heads}
        keys = [key for key, mail in found.items() if mail and mails.opened(key, mail).parts]
        return [reverse(name, args=[keys[0], *rest])]

    return addresses


def stay_ahead(walked: Walked) -> Stay:
    """A stay to come for which nobody has opened a folio."""
    booked = Stay.objects.filter(hotel=walked.hotel, state=StayState.BOOKED, folios=None)
    return booked.filter(arrival__gt=day(1)).earliest("pk")


def invoice_of(walked: Walked) -> int:
    return walked.links["open"].invoice.pk


def drop(walked: Walked) -> list[str]:
    """What dropping the bar of a stay on a free room would do."""
    stay = stay_ahead(walked)
    room = Room.objects.get(hotel=walked.hotel, number="503")
    query = (
        f"?stay={stay.pk}&version={stay.version}&room={room.pk}&changes_type=on"
        f"&first={stay.arrival}&arrival={stay.arrival}&departure={stay.departure}"
    )
    return [reverse("reservations:plan_verdict", args=[walked.hotel.code]) + query]


def other_dates(walked: Walked) -> list[str]:
    """What a night more would cost a stay."""
    stay = stay_ahead(walked)
    address = reverse("reservations:dates_verdict", args=[walked.hotel.code, stay.pk])
    return [f"{address}?arrival={stay.arrival}&departure={day(30)}&keeps_room=on"]


# What is no page, and is opened by looking all the same.
OTHERS: dict[str, Place] = {
    "cardex:search": at("cardex:search", query="?q=an"),
    "closing:report": lambda walked: [
        reverse("closing:report", args=[walked.hotel.code, key, "flash"])
        for key in (PLACES["closing:detail"](walked)[0].rstrip("/").rpartition("/")[2],)
    ],
    "desk:brand_logo": alone("desk:brand_logo", "miramar"),
    "desk:brand_stylesheet": alone("desk:brand_stylesheet", "miramar"),
    "desk:design_again": alone("desk:design_again"),
    "desk:design_guests": alone("desk:design_guests", query="?guest_text=a"),
    "desk:early_fetch": alone("desk:early_fetch"),
    "desk:healthz": alone("desk:healthz"),
    "desk:home": at("desk:home"),
    "desk:mail_file": mail_part("desk:mail_file", 0),
    "desk:mail_html": mail_part("desk:mail_html"),
    "desk:mail_source": mail_part("desk:mail_source"),
    "desk:notifications_count": at("desk:notifications_count"),
    "desk:palette": at("desk:palette", query="?q=an"),
    "desk:readyz": alone("desk:readyz"),
    "guest:guest_invoice": guest("guest:guest_invoice", "open"),
    "invoicing:charge_total": at("invoicing:charge_total", "open folio", query="?unit_price=6.50"),
    "hotels:login_again": alone("hotels:login_again"),
    "invoicing:preview_pdf": at("invoicing:preview_pdf", "open folio"),
    "new_hotel:taxes": alone("new_hotel:taxes", query="?country=ES"),
    "reservations:set_up_fees_example": at("reservations:set_up_fees_example"),
    "reservations:set_up_rates_trial": at("reservations:set_up_rates_trial"),
    "invoicing:invoice_pdf": rows("invoicing:invoice_pdf", row=invoice_of),
    "invoicing:stay_balances": at("invoicing:stay_balances", query=f"?first={day(0)}&days=7"),
    "invoicing:stay_folio": rows("invoicing:stay_folio", row=lambda w: stay_ahead(w).pk),
    "messaging:body": at("messaging:body", "sent mail"),
    "reports:file": lambda walked: [
        reverse("reports:file", args=[walked.hotel.code, "revenue", extension])
        for extension in ("pdf", "csv", "xlsx")
    ],
    "reservations:card_pdf": at("reservations:card_pdf", "due in"),
    "reservations:cards_pdf": at("reservations:cards_pdf"),
    "reservations:confirmation_pdf": at("reservations:confirmation_pdf", "due in code"),
    "reservations:dates_verdict": other_dates,
    "reservations:plan_marks": at("reservations:plan_marks"),
    "reservations:plan_verdict": drop,
    "reservations:stay": rows("reservations:stay", row=lambda w: stay_ahead(w).pk),
}
EVERY = PLACES | OTHERS | ADMIN | DOORS
# Pages about a stay for which nobody has opened a folio yet.
UNOPENED = (
    "invoicing:check_out",
    "invoicing:open_window",
    "reservations:plan_card",
    "reservations:dates",
)


@contextmanager
def writes() -> Iterator[set[str]]:
    """The tables that are written to meanwhile."""
    tables: set[str] = set()

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if found := WRITES.match(sql):
            tables.add(found[1])
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield tables


@pytest.mark.parametrize("name", EVERY)
def test_no_address_writes_a_row_when_it_is_looked_at(walked: Walked, name: str) -> None:
    person = Client()
    if name not in DOORS:
        person.force_login(walked.person, backend="django.contrib.auth.backends.ModelBackend")
    entries = AuditEntry.objects.count()

    written = {address: written_by(person, name, address) for address in EVERY[name](walked)}

    assert {address: tables for address, tables in written.items() if tables} == {}
    assert AuditEntry.objects.count() == entries


@pytest.mark.parametrize("name", UNOPENED)
def test_nobody_opens_a_folio_by_looking(walked: Walked, name: str) -> None:
    clerk = Client()
    clerk.force_login(walked.person, backend="django.contrib.auth.backends.ModelBackend")
    stay = stay_ahead(walked)
    address = reverse(name, args=[walked.hotel.code, stay.pk])

    assert written_by(clerk, name, address) == set()
    assert not stay.folios.exists()


def test_what_is_no_page_is_looked_at_too() -> None:
    looked_at = {name for name, what in NOT_PAGES.items() if what != POST}

    assert set(OTHERS) == looked_at


def written_by(client: Client, name: str, address: str) -> set[str]:
    """Open the address as a page and as a fragment; return the tables that changed."""
    with blank_paper(), writes() as tables:
        answers = [client.get(address), client.get(address, headers={"HX-Request": "true"})]
    unseen = {answer.status_code for answer in answers} - {200, 302, 410}
    if name in TRYING:
        tables.clear()
    elif name in PRINTING:
        tables -= PAPER
    return tables | {f"answered {code}" for code in unseen}
