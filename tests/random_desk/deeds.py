"""What a desk can do, each with how often it does it."""

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal

from invoicing.domain.check_out import checkout
from invoicing.domain.folios import folios, postings
from invoicing.domain.folios.keys import FolioKey, MainOf
from invoicing.domain.invoices import invoices
from invoicing.domain.invoices.partial import NothingLeftToCredit
from invoicing.domain.nights import nights
from invoicing.domain.payments import fees, payments
from invoicing.domain.receivables import settlement
from invoicing.enums import FolioState, InvoiceKind
from invoicing.models import Charge, ChargeCode, Folio, Invoice, Payment, PaymentMethod
from reservations.domain.bookings import bookings, cancellations, changes, options
from reservations.domain.front_desk import arrivals
from reservations.domain.rooms import assignment, closures, housekeeping
from reservations.enums import LOST_STATES, Guarantee, ReservationState, StayState
from reservations.models import OutOfOrder, Reservation, Room, RoomType, Stay
from tests.random_desk.desk import Deed, Desk

HERE = (StayState.BOOKED, StayState.IN_HOUSE)


def stays(desk: Desk, *states: str) -> Stay:
    rows = Stay.objects.filter(hotel=desk.hotel)
    return desk.pick(rows.filter(state__in=states) if states else rows)


def reservation(desk: Desk) -> Reservation:
    return desk.pick(Reservation.objects.filter(hotel=desk.hotel))


def room(desk: Desk) -> Room:
    return desk.pick(Room.objects.filter(hotel=desk.hotel))


def a_folio(desk: Desk) -> FolioKey:
    """A folio, opened or still to be opened."""
    if desk.chance(0.5):
        return MainOf(stays(desk).pk)
    return desk.pick(Folio.objects.filter(hotel=desk.hotel)).pk


def method(desk: Desk) -> int:
    return desk.pick(PaymentMethod.objects.filter(hotel=desk.hotel)).pk


def code(desk: Desk) -> int:
    return desk.pick(ChargeCode.objects.filter(hotel=desk.hotel)).pk


def dates(desk: Desk, *, first: date | None = None) -> tuple[date, date]:
    arrival = first or desk.today + timedelta(days=desk.rng.choice((0, 0, 0, 1, 1, 2, 4)))
    return arrival, arrival + timedelta(days=desk.rng.choice((0, 1, 1, 1, 2, 2, 3, 5)))


def prices(desk: Desk, arrival: date, departure: date) -> tuple[Decimal, ...]:
    nights = max(1, (departure - arrival).days)
    return tuple(desk.rng.choice((Decimal(0), desk.amount(), desk.amount())) for _ in range(nights))


def wish(desk: Desk, *, rooms: int = 1, first: date | None = None) -> bookings.BookingRequest:
    wanted = []
    for _room in range(rooms):
        arrival, departure = dates(desk, first=first)
        wanted.append(
            bookings.StayRequest(
                room_type_id=desk.pick(RoomType.objects.filter(hotel=desk.hotel)).pk,
                arrival=arrival,
                departure=departure,
                prices=prices(desk, arrival, departure),
                guest_id=desk.rng.choice(desk.guests).pk,
            )
        )
    return bookings.BookingRequest(
        booker_id=desk.rng.choice(desk.guests).pk,
        stays=tuple(wanted),
        sends_confirmation=desk.chance(0.2),
        guarantee=desk.rng.choice(Guarantee.values),
    )


def book(desk: Desk) -> None:
    request = wish(desk, rooms=desk.rng.choice((1, 1, 1, 2, 3)))
    bookings.book(hotel=desk.hotel, request=request, **desk.who_when)


def take_an_option(desk: Desk) -> None:
    until = desk.today + timedelta(days=desk.rng.choice((0, 1, 3)))
    request = wish(desk, rooms=desk.rng.choice((1, 2)))
    told = {name: getattr(request, name) for name in ("booker_id", "stays", "sends_confirmation")}
    option = bookings.BookingRequest(option_until=until, **told)
    bookings.book(hotel=desk.hotel, request=option, **desk.who_when)


def confirm_option(desk: Desk) -> None:
    options_there = Reservation.objects.filter(hotel=desk.hotel, state=ReservationState.OPTION)
    options.confirm_option(reservation_id=desk.pick(options_there).pk, **desk.who)


def lapse_options(desk: Desk) -> None:
    options.lapse_options(now=desk.now)


def walk_in(desk: Desk) -> None:
    arrivals.walk_in(
        hotel=desk.hotel,
        request=wish(desk, first=desk.today),
        room_id=room(desk).pk,
        accepts_dirty=True,
        **desk.who_when,
    )


def assign(desk: Desk) -> None:
    assignment.assign(
        stay_id=stays(desk, StayState.BOOKED).pk,
        room_id=room(desk).pk,
        changes_type=desk.chance(0.7),
        **desk.who_when,
    )


def unassign(desk: Desk) -> None:
    type_id = desk.rng.choice((None, desk.pick(RoomType.objects.filter(hotel=desk.hotel)).pk))
    stay = stays(desk, StayState.BOOKED)
    assignment.unassign(stay_id=stay.pk, room_type_id=type_id, **desk.who_when)


def check_in(desk: Desk) -> None:
    due = Stay.objects.filter(hotel=desk.hotel, state=StayState.BOOKED, arrival__lte=desk.today)
    arrivals.check_in(
        stay_id=desk.pick(due).pk,
        room_id=desk.rng.choice((None, room(desk).pk, room(desk).pk)),
        accepts_dirty=desk.chance(0.9),
        changes_type=desk.chance(0.8),
        **desk.who_when,
    )


def undo_check_in(desk: Desk) -> None:
    arrivals.undo_check_in(stay_id=stays(desk, StayState.IN_HOUSE).pk, **desk.who_when)


def move(desk: Desk) -> None:
    stay = stays(desk, *HERE)
    assignment.move(
        stay_id=stay.pk,
        room_id=room(desk).pk,
        from_date=desk.today + timedelta(days=desk.rng.choice((0, 0, 1, 2))),
        reason="Noise",
        changes_type=desk.chance(0.7),
        accepts_dirty=desk.chance(0.8),
        **desk.who_when,
    )


def change_dates(desk: Desk) -> None:
    stay = stays(desk, *HERE)
    arrival, departure = stay.arrival, stay.departure
    if stay.state == StayState.BOOKED and desk.chance(0.5):
        arrival += timedelta(days=desk.rng.choice((-1, 1, 2)))
    departure += timedelta(days=desk.rng.choice((-2, -1, 1, 1, 2)))
    given = prices(desk, arrival, departure) if desk.chance(0.3) else None
    changes.change_dates(
        stay_id=stay.pk,
        arrival=arrival,
        departure=departure,
        version=stay.version,
        prices=given,
        keeps_room=desk.chance(0.6),
        **desk.who_when,
    )


def cancel(desk: Desk) -> None:
    cancellations.cancel(
        reservation_id=reservation(desk).pk,
        reason="Ill",
        fee=desk.rng.choice((None, desk.amount())),
        fee_reason="As agreed",
        sends_letter=desk.chance(0.2),
        **desk.who_when,
    )


def cancel_stay(desk: Desk) -> None:
    cancellations.cancel_stay(
        stay_id=stays(desk, StayState.BOOKED).pk,
        reason="Ill",
        fee=desk.rng.choice((None, desk.amount())),
        fee_reason="As agreed",
        sends_letter=desk.chance(0.2),
        **desk.who_when,
    )


def reinstate(desk: Desk) -> None:
    stay = stays(desk, *LOST_STATES)
    named = desk.rng.choice((None, [stay.pk]))
    cancellations.reinstate(reservation_id=stay.reservation_id, stay_ids=named, **desk.who_when)


def post_charge(desk: Desk) -> None:
    sign = desk.rng.choice((1, 1, 1, -1))
    postings.post_charge(
        folio_id=a_folio(desk),
        code_id=code(desk),
        unit_price=sign * desk.amount(60),
        quantity=desk.rng.choice((1, 1, 3)),
        **desk.who,
    )


def correct_charge(desk: Desk) -> None:
    charge = desk.pick(Charge.objects.filter(hotel=desk.hotel))
    postings.reverse_charge(charge_id=charge.pk, reason="Wrong", **desk.who)


def post_night_again(desk: Desk) -> None:
    night = desk.pick(nights.corrected(hotel=desk.hotel))
    nights.post_again(night_id=night.pk, **desk.who)


def waive_night(desk: Desk) -> None:
    night = desk.pick(nights.corrected(hotel=desk.hotel))
    nights.waive(night_id=night.pk, reason="Noise", **desk.who_when)


def pay(desk: Desk) -> None:
    payments.take(folio_id=a_folio(desk), method_id=method(desk), amount=desk.amount(), **desk.who)


def correct_payment(desk: Desk) -> None:
    payment = desk.pick(Payment.objects.filter(hotel=desk.hotel))
    payments.reverse_payment(payment_id=payment.pk, reason="Wrong", **desk.who)


def refund(desk: Desk) -> None:
    folio = desk.pick(Folio.objects.filter(hotel=desk.hotel))
    credit = -folios.balances([folio.pk])[folio.pk]
    most = max(credit, folios.deposit(folio_id=folio.pk))
    amount = most if most > 0 and desk.chance(0.7) else desk.amount()
    payments.refund(
        folio_id=folio.pk, method_id=method(desk), amount=amount, reason="Back", **desk.who
    )


def keep_deposit(desk: Desk) -> None:
    lost = Folio.objects.filter(hotel=desk.hotel, stay__state__in=LOST_STATES)
    folio = desk.pick(lost.filter(payments__ledger="deposit").distinct())
    waiting = folios.deposit(folio_id=folio.pk)
    fees.keep_deposit(
        folio_id=folio.pk,
        amount=waiting if desk.chance(0.5) else desk.amount(),
        refund_by=desk.rng.choice((None, desk.house.method("CASH").pk)),
        reason="Too late",
        **desk.who,
    )


def to_city_ledger(desk: Desk) -> None:
    folio = desk.pick(Folio.objects.filter(hotel=desk.hotel))
    payments.to_city_ledger(folio_id=folio.pk, **desk.who)


def open_window(desk: Desk) -> None:
    payer = desk.rng.choice(desk.guests)
    folios.open_window(stay_id=stays(desk).pk, payer=payer.pk, name="Company", **desk.who)


def close_folio(desk: Desk) -> None:
    folio = desk.pick(Folio.objects.filter(hotel=desk.hotel, state=FolioState.OPEN))
    checkout.close_folio(folio_id=folio.pk, **desk.who)


def settle_and_close_folio(desk: Desk) -> None:
    folio = desk.pick(Folio.objects.filter(hotel=desk.hotel, state=FolioState.OPEN))
    bring_to_zero(desk, folio)
    checkout.close_folio(folio_id=folio.pk, **desk.who)


def reopen_folio(desk: Desk) -> None:
    folio = desk.pick(Folio.objects.filter(hotel=desk.hotel, state=FolioState.CLOSED))
    folios.reopen(folio_id=folio.pk, reason="Mistake", **desk.who)


def issue_invoice(desk: Desk) -> None:
    folio = desk.pick(Folio.objects.filter(hotel=desk.hotel))
    invoices.issue(folio_id=folio.pk, **desk.who)


def credit_note(desk: Desk) -> None:
    issued = Invoice.objects.filter(hotel=desk.hotel, kind=InvoiceKind.INVOICE)
    invoices.credit_note(invoice_id=desk.pick(issued).pk, reason="Wrong payer", **desk.who)


def settle_invoice(desk: Desk) -> None:
    issued = Invoice.objects.filter(hotel=desk.hotel, kind=InvoiceKind.INVOICE)
    invoice = desk.pick(issued.filter(receivable__open_amount__gt=0))
    owed = invoice.receivable.open_amount
    amount = owed if desk.chance(0.6) else min(owed, desk.amount())
    settlement.settle(invoice_id=invoice.pk, amount=amount, method_id=method(desk), **desk.who)


def check_out(desk: Desk) -> None:
    checkout.check_out(stay_id=stays(desk, StayState.IN_HOUSE).pk, **desk.who_when)


def pay_and_check_out(desk: Desk) -> None:
    send_off(desk, stays(desk, StayState.IN_HOUSE).pk)


def undo_check_out(desk: Desk) -> None:
    left = Stay.objects.filter(hotel=desk.hotel, state=StayState.DEPARTED)
    stay = desk.pick(left.filter(checked_out_on=desk.today))
    checkout.undo_check_out(stay_id=stay.pk, reason="Mistake", **desk.who_when)


def close_room(desk: Desk) -> None:
    first = desk.today + timedelta(days=desk.rng.choice((0, 1, 2)))
    closures.close_room(
        room_id=room(desk).pk,
        hotel_id=desk.hotel.pk,
        kind=desk.rng.choice(("ooo", "oos")),
        from_date=first,
        to_date=first + timedelta(days=desk.rng.choice((1, 2, 3))),
        reason="Leak",
        **desk.who_when,
    )


def reopen_room(desk: Desk) -> None:
    closure = desk.pick(OutOfOrder.objects.filter(hotel=desk.hotel))
    closures.reopen_room(closure_id=closure.pk, **desk.who_when)


def clean(desk: Desk) -> None:
    ids = Room.objects.filter(hotel=desk.hotel).values_list("pk", flat=True)
    housekeeping.set_state(room_ids=list(ids), state="clean", **desk.who)


def bring_to_zero(desk: Desk, folio: Folio) -> None:
    """Take what a folio owes, or give back what the guest has to his credit."""
    cash = desk.house.method("CASH").pk
    owed = folios.balances([folio.pk])[folio.pk]
    told = {"folio_id": folio.pk, "method_id": cash} | desk.who
    if owed > 0 and desk.chance(0.2):
        payments.to_city_ledger(folio_id=folio.pk, **desk.who)
    elif owed > 0:
        payments.take(amount=owed, **told)
    elif owed < 0:
        # The rest is set off against the city ledger when the folio is closed.
        back = -owed - settlement.owed_in_both(folio=folio, credit=-owed)
        if back:
            payments.refund(amount=back, reason="Back", **told)


def send_off(desk: Desk, stay_id: int) -> None:
    """Check a guest out as a clerk does: post what is due, bring every window to zero."""
    checkout.bring_up_to_date(stay_id=stay_id, **desk.who)
    for folio in Folio.objects.filter(stay=stay_id, state=FolioState.OPEN):
        bring_to_zero(desk, folio)
    try:
        checkout.check_out(stay_id=stay_id, **desk.who_when)
    except NothingLeftToCredit:
        # The sentence says it: a credit note for the earlier invoice, and a new one.
        issued = Invoice.objects.filter(folio__stay=stay_id, kind=InvoiceKind.INVOICE)
        for invoice in issued.exclude(lines__follower__isnull=False):
            # An allowance may have taken all of it back before.
            with suppress(invoices.AlreadyCredited):
                invoices.credit_note(invoice_id=invoice.pk, reason="Allowance", **desk.who)
        for folio in Folio.objects.filter(stay=stay_id, state=FolioState.OPEN):
            bring_to_zero(desk, folio)
        checkout.check_out(stay_id=stay_id, **desk.who_when)


DEEDS: dict[Deed, int] = {
    book: 12,
    take_an_option: 4,
    confirm_option: 1,
    lapse_options: 1,
    walk_in: 4,
    assign: 5,
    unassign: 1,
    check_in: 14,
    undo_check_in: 2,
    move: 4,
    change_dates: 6,
    cancel: 3,
    cancel_stay: 2,
    reinstate: 4,
    post_charge: 10,
    correct_charge: 3,
    post_night_again: 1,
    waive_night: 1,
    pay: 8,
    correct_payment: 2,
    refund: 3,
    keep_deposit: 2,
    to_city_ledger: 2,
    open_window: 2,
    close_folio: 2,
    settle_and_close_folio: 3,
    reopen_folio: 2,
    issue_invoice: 3,
    credit_note: 2,
    settle_invoice: 3,
    check_out: 2,
    pay_and_check_out: 6,
    undo_check_out: 2,
    close_room: 2,
    reopen_room: 1,
    clean: 1,
}
