"""The pages on which a hotel is opened and set up, and where each is shown."""

from django.urls import reverse

from invoicing.enums import InvoiceKind
from reservations.models import Room
from tests.browser.walk.finding import Place, alone, at, several
from tests.browser.walk.house import Walked
from tests.factories.reservations import TODAY, day


def kept(namespace: str, key: str, row: str) -> dict[str, Place]:
    """The pages of a kind of row of the set-up; `row` finds one of them."""
    name = f"{namespace}:set_up_{key}"
    return {
        name: several(at(name), at(name, query="?q=nothing-of-that-name")),
        f"{name}_new": at(f"{name}_new"),
        f"{name}_change": at(f"{name}_change", row),
    }


def next_prefix(walked: Walked) -> list[str]:
    """How the invoices of the next year begin."""
    arguments = [walked.hotel.code, TODAY.year + 1, InvoiceKind.INVOICE]
    return [reverse("invoicing:set_up_series_change", args=arguments)]


def together(walked: Walked) -> list[str]:
    """The form that changes the rooms that were ticked."""
    rooms = Room.objects.filter(hotel=walked.hotel).order_by("pk")[:2]
    query = "&".join(f"ids={room.pk}" for room in rooms)
    return [reverse("reservations:set_up_rooms_together", args=[walked.hotel.code]) + f"?{query}"]


SET_UP: dict[str, Place] = {
    "hotels:set_up_hotel": at("hotels:set_up_hotel"),
    "hotels:set_up_people": at("hotels:set_up_people"),
    "hotels:set_up_people_new": at("hotels:set_up_people_new"),
    "hotels:set_up_people_bring": at("hotels:set_up_people_bring"),
    "hotels:set_up_people_change": at("hotels:set_up_people_change", "colleague", "oneself"),
    "hotels:set_up_people_password": at("hotels:set_up_people_password", "colleague"),
    "desk:set_up": several(at("desk:set_up"), lambda walked: ["/h/nueva/set-up/"]),
    "new_hotel:new_hotel": several(
        alone("new_hotel:new_hotel"),
        lambda walked: [f"/open-hotel/?country={code}" for code in ("TR", "JP")],
    ),
    **kept("invoicing", "solution", "solution"),
    "opening:checklist": several(at("opening:checklist"), lambda walked: ["/h/nueva/opening/"]),
    "opening:first_rates": lambda walked: ["/h/nueva/opening/rates/"],
    "opening:first_day": lambda walked: ["/h/nueva/opening/first-day/"],
    "messaging:templates": at("messaging:templates"),
    "messaging:template": at("messaging:template", "template"),
    "messaging:accounts": at("messaging:accounts"),
    "messaging:set_up_account": at("messaging:set_up_account"),
    "messaging:set_up_account_change": at("messaging:set_up_account_change", "account"),
    **kept("reservations", "rooms", "room"),
    **kept("reservations", "room-types", "room type"),
    **kept("reservations", "features", "feature"),
    **kept("reservations", "rate-plans", "rate plan"),
    **kept("reservations", "segments", "segment"),
    **kept("reservations", "channels", "channel"),
    "reservations:set_up_rooms_bulk": at("reservations:set_up_rooms_bulk"),
    "reservations:set_up_rooms_together": together,
    "reservations:set_up_rates": several(
        at("reservations:set_up_rates"),
        at("reservations:set_up_rates", query=f"?month={day(400):%Y-%m}"),
    ),
    "reservations:set_up_fees": at("reservations:set_up_fees"),
    **kept("invoicing", "taxes", "tax"),
    **kept("invoicing", "charge-codes", "charge code"),
    **kept("invoicing", "payment-methods", "payment method"),
    "invoicing:set_up_series": at("invoicing:set_up_series"),
    "invoicing:set_up_series_change": next_prefix,
    **kept("closing", "departments", "department"),
    "crm:day_setup": at("crm:day_setup"),
}
