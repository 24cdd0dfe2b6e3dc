import pytest

from hotelpms.kit.errors import StaleVersion
from messaging.domain.outbox import outbox
from messaging.enums import MessageKind, MessageState
from reservations.domain.bookings import details
from reservations.models import Reservation, RoomType, Stay
from tests.factories.cardex import AgencyFactory, ProfileFactory
from tests.factories.messaging import TemplateFactory, letter
from tests.factories.reservations import booked_stay
from tests.fixtures import Told


def test_details_change_once_per_version(double: RoomType, told: Told) -> None:
    stay = booked_stay(room_type=double)
    agency = AgencyFactory()
    wanted = details.Details(
        company_id=None,
        agency_id=agency.pk,
        segment_id=None,
        language="es",
        guarantee="card",
        notes="Late",
        requests="Cot",
    )
    change = {"reservation_id": stay.reservation_id, "details": wanted, "version": 1}
    who = {"actor": told["actor"], "now": told["now"]}

    details.change_details(**change, **who)
    with pytest.raises(StaleVersion):
        details.change_details(**change, **who)

    found = Reservation.objects.get()

    assert (found.agency, found.language, found.notes, found.version) == (agency, "es", "Late", 2)


def test_the_people_of_a_stay_are_named(double: RoomType, told: Told) -> None:
    stay = booked_stay(room_type=double)
    guest, first, second = ProfileFactory(), ProfileFactory(), ProfileFactory()

    def name(companions: tuple[int, ...]) -> None:
        details.name_guest(
            stay_id=stay.pk,
            guest_id=guest.pk,
            companion_ids=companions,
            adults=2,
            children=1,
            babies=0,
            version=Stay.objects.get().version,
            actor=told["actor"],
            now=told["now"],
        )

    name((first.pk, guest.pk))
    name((second.pk,))

    found = Stay.objects.get()

    assert (found.guest, found.adults, found.children) == (guest, 2, 1)
    assert [companion.profile for companion in found.companions.all()] == [second]


def test_what_waits_for_a_guest_who_was_replaced_does_not_leave(
    double: RoomType, told: Told
) -> None:
    stay = booked_stay(room_type=double)
    TemplateFactory(hotel=stay.hotel, kind=MessageKind.PRE_STAY)
    asked = letter(stay.hotel, "pre", kind=MessageKind.PRE_STAY, reason=("stay", stay.pk))
    waiting = outbox.queue(letter=asked, now=told["now"])

    def name(guest_id: int) -> str:
        details.name_guest(
            stay_id=stay.pk,
            guest_id=guest_id,
            adults=1,
            children=0,
            babies=0,
            version=Stay.objects.get().version,
            actor=told["actor"],
            now=told["now"],
        )
        waiting.refresh_from_db()
        return waiting.state

    assert name(stay.guest_id) == MessageState.QUEUED
    assert name(ProfileFactory().pk) == MessageState.CANCELLED
