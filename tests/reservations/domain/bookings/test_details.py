import pytest

from hotelpms.kit.errors import StaleVersion
from reservations.domain.bookings import details
from reservations.models import Reservation, RoomType, Stay
from tests.factories.cardex import AgencyFactory, ProfileFactory
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
