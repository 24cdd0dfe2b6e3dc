"""Hotels, people and business days as real rows."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from hotelpms.hotels.enums import DayState, Role
from hotelpms.hotels.models import BusinessDay, Department, Hotel, Membership, User

PASSWORD = "a quiet corridor at night"


class HotelFactory(DjangoModelFactory):
    class Meta:
        model = Hotel

    code = factory.Sequence(lambda n: f"hotel-{n}")
    name = factory.Sequence(lambda n: f"Hotel {n}")
    legal_name = "Hotel Limited"
    street = "Long Street 1"
    postal_code = "110 00"
    city = "Prague"
    country = "CZ"
    email = "desk@hotel.example.com"
    zone = "Europe/Prague"
    currency = "EUR"
    languages = factory.LazyFunction(lambda: ["en", "cs"])


class OpenHotelFactory(HotelFactory):
    """A hotel with an open business day: 2027-05-10 unless `business_day__date` says otherwise."""

    class Meta:
        skip_postgeneration_save = True

    business_day = factory.RelatedFactory(
        "tests.factories.hotels.BusinessDayFactory", factory_related_name="hotel"
    )


class BusinessDayFactory(DjangoModelFactory):
    class Meta:
        model = BusinessDay

    hotel = factory.SubFactory(HotelFactory)
    date = date(2027, 5, 10)
    state = DayState.OPEN
    opened_at = datetime(2027, 5, 10, 1, 0, tzinfo=UTC)


class DepartmentFactory(DjangoModelFactory):
    class Meta:
        model = Department

    hotel = factory.SubFactory(HotelFactory)
    code = factory.Sequence(lambda n: f"department-{n}")
    name = "Reception"
    emails = factory.LazyFunction(lambda: ["reception@hotel.example.com"])


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person{n}")
    first_name = "Ada"
    last_name = factory.Sequence(lambda n: f"Novak {n}")
    email = factory.LazyAttribute(lambda person: f"{person.username}@example.com")
    password = factory.django.Password(PASSWORD)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    hotel = factory.SubFactory(HotelFactory)
    role = Role.FRONT_DESK
