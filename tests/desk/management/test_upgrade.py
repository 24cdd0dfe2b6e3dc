"""A new version reaches hotels that are open already, and leaves alone what they wrote."""

import io
from decimal import Decimal

import pytest
from django.core.management import call_command
from django_celery_beat.models import PeriodicTask
from django_celery_beat.schedulers import ModelEntry

from cardex.domain.cards import search
from cardex.models import Profile
from hotelpms.celery import app
from hotelpms.countries.codes import Charge, Method
from hotelpms.countries.registry import find
from hotelpms.hotels.models import Hotel
from hotelpms.kit import clock
from hotelpms.kit.actor import Actor
from hotelpms.kit.models import AuditEntry, JobRun
from hotelpms.kit.search.wanted import wanted
from invoicing.domain.pages import setup
from invoicing.enums import ChargeKind, MethodKind
from invoicing.models import ChargeCode, PaymentMethod, TaxRate
from messaging.domain.wording import standards
from messaging.domain.wording.templates import save_version
from messaging.enums import MessageKind
from messaging.models import Template
from tests.factories.cardex import ProfileFactory
from tests.factories.hotels import HotelFactory

pytestmark = pytest.mark.django_db

NEW_CODE = Charge("SAUNA", "Sauna", ChargeKind.EXTRA)
NEW_METHOD = Method("VOUCHER", "Voucher", MethodKind.CREDIT)
PACK = find("CZ")


@pytest.fixture
def hotel() -> Hotel:
    return opened()


def opened() -> Hotel:
    made = HotelFactory(code="lagoon", name="Lagoon")
    call_command("open_hotel", "lagoon", date="2027-05-10", tax="10", stdout=io.StringIO())
    return made


def newer_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on it is a version with one more charge code and one more payment method."""
    monkeypatch.setattr(PACK, "charges", (*PACK.charges, NEW_CODE))
    monkeypatch.setattr(PACK, "methods", (*PACK.methods, NEW_METHOD))


def upgrade() -> list[str]:
    """What the command tells."""
    told = io.StringIO()
    call_command("upgrade", stdout=told)
    return told.getvalue().splitlines()


def kinds(hotel: Hotel) -> set[str]:
    return set(Template.objects.filter(hotel=hotel).values_list("kind", flat=True))


def test_texts_of_a_new_kind_reach_a_hotel_that_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as before:
        for language, texts in standards.TEXTS.items():
            known = {kind: text for kind, text in texts.items() if kind != MessageKind.PRE_STAY}
            before.setitem(standards.TEXTS, language, known)
        hotel = opened()
    own = Template.objects.get(hotel=hotel, kind=MessageKind.CONFIRMATION, language="en")
    save_version(
        template_id=own.pk,
        subject="Ours",
        body="<p>Our words</p>",
        actor=Actor(None, "Ada Lovelace"),
        now=clock.now(),
    )

    assert MessageKind.PRE_STAY not in kinds(hotel)

    first, second = upgrade(), upgrade()

    assert first == ["Lagoon: new message texts: 4; new codes: none."]
    assert second == []
    assert MessageKind.PRE_STAY in kinds(hotel)

    own.refresh_from_db()

    assert (own.current.subject, own.versions.count()) == ("Ours", 2)

    entry = AuditEntry.objects.get(action="hotel.upgraded")

    assert (entry.hotel_id, entry.data) == (hotel.pk, {"texts": 4, "codes": []})


def test_new_codes_reach_a_hotel_once_and_what_it_deleted_does_not_come_back(
    hotel: Hotel, monkeypatch: pytest.MonkeyPatch
) -> None:
    ChargeCode.objects.filter(hotel=hotel, code="SPA").delete()
    ChargeCode.objects.filter(hotel=hotel, code="BAR").update(code="BODEGA", name="Bodega")
    before = set(ChargeCode.objects.values_list("code", flat=True))
    surfing = Charge("SURF", "Surfing", ChargeKind.EXTRA, is_taxed=False)
    monkeypatch.setattr(PACK, "charges", (*PACK.charges, surfing))

    first, second = upgrade(), upgrade()

    assert first == ["Lagoon: new message texts: 0; new codes: charge_code:SURF."]
    assert second == []
    assert set(ChargeCode.objects.values_list("code", flat=True)) == before | {"SURF"}
    assert {"SPA", "BAR"} & before == set()


def test_a_newer_version_brings_codes_with_the_hotels_tax(
    hotel: Hotel, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer_version(monkeypatch)

    told = upgrade()

    assert told == [
        "Lagoon: new message texts: 0; new codes: charge_code:SAUNA, payment_method:VOUCHER."
    ]
    assert ChargeCode.objects.get(hotel=hotel, code="SAUNA").tax.percent == Decimal(10)
    assert PaymentMethod.objects.get(hotel=hotel, code="VOUCHER").name == "Voucher"


def test_a_code_without_its_tax_rate_waits_for_one(
    hotel: Hotel, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer_version(monkeypatch)
    TaxRate.objects.filter(hotel=hotel, code=setup.STANDARD).update(code="VAT10")

    assert upgrade() == ["Lagoon: new message texts: 0; new codes: payment_method:VOUCHER."]

    TaxRate.objects.filter(hotel=hotel, code="VAT10").update(code=setup.STANDARD)

    assert upgrade() == ["Lagoon: new message texts: 0; new codes: charge_code:SAUNA."]


def test_a_hotel_that_is_not_open_waits_for_its_opening() -> None:
    hotel = HotelFactory()

    assert upgrade() == []
    assert kinds(hotel) == set()


def test_cards_are_found_by_a_field_that_joined_the_search(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    card = ProfileFactory(last_name="Novak", postal_code="10115")
    erased = ProfileFactory(last_name="Gone", anonymised_at=clock.now(), search_text="")
    upgrade()

    assert search.find(wanted("10115")) == []

    monkeypatch.setattr(search, "SEARCHED", (*search.SEARCHED, "postal_code"))
    monkeypatch.setattr(search, "NAMES", (*search.NAMES, "postal_code"))
    monkeypatch.setattr(search, "RECIPE", "another recipe")

    first, second = upgrade(), upgrade()

    assert first == ["Cards that are found by more now: 1."]
    assert second == []
    assert search.find(wanted("10115")) == [card]
    assert Profile.objects.get(pk=erased.pk).search_text == ""
    assert JobRun.objects.filter(name="cardex.search_text", outcome="done").count() == 2


def test_many_cards_are_rebuilt_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "BATCH", 2)
    cards = [ProfileFactory(last_name=f"Guest {number}") for number in range(5)]
    Profile.objects.update(search_text="stale")

    assert search.rebuild() == 5
    assert {card.pk for card in search.find(wanted("guest"))} == {card.pk for card in cards}


def test_what_beat_starts_no_more_is_dropped() -> None:
    for name, entry in app.conf.beat_schedule.items():
        ModelEntry.from_entry(name, app=app, **entry)
    kept = PeriodicTask.objects.count()
    ModelEntry.from_entry("invoicing.tasks.close_day", app=app, schedule=60.0, task="gone")

    assert upgrade() == ["Schedules of former versions that were dropped: 1."]
    assert PeriodicTask.objects.count() == kept
