"""Rights that a verb asks itself, because several pages lead to it."""

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Membership
from hotelpms.hotels.roles import RIGHTS_OF
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused


class NotAllowed(Refused):
    """The person's roles in the hotel don't hold the right."""

    status = 403


def require_right(*, actor: Actor, hotel_id: int, right: Right, why: str) -> None:
    """Raise NotAllowed with the sentence `why` for a person without the right in this hotel.

    Programs of our own and guests, who have no user, were let in elsewhere.
    """
    if actor.id is None:
        return
    roles = Membership.objects.filter(user=actor.id, hotel=hotel_id).values_list("role", flat=True)
    if not any(right in RIGHTS_OF.get(role, frozenset()) for role in roles):
        raise NotAllowed(why)
