"""Who sells and who pays, as an invoice snapshots them on the day of issue."""

from cardex.models import Profile
from hotelpms.hotels.models import Hotel
from hotelpms.kit.dates import format_span
from hotelpms.kit.languages import speaking
from reservations.models import Stay


def seller(hotel: Hotel, language: str) -> dict[str, str]:
    """Return the hotel's columns of an invoice; the address has one part a line."""
    return {
        "seller_name": hotel.legal_name or hotel.name,
        "seller_tax_id": hotel.tax_id,
        "seller_address": _address(
            hotel.street, hotel.postal_code, hotel.city, _country(hotel, language)
        ),
    }


def billing_party(payer: Profile, language: str) -> dict[str, str]:
    """Return the payer's columns of an invoice; the address has one part a line."""
    return {
        "payer_name": payer.full_name,
        "payer_tax_id": payer.tax_id,
        "payer_address": _address(
            payer.street, payer.postal_code, payer.city, _country(payer, language)
        ),
    }


def stay_text(stay: Stay | None, language: str) -> str:
    """Return code, room and dates of a stay for the head of an invoice; empty without a stay."""
    if stay is None:
        return ""
    room = f"{stay.room.number}, " if stay.room else ""
    with speaking(language, stay.hotel.country):
        return f"{stay.reservation.code}, {room}{format_span(stay.arrival, stay.departure)}"


def _address(street: str, postal_code: str, city: str, country: str) -> str:
    town = " ".join(part for part in (postal_code, city) if part)
    return "\n".join(part for part in (street, town, country) if part)


def _country(party: Hotel | Profile, language: str) -> str:
    with speaking(language, str(party.country)):
        return str(getattr(party.country, "name", ""))
