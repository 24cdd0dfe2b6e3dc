"""What the views of this app find first: a reservation or a stay of the hotel, or 404."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from hotelpms.hotels.models import Hotel
from reservations.models import Reservation, Stay


def reservation_or_404(hotel: Hotel, code: str) -> Reservation:
    """Return the hotel's reservation with what its forms show."""
    rows = Reservation.objects.select_related("hotel", "booker", "agency", "company", "segment")
    return get_object_or_404(rows, hotel=hotel, code=code)


def stay_or_404(hotel: Hotel, pk: int | None) -> Stay:
    """Return the hotel's stay with what its forms show."""
    rows = Stay.objects.select_related(
        "hotel", "reservation", "guest", "room", "room_type", "reserved_type"
    )
    return get_object_or_404(rows, hotel=hotel, pk=pk)


def page_of(hotel: Hotel, code: str, stay_id: int | None = None) -> str:
    """Return the address of a reservation's page, at one of its stays."""
    place = f"#stay-{stay_id}" if stay_id else ""
    return reverse("reservations:detail", args=[hotel.code, code]) + place
