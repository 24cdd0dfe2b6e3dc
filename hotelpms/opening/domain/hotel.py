"""Whether the prices of a hotel count on how it began."""

from hotelpms.hotels.models import Hotel
from invoicing.models import Charge
from reservations.models import RateNight, Reservation


def is_tax_mode_used(hotel: Hotel) -> bool:
    """Tell whether a price, booking or posting says what prices of the hotel include."""
    return (
        RateNight.objects.filter(rate_plan__hotel=hotel).exists()
        or Reservation.objects.filter(hotel=hotel).exists()
        or Charge.objects.filter(hotel=hotel).exists()
    )
