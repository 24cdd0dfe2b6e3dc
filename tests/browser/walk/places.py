"""Every page of the product and where it is shown, by the name of its address.

A page that shows a row is shown once for each look it has: booked, in house, left, cancelled. The
pages of the set-up stand in `places_set_up`. An address that is no page stands in `not_pages` with
what it is instead. One that stands in none fails a test, so a new page can't be forgotten.
"""

from django.conf import settings
from django.urls import reverse

from hotelpms.desk.domain import mails
from hotelpms.hotels.models import Hotel
from hotelpms.reports.domain import catalogue
from invoicing.domain.online import paylinks
from messaging.domain.preferences import preferences
from reservations.models import (
    Room,
)
from tests.browser.walk.finding import Place, alone, at, consenting, several
from tests.browser.walk.house import Walked
from tests.browser.walk.places_set_up import SET_UP
from tests.factories.paylinks import CANCEL, RETURN
from tests.factories.reservations import AT, day


def guest(name: str, *states: str) -> Place:
    """A page behind a payment link in these states."""
    return lambda walked: [reverse(name, args=[walked.links[state].token]) for state in states]


def reader(name: str) -> Place:
    """A page that a commercial mail leads to."""

    def place(walked: Walked) -> list[str]:
        guest = consenting()
        token = preferences.token_for(
            hotel_id=walked.hotel.pk, profile_id=guest.pk, address=guest.email
        )
        return [reverse(name, args=[token])]

    return place


def reports(name: str, *arguments: str) -> Place:
    """A page for each kind of report."""
    return lambda walked: [
        reverse(name, args=[walked.hotel.code, report.kind, *arguments])
        for report in catalogue.REPORTS
    ]


def kept_mail(name: str) -> Place:
    """A page of a mail that was kept instead of sent."""

    def addresses(walked: Walked) -> list[str]:
        heads, _has_more = mails.heads(Hotel.objects.filter(pk=walked.hotel.pk))
        return [reverse(name, args=[heads[0].key])]

    return addresses


def gateway(walked: Walked) -> list[str]:
    """The test gateway's page: where paying leads from an open link."""
    link = walked.links["open"]
    url = paylinks.begin(token=link.token, now=AT, return_url=RETURN, cancel_url=CANCEL)
    return [url.removeprefix(settings.PUBLIC_URL)]


def plan_book(walked: Walked) -> list[str]:
    """The panel that books what was drawn on free cells of the plan."""
    room = Room.objects.get(hotel=walked.hotel, number="503")
    query = f"?room={room.pk}&arrival={day(20)}&departure={day(22)}"
    return [reverse("reservations:plan_book", args=[walked.hotel.code]) + query]


PLACES: dict[str, Place] = {
    **SET_UP,
    "hotels:chooser": alone("hotels:chooser"),
    "hotels:own_password": alone("hotels:own_password"),
    "desk:design": alone("desk:design"),
    "desk:design_panel": alone("desk:design_panel"),
    "desk:today": several(at("desk:today"), lambda walked: ["/h/montana/today/"]),
    "desk:search": several(
        at("desk:search"),
        at("desk:search", query="?q=a"),
        at("desk:search", query="?q=nobody-of-that-name"),
    ),
    "desk:notifications": at("desk:notifications"),
    "desk:mails": alone("desk:mails"),
    "desk:mail": kept_mail("desk:mail"),
    "cardex:list": several(at("cardex:list"), at("cardex:list", query="?q=nobody")),
    "cardex:new": several(at("cardex:new"), at("cardex:new", query="?kind=company")),
    "cardex:card": at("cardex:card", "guest card", "company card", "agency card"),
    "cardex:edit": at("cardex:edit", "guest card", "company card"),
    "messaging:blocked": at("messaging:blocked"),
    "messaging:outbox": several(
        at("messaging:outbox"), at("messaging:outbox", query="?q=nobody-of-that-name")
    ),
    "messaging:message": at("messaging:message", "sent mail", "failed mail", "stuck mail"),
    "reservations:plan": several(
        at("reservations:plan"), at("reservations:plan", query="?days=31")
    ),
    "reservations:plan_card": at("reservations:plan_card", "due in", "in house"),
    "reservations:plan_book": plan_book,
    "reservations:traces": several(
        at("reservations:traces"), at("reservations:traces", query="?show=done")
    ),
    "reservations:trace_new": at("reservations:trace_new"),
    "reservations:trace": at("reservations:trace", "trace"),
    "reservations:reservation_traces": at("reservations:reservation_traces", "in house code"),
    "reservations:card_traces": at("reservations:card_traces", "guest card"),
    "reservations:arrivals": several(
        at("reservations:arrivals"), at("reservations:arrivals", query="?show=arrived")
    ),
    "reservations:departures": at("reservations:departures"),
    "reservations:in_house": at("reservations:in_house"),
    "reservations:rooms": at("reservations:rooms"),
    "reservations:close_room": at("reservations:close_room", "free room", "closed room"),
    "reservations:check_in": at("reservations:check_in", "due in"),
    "reservations:list": several(
        at("reservations:list"), at("reservations:list", query="?q=nobody-of-that-name")
    ),
    "reservations:new": several(
        at("reservations:new"),
        at("reservations:new", query=f"?arrival={day(2)}&departure={day(4)}"),
    ),
    "reservations:walk_in": at("reservations:walk_in"),
    "reservations:detail": at(
        "reservations:detail",
        "due in code",
        "in house code",
        "left code",
        "option code",
        "group code",
        "cancelled code",
    ),
    "reservations:messages": at("reservations:messages", "in house code"),
    "reservations:history": at("reservations:history", "in house code"),
    "reservations:details": at("reservations:details", "in house code"),
    "reservations:cancel": at("reservations:cancel", "group code"),
    "reservations:group_rooms": at("reservations:group_rooms", "group code"),
    "reservations:group_check_in": at("reservations:group_check_in", "due in code"),
    "reservations:group_dates": at("reservations:group_dates", "group code"),
    "reservations:group_cancel": at("reservations:group_cancel", "group code"),
    "reservations:assign": at("reservations:assign", "ahead"),
    "reservations:move": at("reservations:move", "in house"),
    "reservations:dates": at("reservations:dates", "ahead", "in house"),
    "reservations:prices": at("reservations:prices", "in house"),
    "reservations:guests": at("reservations:guests", "in house"),
    "reservations:cancel_stay": at("reservations:cancel_stay", "ahead"),
    "lists:manage": at("lists:manage", "list"),
    "invoicing:home": at("invoicing:home"),
    "invoicing:folio": at("invoicing:folio", "open folio", "closed folio", "unopened folio"),
    "invoicing:preview_invoice": at("invoicing:preview_invoice", "open folio"),
    "invoicing:post_charge": at("invoicing:post_charge", "open folio"),
    "invoicing:take_payment": at("invoicing:take_payment", "open folio"),
    "invoicing:refund": at("invoicing:refund", "open folio"),
    "invoicing:keep_deposit": at("invoicing:keep_deposit", "open folio"),
    "invoicing:city_ledger": at("invoicing:city_ledger", "open folio"),
    "invoicing:payer": at("invoicing:payer", "open folio"),
    "invoicing:reopen_folio": at("invoicing:reopen_folio", "closed folio"),
    "invoicing:reverse_charge": at("invoicing:reverse_charge", "charge"),
    "invoicing:reverse_payment": at("invoicing:reverse_payment", "payment"),
    "invoicing:post_night": at("invoicing:post_night", "night to come"),
    "invoicing:waive_night": at("invoicing:waive_night", "night to come"),
    "invoicing:reservation_folios": at("invoicing:reservation_folios", "in house code"),
    "invoicing:open_window": at("invoicing:open_window", "in house"),
    "invoicing:check_out": at("invoicing:check_out", "due out"),
    "invoicing:undo_check_out": at("invoicing:undo_check_out", "left today"),
    "invoicing:invoices": several(
        at("invoicing:invoices"), at("invoicing:invoices", query="?q=nobody-of-that-name")
    ),
    "invoicing:invoice": at("invoicing:invoice", "paid invoice", "owed invoice"),
    "invoicing:credit_note": at("invoicing:credit_note", "paid invoice"),
    "invoicing:settle": at("invoicing:settle", "owed invoice"),
    "invoicing:send_invoice": at("invoicing:send_invoice", "paid invoice"),
    "invoicing:send_link": at("invoicing:send_link", "owed invoice"),
    "invoicing:receipts": at("invoicing:receipts"),
    "invoicing:receipt": at("invoicing:receipt", "receipt", "held receipt"),
    "closing:overview": at("closing:overview"),
    "closing:history": at("closing:history"),
    "closing:detail": at("closing:detail", "closing"),
    "reports:list": at("reports:list"),
    "reports:report": reports("reports:report"),
    "crm:home": at("crm:home"),
    "crm:history": at("crm:history", "guest card"),
}

# What nobody has signed in for.
DOORS: dict[str, Place] = {
    "hotels:login": alone("hotels:login"),
    "guest:guest_pay": guest("guest:guest_pay", "open", "paid", "expired", "held", "revoked"),
    "guest:guest_return": guest("guest:guest_return", "open"),
    "guest:gateway": gateway,
    "guest_mail:unsubscribe": reader("guest_mail:unsubscribe"),
    "guest_mail:preferences": reader("guest_mail:preferences"),
}
