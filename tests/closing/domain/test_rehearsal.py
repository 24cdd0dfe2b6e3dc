from decimal import Decimal
from typing import Any

import pytest
from django.db import OperationalError

from hotelpms.closing.domain import runner
from hotelpms.closing.domain.rehearsal import rehearse
from hotelpms.hotels.models import BusinessDay
from hotelpms.kit.models import AuditEntry
from invoicing.domain.figures import ledgers
from invoicing.models import Charge, DayFigures, LedgerDay
from reservations.models import RoomNight, Stay
from tests.factories.invoicing import AT, CLERK, House, charge, guest_in_house, open_house, pay
from tests.factories.reservations import booked_stay

pytestmark = pytest.mark.django_db

KEPT = (AuditEntry, BusinessDay, Charge, DayFigures, LedgerDay, RoomNight, Stay)


def rows() -> list[list[dict[str, Any]]]:
    return [list(model.objects.order_by("pk").values()) for model in KEPT]


def test_a_rehearsal_does_every_step_and_keeps_nothing(house: House) -> None:
    booked_stay(room_type=house.room.room_type)
    guest_in_house(house, nights=2)
    guest_in_house(house, nights=0)
    before = rows()

    assert [finding.code for finding in rehearse(hotel=house.hotel)] == ["due_out", "due_in"]
    assert rows() == before


def test_what_no_check_knows_of_is_found_with_its_step(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The closing would stop there too: both run the same steps."""
    _stay, folio = guest_in_house(house, nights=2)
    charge(house, folio, "10.00")
    nothing = dict.fromkeys(ledgers.ORDER, Decimal(0))
    monkeypatch.setattr(ledgers, "open_accounts", lambda **_told: nothing)
    (found,) = rehearse(hotel=house.hotel)

    assert (found.code, found.blocks) == ("rehearsal", True)
    assert str(found.message).startswith("The closing would stop at the step “Balance the ledgers”")

    started = runner.start(is_confirmed=True, hotel=house.hotel, actor=CLERK, now=AT)
    with pytest.raises(ledgers.OutOfBalance):
        runner.run(closing_id=started.pk, now=lambda: AT)


def test_a_fault_of_the_program_names_no_guest(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_(**_told: object) -> None:
        raise KeyError("Ruiz")

    monkeypatch.setattr("invoicing.domain.figures.figures.compute", break_)
    (found,) = rehearse(hotel=house.hotel)

    assert str(found.message).endswith("“Count the figures of the day”: KeyError")


def test_a_busy_database_is_told_and_blocks_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(**_told: object) -> None:
        raise OperationalError

    monkeypatch.setattr("invoicing.domain.figures.figures.compute", busy)

    (found,) = rehearse(hotel=house.hotel)

    assert "could not be tried" in str(found.message)
    assert not found.blocks


def test_a_guest_who_can_stay_on_hides_no_fault_behind_him(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest_in_house(house, nights=0)
    monkeypatch.setattr("invoicing.domain.figures.figures.compute", lambda **_told: None)

    assert [finding.code for finding in rehearse(hotel=house.hotel)] == ["rehearsal", "due_out"]


def test_nothing_is_rehearsed_while_the_day_is_being_closed(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner.start(is_confirmed=True, hotel=house.hotel, actor=CLERK, now=AT)
    monkeypatch.setattr("invoicing.domain.figures.figures.compute", lambda **_told: None)

    assert rehearse(hotel=house.hotel) == []


def test_another_hotel_is_not_rehearsed(house: House) -> None:
    guest_in_house(open_house(), nights=0)

    assert rehearse(hotel=house.hotel) == []


def test_a_paid_guest_who_stays_leaves_nothing_to_find(house: House) -> None:
    _stay, folio = guest_in_house(house, nights=2)
    pay(house, folio, "200.00")

    assert rehearse(hotel=house.hotel) == []
