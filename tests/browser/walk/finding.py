"""How a place of the walk finds its addresses: the page, and the rows that it is shown for."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from cardex.enums import ProfileKind
from cardex.models import ConsentEvent, Profile
from hotelpms.closing.models import NightClosing
from hotelpms.hotels.models import Department, User
from invoicing.domain.folios.keys import MainOf
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
from tests.factories.reservations import TODAY, day

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


def several(*places: Place) -> Place:
    """All of these as one entry."""
    return lambda walked: [address for place in places for address in place(walked)]


# --- rows -----------------------------------------------------------------------------------------


def _stays(walked: Walked, **which: object) -> QuerySet[Stay]:
    rows = Stay.objects.filter(hotel=walked.hotel, **which)
    return rows.order_by("pk")


def first_of(rows: QuerySet[Any], field: str = "pk") -> list[Any]:
    return list(rows.values_list(field, flat=True)[:1])


def _first_of_hotel(model: Any) -> Callable[[Walked], list[Any]]:
    return lambda walked: first_of(model.objects.filter(hotel=walked.hotel).order_by("pk"))


def consenting() -> Profile:
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
        Profile.objects.filter(kind=ProfileKind.GUEST, pk=consenting().pk)
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
