"""Who works in a hotel, for the page that lists them and for the verbs."""

from hashlib import sha256

from django.db.models import QuerySet

from hotelpms.hotels.enums import Right, Role
from hotelpms.hotels.models import Hotel, Membership, User
from hotelpms.hotels.roles import roles_with
from hotelpms.kit.actor import Actor

# What the people of a hotel may change about a person.
NAMES = ("first_name", "last_name", "email", "language")


def working_in(hotel: Hotel) -> QuerySet[User]:
    """Return everybody with a role in the hotel, those who can sign in first, by name."""
    found = User.objects.filter(memberships__hotel=hotel).distinct()
    return found.order_by("-is_active", "first_name", "last_name", "username", "pk")


def roles_in(hotel: Hotel) -> dict[int, list[str]]:
    """Return the roles in the hotel by person, in the order of the enum. One query."""
    order = list(Role.values)
    held: dict[int, list[str]] = {}
    for user_id, role in Membership.objects.filter(hotel=hotel).values_list("user", "role"):
        held.setdefault(user_id, []).append(role)
    return {user_id: sorted(roles, key=order.index) for user_id, roles in held.items()}


def to_bring(*, hotel: Hotel, by: Actor) -> QuerySet[User]:
    """Return those who work in other hotels whose people the acting person looks after."""
    roles = roles_with(Right.HOTELS_PEOPLE)
    managed = Membership.objects.filter(user=by.id, role__in=roles).values("hotel")
    there = User.objects.filter(memberships__hotel__in=managed, is_superuser=False)
    here = Membership.objects.filter(hotel=hotel).values("user")
    return there.exclude(pk__in=here).distinct().order_by("first_name", "last_name", "pk")


def fingerprint(*, user: User, hotel_id: int) -> str:
    """Return what tells one state of names and roles here from another."""
    roles = Membership.objects.filter(user=user, hotel=hotel_id).order_by("role")
    seen = [getattr(user, name) for name in NAMES], list(roles.values_list("role", flat=True))
    return sha256(repr(seen).encode()).hexdigest()[:24]
