"""Every page of the product and where it is shown, by the name of its address.

A page that shows a row is shown once for each look it has: booked, in house, left, cancelled.
An address that is no page stands in `NOT_PAGES` with what it is instead. One that stands in
neither fails a test, so a new page can't be forgotten.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from cardex.enums import ProfileKind
from cardex.models import ConsentEvent, Profile
from hotelpms.closing.models import NightClosing
from hotelpms.desk.domain import mails
from hotelpms.hotels.models import Department, Hotel, User
from hotelpms.reports.domain import catalogue
from invoicing.domain.folios.keys import MainOf
from invoicing.domain.online import paylinks
from invoicing.enums import FolioState, InvoiceKind, MethodKind
from invoicing.models import (
    Charge,
    ChargeCode,
    Folio,
    Invoice,
    Payment,
    PaymentMethod,
    PaymentSolution,
    Receipt,
    TaxRate,
)
from messaging.domain.preferences import preferences
from messaging.enums import MessageState
from messaging.models import Message, SenderAccount, Template
from reservations.enums import StayState
from reservations.models import (
    Channel,
    MarketSegment,
    RatePlan,
    Room,
    RoomFeature,
    RoomNight,
    RoomType,
    Stay,
    Trace,
)
from tests.browser.walk.house import Walked
from tests.factories.paylinks import CANCEL, RETURN
from tests.factories.reservations import AT, TODAY, day

Place = Callable[[Walked], list[str]]


def at(name: str, *rows: str, query: str = "") -> Place:
    """A page of the hotel; `rows` name functions below that find what it shows, one by one."""

    def addresses(walked: Walked) -> list[str]:
        code = walked.hotel.code
        if not rows:
            return [reverse(name, args=[code]) + query]
        keys = [key for row in rows for key in ROWS[row](walked)]
        assert keys, f"{name} has nothing to show of {rows}"
        return [reverse(name, args=[code, key]) + query for key in keys]

    return addresses


def alone(name: str, *arguments: Any, query: str = "") -> Place:
    """A page that belongs to no hotel."""
    return lambda walked: [reverse(name, args=arguments) + query]


def guest(name: str, *states: str) -> Place:
    """A page behind a payment link in these states."""
    return lambda walked: [reverse(name, args=[walked.links[state].token]) for state in states]


def reader(name: str) -> Place:
    """A page that a commercial mail leads to."""

    def place(walked: Walked) -> list[str]:
        guest = _consenting()
        token = preferences.token_for(
            hotel_id=walked.hotel.pk, profile_id=guest.pk, address=guest.email
        )
        return [reverse(name, args=[token])]

    return place


def several(*places: Place) -> Place:
    """All of these as one entry."""
    return lambda walked: [address for place in places for address in place(walked)]


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


def next_prefix(walked: Walked) -> list[str]:
    """How the invoices of the next year begin."""
    arguments = [walked.hotel.code, TODAY.year + 1, InvoiceKind.INVOICE]
    return [reverse("invoicing:set_up_series_change", args=arguments)]


def together(walked: Walked) -> list[str]:
    """The form that changes the rooms that were ticked."""
    rooms = Room.objects.filter(hotel=walked.hotel).order_by("pk")[:2]
    query = "&".join(f"ids={room.pk}" for room in rooms)
    return [reverse("reservations:set_up_rooms_together", args=[walked.hotel.code]) + f"?{query}"]


# --- rows -----------------------------------------------------------------------------------------


def _stays(walked: Walked, **which: object) -> QuerySet[Stay]:
    rows = Stay.objects.filter(hotel=walked.hotel, **which)
    return rows.order_by("pk")


def first_of(rows: QuerySet[Any], field: str = "pk") -> list[Any]:
    return list(rows.values_list(field, flat=True)[:1])


def _first_of_hotel(model: Any) -> Callable[[Walked], list[Any]]:
    return lambda walked: first_of(model.objects.filter(hotel=walked.hotel).order_by("pk"))


def _consenting() -> Profile:
    return ConsentEvent.objects.order_by("pk").first().profile


def _folios(walked: Walked, state: str) -> QuerySet[Folio]:
    return Folio.objects.filter(hotel=walked.hotel, state=state).order_by("pk")


ROWS: dict[str, Callable[[Walked], list[Any]]] = {
    "due in": lambda w: first_of(_stays(w, state=StayState.BOOKED, arrival=TODAY)),
    "due out": lambda w: first_of(_stays(w, state=StayState.IN_HOUSE, departure=TODAY)),
    "in house": lambda w: first_of(_stays(w, state=StayState.IN_HOUSE, departure__gt=day(1))),
    "left today": lambda w: first_of(_stays(w, state=StayState.DEPARTED, departure=TODAY)),
    "ahead": lambda w: first_of(_stays(w, state=StayState.BOOKED, arrival__gt=day(1))),
    "due in code": lambda w: first_of(
        _stays(w, state=StayState.BOOKED, arrival=TODAY), "reservation__code"
    ),
    "in house code": lambda w: first_of(
        _stays(w, state=StayState.IN_HOUSE, departure__gt=day(1)), "reservation__code"
    ),
    "left code": lambda w: first_of(_stays(w, state=StayState.DEPARTED), "reservation__code"),
    "option code": lambda w: [w.option.code],
    "group code": lambda w: [w.group.code],
    "cancelled code": lambda w: [w.cancelled.code],
    "free room": lambda w: first_of(Room.objects.filter(hotel=w.hotel, number="503")),
    "closed room": lambda w: first_of(Room.objects.filter(hotel=w.hotel, number="504")),
    "open folio": lambda w: first_of(
        _folios(w, FolioState.OPEN).filter(charges__isnull=False).distinct()
    ),
    "closed folio": lambda w: first_of(_folios(w, FolioState.CLOSED)),
    "unopened folio": lambda w: [
        MainOf(pk) for pk in first_of(_stays(w, state=StayState.BOOKED, folios=None))
    ],
    "charge": lambda w: first_of(
        Charge.objects.filter(folio__in=_folios(w, FolioState.OPEN)).order_by("pk")
    ),
    "night to come": lambda w: first_of(
        RoomNight.objects.filter(hotel=w.hotel, stay__state=StayState.IN_HOUSE, is_posted=False)
    ),
    "payment": lambda w: first_of(
        Payment.objects.filter(hotel=w.hotel, method__kind=MethodKind.CASH).order_by("-pk")
    ),
    "paid invoice": lambda w: first_of(
        Invoice.objects.filter(hotel=w.hotel, kind=InvoiceKind.INVOICE).order_by("pk")
    ),
    "owed invoice": lambda w: [w.links["open"].invoice.pk],
    "receipt": lambda w: first_of(Receipt.objects.filter(hotel=w.hotel).order_by("pk")),
    "held receipt": lambda w: first_of(
        Receipt.objects.filter(hotel=w.hotel, payment=None).order_by("pk")
    ),
    "closing": lambda w: first_of(NightClosing.objects.filter(hotel=w.hotel).order_by("-pk")),
    "guest card": lambda w: first_of(
        Profile.objects.filter(kind=ProfileKind.GUEST, pk=_consenting().pk)
    ),
    "company card": lambda w: first_of(Profile.objects.filter(kind=ProfileKind.COMPANY)),
    "agency card": lambda w: first_of(Profile.objects.filter(kind=ProfileKind.AGENCY)),
    "sent mail": lambda w: _mail(w, MessageState.SENT),
    "failed mail": lambda w: _mail(w, MessageState.FAILED),
    "stuck mail": lambda w: _mail(w, MessageState.STUCK),
    "trace": lambda w: first_of(Trace.objects.filter(hotel=w.hotel).order_by("pk")),
    "list": lambda w: ["reservations"],
    "colleague": lambda w: first_of(
        User.objects.filter(memberships__hotel=w.hotel).exclude(pk=w.person.pk).order_by("pk")
    ),
    "oneself": lambda w: [w.person.pk],
    "account": _first_of_hotel(SenderAccount),
    "tax": _first_of_hotel(TaxRate),
    "charge code": _first_of_hotel(ChargeCode),
    "payment method": _first_of_hotel(PaymentMethod),
    "department": _first_of_hotel(Department),
    **{
        word: _first_of_hotel(model)
        for word, model in (
            ("room", Room),
            ("room type", RoomType),
            ("feature", RoomFeature),
            ("rate plan", RatePlan),
            ("segment", MarketSegment),
            ("channel", Channel),
            ("solution", PaymentSolution),
        )
    },
    "template": lambda w: first_of(Template.objects.filter(hotel=w.hotel).order_by("pk")),
}


def _mail(walked: Walked, state: str) -> list[Any]:
    return first_of(Message.objects.filter(hotel=walked.hotel, state=state).order_by("pk"))


def kept(namespace: str, key: str, row: str) -> dict[str, Place]:
    """The pages of a kind of row of the set-up; `row` finds one of them."""
    name = f"{namespace}:set_up_{key}"
    return {
        name: several(at(name), at(name, query="?q=nothing-of-that-name")),
        f"{name}_new": at(f"{name}_new"),
        f"{name}_change": at(f"{name}_change", row),
    }


# --- the list -------------------------------------------------------------------------------------

PLACES: dict[str, Place] = {
    "hotels:chooser": alone("hotels:chooser"),
    "hotels:own_password": alone("hotels:own_password"),
    "hotels:set_up_hotel": at("hotels:set_up_hotel"),
    "hotels:set_up_people": at("hotels:set_up_people"),
    "hotels:set_up_people_new": at("hotels:set_up_people_new"),
    "hotels:set_up_people_bring": at("hotels:set_up_people_bring"),
    "hotels:set_up_people_change": at("hotels:set_up_people_change", "colleague", "oneself"),
    "hotels:set_up_people_password": at("hotels:set_up_people_password", "colleague"),
    "desk:set_up": several(at("desk:set_up"), lambda walked: ["/h/nueva/set-up/"]),
    "new_hotel:new_hotel": several(
        alone("new_hotel:new_hotel"),
        lambda walked: [f"/open-hotel/?country={code}" for code in ("TR", "JP")],
    ),
    **kept("invoicing", "solution", "solution"),
    "opening:checklist": several(at("opening:checklist"), lambda walked: ["/h/nueva/opening/"]),
    "opening:first_rates": lambda walked: ["/h/nueva/opening/rates/"],
    "opening:first_day": lambda walked: ["/h/nueva/opening/first-day/"],
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
    "messaging:templates": at("messaging:templates"),
    "messaging:template": at("messaging:template", "template"),
    "messaging:accounts": at("messaging:accounts"),
    "messaging:set_up_account": at("messaging:set_up_account"),
    "messaging:set_up_account_change": at("messaging:set_up_account_change", "account"),
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
    **kept("reservations", "rooms", "room"),
    **kept("reservations", "room-types", "room type"),
    **kept("reservations", "features", "feature"),
    **kept("reservations", "rate-plans", "rate plan"),
    **kept("reservations", "segments", "segment"),
    **kept("reservations", "channels", "channel"),
    "reservations:set_up_rooms_bulk": at("reservations:set_up_rooms_bulk"),
    "reservations:set_up_rooms_together": together,
    "reservations:set_up_rates": several(
        at("reservations:set_up_rates"),
        at("reservations:set_up_rates", query=f"?month={day(400):%Y-%m}"),
    ),
    "reservations:set_up_fees": at("reservations:set_up_fees"),
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
    **kept("invoicing", "taxes", "tax"),
    **kept("invoicing", "charge-codes", "charge code"),
    **kept("invoicing", "payment-methods", "payment method"),
    "invoicing:set_up_series": at("invoicing:set_up_series"),
    "invoicing:set_up_series_change": next_prefix,
    **kept("closing", "departments", "department"),
    "closing:overview": at("closing:overview"),
    "closing:history": at("closing:history"),
    "closing:detail": at("closing:detail", "closing"),
    "reports:list": at("reports:list"),
    "reports:report": reports("reports:report"),
    "crm:home": at("crm:home"),
    "crm:day_setup": at("crm:day_setup"),
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

POST, FILE, FRAGMENT, PROBE, WAY = "deed", "file", "fragment", "probe", "leads elsewhere"

NOT_PAGES: dict[str, str] = {
    **dict.fromkeys(
        [
            "cardex:address",
            "cardex:consent",
            "desk:design_files",
            "desk:design_take_off",
            "desk:design_toast",
            "desk:design_undo",
            "desk:notifications_seen",
            "guest:guest_renew",
            "guest:payment_hook",
            "hotels:language",
            "opening:skip",
            "opening:take_up",
            "hotels:logout",
            "hotels:set_up_hotel_logo",
            "hotels:set_up_hotel_remove_logo",
            "hotels:set_up_people_leave",
            "hotels:set_up_people_lock",
            "hotels:set_up_people_unlock",
            "invoicing:set_up_charge-codes_remove",
            "invoicing:set_up_payment-methods_remove",
            "invoicing:set_up_taxes_remove",
            "closing:set_up_departments_remove",
            "invoicing:apply_receipt",
            "invoicing:close_folio",
            "closing:send_again",
            "closing:send_missing",
            "closing:rehearsal",
            "closing:start",
            "invoicing:finish_check_out",
            "invoicing:issue",
            "invoicing:post_due",
            "invoicing:refunded_receipt",
            "invoicing:post_taken_back",
            "invoicing:seen_receipt",
            "invoicing:revoke_link",
            "lists:change",
            "lists:columns",
            "lists:delete",
            "lists:open_with",
            "lists:save",
            "messaging:cancel",
            "messaging:cancel_due_before",
            "messaging:preview",
            "messaging:release",
            "messaging:resend",
            "messaging:settle",
            "messaging:template_active",
            "messaging:test_account",
            "reservations:confirm_option",
            "reservations:plan_drop",
            "reservations:plan_undo",
            "reservations:reinstate",
            "reservations:reinstate_stay",
            "reservations:reopen_room",
            "reservations:rooms_state",
            "reservations:send_confirmation",
            "reservations:set_up_channels_remove",
            "reservations:set_up_features_remove",
            "reservations:set_up_rate-plans_remove",
            "reservations:set_up_room-types_remove",
            "reservations:set_up_rooms_preview",
            "reservations:set_up_rooms_remove",
            "reservations:set_up_segments_remove",
            "reservations:trace_cancel",
            "reservations:trace_done",
            "reservations:trace_reopen",
            "reservations:unassign",
            "reservations:undo_check_in",
        ],
        POST,
    ),
    **dict.fromkeys(
        [
            "desk:brand_logo",
            "desk:brand_stylesheet",
            "desk:early_fetch",
            "desk:mail_file",
            "desk:mail_source",
            "guest:guest_invoice",
            "reservations:card_pdf",
            "reservations:cards_pdf",
            "reservations:confirmation_pdf",
            "closing:report",
            "invoicing:invoice_pdf",
            "invoicing:preview_pdf",
            "reports:file",
            "reservations:plan_marks",
        ],
        FILE,
    ),
    **dict.fromkeys(
        [
            "cardex:search",
            "desk:design_again",
            "desk:design_guests",
            "desk:mail_html",
            "desk:notifications_count",
            "desk:palette",
            "invoicing:charge_total",
            "invoicing:stay_balances",
            "messaging:body",
            "reservations:dates_verdict",
            "reservations:plan_verdict",
            "reservations:set_up_fees_example",
            "new_hotel:taxes",
            "hotels:login_again",
            "reservations:set_up_rates_trial",
        ],
        FRAGMENT,
    ),
    **dict.fromkeys(["desk:healthz", "desk:readyz"], PROBE),
    **dict.fromkeys(["desk:home", "invoicing:stay_folio", "reservations:stay"], WAY),
}
