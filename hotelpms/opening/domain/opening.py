"""A hotel is made: with its creator's role and all that it starts with, or not at all.

Rooms, prices and the first business date come later (first_day.py); the checklist says what is
left.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from crm.models import DaySetup
from hotelpms.countries.registry import find
from hotelpms.hotels.domain.queries import hotels_with
from hotelpms.hotels.enums import Right, Role
from hotelpms.hotels.models import Hotel, Membership, User
from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.clock import local_date
from hotelpms.kit.errors import Refused
from hotelpms.opening.domain.departments import give_departments
from invoicing.domain.pages.setup import install_codes
from messaging.domain.wording.standards import install_standard


class MayNotOpen(Refused):
    """Only who sets up a hotel already may open another one."""

    status = 403

    def __init__(self) -> None:
        super().__init__(_("To open a hotel you need the right to set up one that there is."))


class CodeTaken(Refused):
    """Another hotel of the client has the code."""

    def __init__(self, code: str) -> None:
        super().__init__(
            _("There is a hotel with the code %(code)s already. Choose another.") % {"code": code}
        )


class IdentityUnfit(Refused):
    """A field of the hotel makes no sense; `errors` holds sentences by its name."""

    status = 422

    def __init__(self, errors: dict[str, list[str]]) -> None:
        self.errors = errors
        super().__init__(next(iter(errors.values()))[0])


@dataclass(frozen=True)
class NewHotel:
    """What is said of a hotel when it is made; all but code and currency may be changed later.

    country is ISO 3166, zone an IANA name, currency ISO 4217, languages codes of the product with
    the hotel's own first. tax_percent is one rate for all that is taxed instead of the country's;
    a country that isn't known needs it.
    """

    code: str
    name: str
    country: str
    zone: str
    currency: str
    languages: tuple[str, ...]
    brand_colour: str = "#1f4e79"
    legal_name: str = ""
    tax_id: str = ""
    street: str = ""
    postal_code: str = ""
    city: str = ""
    email: str = ""
    phone: str = ""
    prices_include_tax: bool = True
    tax_percent: Decimal | None = None


def may_open(user: User) -> bool:
    """Tell whether the person may make a hotel: a superuser, or who sets one up already."""
    return user.is_active and (user.is_superuser or hotels_with(user, Right.HOTELS_SETUP).exists())


@transaction.atomic
def create_hotel(*, wish: NewHotel, creator: User, actor: Actor, now: datetime.datetime) -> Hotel:
    """Make a hotel with its codes, message texts and departments; its creator administers it.

    Codes and taxes are those of its country today. It has no business date yet. Raises
    MayNotOpen, CodeTaken (also when it was sent twice), IdentityUnfit, TaxRateNeeded.
    """
    if not may_open(creator):
        raise MayNotOpen
    hotel = _made(wish)
    Membership.objects.create(user=creator, hotel=hotel, role=Role.CLIENT_ADMIN)
    install_codes(hotel=hotel, on=local_date(now, hotel.zone), tax_percent=wish.tax_percent)
    install_standard(hotel=hotel, now=now)
    give_departments(hotel=hotel)
    DaySetup.objects.get_or_create(pk=1)
    audit.record(
        hotel_id=hotel.pk,
        actor=actor,
        action="hotel.created",
        subject=hotel,
        at=now,
        data={"code": hotel.code, "country": str(hotel.country), "currency": hotel.currency},
    )
    return hotel


def _made(wish: NewHotel) -> Hotel:
    hotel = Hotel(
        code=wish.code.strip(),
        name=wish.name.strip(),
        legal_name=wish.legal_name.strip(),
        tax_id=wish.tax_id.strip(),
        street=wish.street.strip(),
        postal_code=wish.postal_code.strip(),
        city=wish.city.strip(),
        country=wish.country,
        email=wish.email.strip(),
        phone=wish.phone.strip(),
        zone=wish.zone,
        currency=wish.currency,
        languages=list(wish.languages),
        brand_colour=wish.brand_colour,
        prices_include_tax=wish.prices_include_tax,
        send_region=find(wish.country, zone=wish.zone).send_region,
    )
    if Hotel.objects.filter(code=hotel.code).exists():
        raise CodeTaken(hotel.code)
    try:
        hotel.full_clean()
    except ValidationError as error:
        raise IdentityUnfit(error.message_dict) from error
    if wish.tax_percent is not None and not 0 <= wish.tax_percent < 100:
        raise IdentityUnfit(
            {"tax_percent": [str(_("Write the tax in per cent, such as 10 or 5.5."))]}
        )
    try:
        with transaction.atomic():
            hotel.save(force_insert=True)
    except IntegrityError as error:
        # Somebody else has made one with this code since we looked.
        raise CodeTaken(hotel.code) from error
    return hotel
