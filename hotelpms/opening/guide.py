"""Where each step of the opening is done, and what comes next."""

from dataclasses import dataclass

from django.urls import reverse

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.opening.domain.checklist import checklist
from hotelpms.opening.enums import StepName

# The page of a step and the right that opens it.
PAGES: dict[StepName, tuple[str, Right]] = {
    StepName.IDENTITY: ("hotels:set_up_hotel", Right.HOTELS_CHANGE),
    StepName.ROOMS: ("reservations:set_up_rooms_bulk", Right.RESERVATIONS_SETUP),
    StepName.RATES: ("opening:first_rates", Right.RESERVATIONS_RATES),
    StepName.CODES: ("invoicing:set_up_charge-codes", Right.INVOICING_SETUP),
    StepName.DEPARTMENTS: ("closing:set_up_departments", Right.HOTELS_CHANGE),
    StepName.PEOPLE: ("hotels:set_up_people", Right.HOTELS_PEOPLE),
    StepName.MAIL: ("messaging:accounts", Right.MESSAGING_ACCOUNTS),
    StepName.LOGO: ("hotels:set_up_hotel", Right.HOTELS_CHANGE),
    StepName.PAYMENTS: ("invoicing:set_up_solution", Right.INVOICING_SETUP),
    StepName.FIRST_DAY: ("opening:first_day", Right.HOTELS_CHANGE),
}


@dataclass(frozen=True)
class Guide:
    """How far the opening is; `next_url` is empty where the person may not do what comes next."""

    done: int
    count: int
    next_title: str
    next_url: str
    checklist_url: str

    @property
    def is_done(self) -> bool:
        return self.done == self.count


def guide(hotel: Hotel, rights: frozenset[Right]) -> Guide | None:
    """Return how far the hotel is, None for whoever has no part in it. Two queries."""
    if Right.HOTELS_CHANGE not in rights:
        return None
    found = checklist(hotel=hotel)
    first = found.first_open
    return Guide(
        done=len(found.steps) - len(found.open),
        count=len(found.steps),
        next_title=first.title if first else "",
        next_url=address_of(first.name, hotel, rights) if first else "",
        checklist_url=reverse("opening:checklist", args=[hotel.code]),
    )


def address_of(step: StepName, hotel: Hotel, rights: frozenset[Right]) -> str:
    """Return the address of the page of a step, empty without the right to it."""
    page, right = PAGES[step]
    return reverse(page, args=[hotel.code]) if right in rights else ""
