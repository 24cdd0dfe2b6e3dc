"""What guests owe who do not come, and what is kept of the money that they paid in advance."""

from datetime import timedelta
from decimal import Decimal

import pytest

from hotelpms.kit.keys.once import OtherContent
from hotelpms.kit.models import AuditEntry
from invoicing.domain.figures import ledgers
from invoicing.domain.folios import folios
from invoicing.domain.invoices import invoices
from invoicing.domain.payments import fees, payments
from invoicing.models import Charge, ChargeCode, Folio, Payment
from reservations.domain.bookings import cancellations
from reservations.domain.front_desk import no_shows
from reservations.enums import Guarantee
from reservations.models import FeePolicy, Reservation, Stay
from tests.factories.invoicing import AT, CLERK, TODAY, House, pay
from tests.factories.reservations import booked_stay

pytestmark = pytest.mark.django_db


def guaranteed(house: House, by: Guarantee = Guarantee.CARD, **stay: object) -> Stay:
    wish = {"nights": 3, "price": Decimal("100.00")} | stay
    found = booked_stay(room_type=house.room.room_type, **wish)
    Reservation.objects.filter(pk=found.reservation_id).update(guarantee=by)
    return Stay.objects.get(pk=found.pk)


def cancel(stay: Stay, fee: str | None, **more: object) -> None:
    cancellations.cancel(
        reservation_id=stay.reservation_id,
        reason="Ill",
        fee=None if fee is None else Decimal(fee),
        actor=CLERK,
        now=AT,
        business_date=TODAY,
        **more,
    )


def reinstate(stay: Stay) -> None:
    cancellations.reinstate(
        reservation_id=stay.reservation_id, actor=CLERK, now=AT, business_date=TODAY
    )


def close_no_shows(house: House) -> None:
    no_shows.mark_no_shows(hotel=house.hotel, business_date=TODAY, actor=CLERK, now=AT)


def owed(stay: Stay) -> Decimal:
    return folios.balance(folio_id=Folio.objects.get(stay=stay).pk).amount


def keep(stay: Stay, amount: str, **more: object) -> Payment:
    return fees.keep_deposit(
        folio_id=Folio.objects.get(stay=stay).pk,
        amount=Decimal(amount),
        reason="No-show",
        actor=CLERK,
        now=AT,
        **more,
    )


def with_deposit(house: House, amount: str) -> Stay:
    stay = guaranteed(house)
    pay(house, folios.main_folio(stay_id=stay.pk, business_date=TODAY), amount)
    return stay


def test_a_cancellation_fee_is_owed_on_the_folio(house: House) -> None:
    stay = guaranteed(house)

    cancel(stay, "60.00")

    fee = Charge.objects.get()
    assert (fee.code.code, fee.gross, fee.folio.stay) == ("CANCEL_FEE", Decimal("60.00"), stay)
    assert fee.description == "Cancellation fee: Ill"


def test_the_fee_of_one_stay_of_several_is_owed_too(house: House) -> None:
    stay = guaranteed(house)
    other = guaranteed(house)
    Stay.objects.filter(pk=other.pk).update(reservation=stay.reservation_id)

    cancellations.cancel_stay(
        stay_id=stay.pk,
        reason="Ill",
        fee=Decimal(30),
        actor=CLERK,
        now=AT,
        business_date=TODAY,
    )

    assert owed(stay) == Decimal("30.00")


def test_without_its_code_nothing_is_cancelled_with_a_fee(house: House) -> None:
    ChargeCode.objects.filter(code="CANCEL_FEE").update(is_active=False)
    stay = guaranteed(house)

    with pytest.raises(fees.FeeCodeMissing):
        cancel(stay, "60.00")

    assert Stay.objects.get(pk=stay.pk).state == "booked"


@pytest.mark.parametrize(
    ("rule", "by", "fee"),
    [
        ("first_night", Guarantee.CARD, "100.00"),
        ("percent", Guarantee.DEPOSIT, "150.00"),
        ("whole_stay", Guarantee.CARD, "300.00"),
        ("first_night", Guarantee.NON_REFUNDABLE, "300.00"),
        ("whole_stay", Guarantee.NONE, None),
        ("none", Guarantee.CARD, None),
    ],
)
def test_a_no_show_owes_the_fee_of_the_policy(
    house: House, rule: str, by: Guarantee, fee: str | None
) -> None:
    FeePolicy.objects.create(hotel=house.hotel, no_show=rule, no_show_percent=50)
    stay = guaranteed(house, by)

    close_no_shows(house)
    close_no_shows(house)

    made = Charge.objects.first()
    assert (str(made.gross) if made else None) == fee
    assert made is None or (made.code.code, made.folio.stay) == ("NO_SHOW_FEE", stay)


def test_another_fee_than_the_rules_needs_a_reason(house: House) -> None:
    FeePolicy.objects.create(hotel=house.hotel, cancellation="first_night")
    stay = guaranteed(house)
    for fee in (None, "20.00"):
        with pytest.raises(cancellations.FeeReasonMissing, match="€100"):
            cancel(stay, fee)

    cancel(stay, "20.00", fee_reason="Regular guest")

    assert owed(stay) == Decimal("20.00")
    entry = AuditEntry.objects.get(action="reservation.cancelled")
    assert (entry.data["fee"], entry.data["fee_reason"]) == ("20.00", "Regular guest")


@pytest.mark.parametrize(("days", "is_free"), [(2, True), (1, False)])
def test_a_cancellation_is_free_until_the_days_of_the_rule(
    house: House, days: int, is_free: bool
) -> None:
    FeePolicy.objects.create(hotel=house.hotel, cancellation="first_night", free_days=2)
    stay = guaranteed(house, arrival=TODAY + timedelta(days=days))

    cancel(stay, None if is_free else "100.00")

    assert Charge.objects.exists() is not is_free


def test_who_is_brought_back_owes_no_fee(house: House) -> None:
    stay = guaranteed(house)
    cancel(stay, "60.00")

    reinstate(stay)

    assert owed(stay) == 0
    assert Charge.objects.get(reverses__isnull=False).reason == "The stay was brought back."


def test_a_fee_on_an_invoice_stays_when_the_guest_is_brought_back(house: House) -> None:
    stay = guaranteed(house)
    cancel(stay, "60.00")
    invoices.issue(folio_id=Folio.objects.get().pk, actor=CLERK, now=AT)

    reinstate(stay)

    assert owed(stay) == Decimal("60.00")


def test_a_deposit_is_kept_for_the_fee_and_the_rest_waits(house: House) -> None:
    stay = with_deposit(house, "100.00")
    cancel(stay, "60.00")

    kept = keep(stay, "60.00", request_key="once")

    assert keep(stay, "60.00", request_key="once") == kept
    with pytest.raises(OtherContent):
        keep(stay, "50.00", request_key="once")
    assert owed(stay) == 0
    assert folios.deposit(folio_id=kept.folio_id) == Decimal("40.00")
    assert Charge.objects.count() == 1
    assert ledgers.trial_balance(hotel=house.hotel, date=TODAY)


def test_what_is_kept_beyond_the_fee_is_posted_and_the_rest_refunded(house: House) -> None:
    stay = with_deposit(house, "100.00")
    close_no_shows(house)

    kept = keep(stay, "70.00", refund_by=house.method("CASH").pk)

    assert Charge.objects.get().code.code == "NO_SHOW_FEE"
    assert (owed(stay), folios.deposit(folio_id=kept.folio_id)) == (0, 0)
    assert Payment.objects.order_by("pk").last().amount == Decimal("-30.00")
    assert ledgers.trial_balance(hotel=house.hotel, date=TODAY)


def test_only_the_deposit_of_who_is_not_coming_is_kept_and_no_more_than_it(house: House) -> None:
    stay = with_deposit(house, "100.00")

    with pytest.raises(fees.NotKept):
        keep(stay, "60.00")

    close_no_shows(house)
    with pytest.raises(fees.MoreThanWaits):
        keep(stay, "100.01")
    with pytest.raises(payments.AmountNotPositive):
        keep(stay, "0")
