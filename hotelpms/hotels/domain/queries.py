"""Who may what, and where."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import OuterRef, QuerySet, Subquery

from hotelpms.hotels.enums import DayState, Right
from hotelpms.hotels.models import BusinessDay, Hotel, Membership, User
from hotelpms.hotels.roles import RIGHTS_OF, roles_with


def hotels_of(user: User) -> QuerySet[Hotel]:
    """Return the hotels in which the user has any role, by name."""
    return Hotel.objects.filter(memberships__user=user).distinct().order_by("name", "pk")


def hotels_with_dates(user: User) -> QuerySet[Hotel]:
    """Return the hotels of the user, each with its open `business_date` or None. One query."""
    open_days = BusinessDay.objects.filter(hotel=OuterRef("pk"), state=DayState.OPEN)
    return hotels_of(user).annotate(business_date=Subquery(open_days.values("date")[:1]))


def rights_by_hotel(user: User) -> dict[Hotel, frozenset[Right]]:
    """Return the hotels of the user by name, with the rights there. One query."""
    held = Membership.objects.filter(user=user).select_related("hotel")
    rights: dict[Hotel, frozenset[Right]] = {}
    for membership in held.order_by("hotel__name", "hotel_id", "pk"):
        known = rights.get(membership.hotel, frozenset())
        rights[membership.hotel] = known | RIGHTS_OF.get(membership.role, frozenset())
    return rights


def only_hotel() -> Hotel | None:
    """Return the hotel of an installation that has one; of several a stranger learns none."""
    first = list(Hotel.objects.order_by("pk")[:2])
    return first[0] if len(first) == 1 else None


def hotels_with(user: User | AnonymousUser, right: Right) -> QuerySet[Hotel]:
    """Return the hotels in which one of the user's roles holds the right."""
    if not user.is_authenticated:
        return Hotel.objects.none()
    held = Membership.objects.filter(user=user, role__in=roles_with(right))
    return Hotel.objects.filter(pk__in=held.values("hotel"))


def hotel_and_rights(*, user: User, code: str) -> tuple[Hotel, frozenset[Right]] | None:
    """Return the hotel and what the user's roles allow there, or None without a role. One query."""
    held = list(Membership.objects.filter(user=user, hotel__code=code).select_related("hotel"))
    if not held:
        return None
    rights = (RIGHTS_OF.get(membership.role, frozenset()) for membership in held)
    return held[0].hotel, frozenset().union(*rights)
