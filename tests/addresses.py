"""Addresses of the pages of the hotel that most tests tell of."""

from django.urls import reverse

HOTEL = "grand"


def url(name: str, *args: object, hotel: str = HOTEL) -> str:
    """Return the address of a page of the hotel, such as `url("invoicing:folio", 7)`."""
    return reverse(name, args=[hotel, *args])
