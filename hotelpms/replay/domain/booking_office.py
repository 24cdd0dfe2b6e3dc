"""Reservations as they were booked and cancelled, asked of the rows themselves."""

from dataclasses import dataclass

from cardex.domain.cards import profiles
from cardex.models import Profile
from hotelpms.kit.money import quantize
from hotelpms.replay.domain.history import Row
from hotelpms.replay.domain.house import CURRENCY, REPLAYER, House, moment
from hotelpms.replay.domain.people import People
from hotelpms.replay.domain.rejections import Rejections
from reservations.domain.bookings import bookings
from reservations.domain.bookings.bookings import BookingRequest, StayRequest
from reservations.enums import ReservationState
from reservations.models import Reservation


@dataclass(frozen=True)
class BookingOffice:
    house: House
    people: People
    rejections: Rejections
    sends_letters: bool

    def book(self, rows: list[Row]) -> None:
        """Book the rows that have no reservation yet; new guests get a card."""
        known = self._reservations(rows)
        new = [row for row in rows if row.reference not in known]
        guests = self._guest_ids(new)
        for row in new:
            with self.rejections.of(row):
                bookings.book(
                    hotel=self.house.hotel,
                    request=self._request(row, guests[self.people.guest_ref(row)]),
                    actor=REPLAYER,
                    now=moment(row.booked_on),
                    business_date=row.booked_on,
                )

    def _request(self, row: Row, guest_id: int) -> BookingRequest:
        house = self.house
        stay = StayRequest(
            room_type_id=house.type_ids[row.reserved_type],
            arrival=row.arrival,
            departure=row.departure,
            adults=row.adults,
            children=row.children,
            babies=row.babies,
            board=row.board,
            prices=(quantize(row.price, CURRENCY),) * max(row.nights, 1),
            guest_id=guest_id,
        )
        return BookingRequest(
            booker_id=guest_id,
            stays=(stay,),
            company_id=house.house_ids[f"company-{row.company}"] if row.company else None,
            agency_id=house.house_ids[f"agency-{row.agency}"] if row.agency else None,
            segment_id=house.segment_ids[row.segment],
            channel_id=house.channel_ids[row.channel],
            channel_ref=row.reference,
            guarantee=row.guarantee,
            requests=_requests(row),
            sends_confirmation=self.sends_letters,
        )

    def _guest_ids(self, rows: list[Row]) -> dict[str, int]:
        refs = {self.people.guest_ref(row): row for row in rows}
        ids = dict(Profile.objects.filter(external_ref__in=refs).values_list("external_ref", "pk"))
        new = [row for ref, row in refs.items() if ref not in ids]
        if new:
            created = profiles.create_many(
                cards=[self.people.guest_card(row) for row in new],
                actor=REPLAYER,
                now=moment(new[0].booked_on),
            )
            ids |= {profile.external_ref: profile.pk for profile in created}
        return ids

    def cancel(self, rows: list[Row]) -> None:
        """Cancel the reservations of these rows that still stand."""
        for reference, reservation in self._reservations(rows).items():
            if reservation.state == ReservationState.CANCELLED:
                continue
            row = next(row for row in rows if row.reference == reference)
            with self.rejections.of(row):
                bookings.cancel(
                    reservation_id=reservation.pk,
                    reason="Cancelled by the guest",
                    fee=None,
                    actor=REPLAYER,
                    now=moment(row.status_date),
                    business_date=row.status_date,
                    sends_letter=self.sends_letters,
                )

    def _reservations(self, rows: list[Row]) -> dict[str, Reservation]:
        found = Reservation.objects.filter(
            hotel=self.house.hotel, channel_ref__in=[row.reference for row in rows]
        )
        return {reservation.channel_ref: reservation for reservation in found}


def _requests(row: Row) -> str:
    wishes = []
    if row.parking_spaces:
        wishes.append(f"Parking spaces: {row.parking_spaces}")
    if row.special_requests:
        wishes.append(f"Special requests: {row.special_requests}")
    return "; ".join(wishes)
