"""Whom somebody may handle in the set-up: nobody gives, takes or touches more than they hold."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.enums import Right, Role
from hotelpms.hotels.models import Membership, User
from hotelpms.hotels.roles import RIGHTS_OF
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused

EVERYTHING = frozenset(Right)
Rights = dict[int, frozenset[Right]]


class RoleAboveOwn(Refused):
    """The role allows more than the person's own roles here."""

    status = 403

    def __init__(self, role: str) -> None:
        super().__init__(
            _("%(role)s may do more here than you, so you can neither give nor take it.")
            % {"role": Role(role).label}
        )


class PersonAboveOwn(Refused):
    """The other person holds a right, in some hotel, that the acting one lacks there."""

    status = 403

    def __init__(self, user: User) -> None:
        super().__init__(
            _("%(name)s may do more than you, so you can't change them.") % {"name": called(user)}
        )


class WorksElsewhere(Refused):
    """The other person works in a hotel whose people the acting one does not look after."""

    status = 403

    def __init__(self, user: User) -> None:
        super().__init__(
            _(
                "%(name)s works in a hotel whose people you do not look after too."
                " You can change their roles here, but not their name, log-in or password."
            )
            % {"name": called(user)}
        )


class OwnWayIn(Refused):
    """The step would shut the acting person out of these pages."""

    def __init__(self) -> None:
        super().__init__(
            _("This would shut you out of this page yourself. Ask a colleague to do it.")
        )


class LastAdministrator(Refused):
    """Nobody else who can sign in is client administrator of the hotel."""

    def __init__(self, user: User) -> None:
        super().__init__(
            _("%(name)s is the last client administrator. Make somebody else one first.")
            % {"name": called(user)}
        )


def called(user: User) -> str:
    """Return the person's name, else the log-in name."""
    return user.get_full_name() or user.get_username()


def roles_to_give(*, by: Actor, hotel_id: int) -> list[Role]:
    """Return the roles that the acting person may give and take in this hotel."""
    own = _held(by).get(hotel_id, frozenset()) if by.id is not None else EVERYTHING
    return [role for role in Role if RIGHTS_OF[role] <= own]


def require_roles(*, by: Actor, hotel_id: int, roles: Iterable[str]) -> None:
    """Raise RoleAboveOwn for a role that the acting person may not give or take here."""
    fit = set(roles_to_give(by=by, hotel_id=hotel_id))
    for role in roles:
        if role not in fit:
            raise RoleAboveOwn(role)


def objection_to_roles(*, by: Actor, hotel_id: int, user: User) -> Refused | None:
    """Return why the acting person may not change the other's roles here; None if they may."""
    if by.id is None:
        return None
    own = _held(by).get(hotel_id, frozenset())
    theirs = _rights_of(user.pk).get(hotel_id, frozenset())
    if _outranks(user, by) or not theirs <= own:
        return PersonAboveOwn(user)
    return None


def objection_to_person(*, by: Actor, user: User) -> Refused | None:
    """Return why the acting person may not change name, log-in and password; None if they may.

    Whoever sets a password gets all that it opens: so the other may work in no hotel whose people
    the acting one does not look after, and hold nothing there that the acting one lacks.
    """
    if by.id is None:
        return None
    own, theirs = _held(by), _rights_of(user.pk)
    if any(Right.HOTELS_PEOPLE not in own.get(hotel, frozenset()) for hotel in theirs):
        return WorksElsewhere(user)
    if _outranks(user, by) or any(not rights <= own[hotel] for hotel, rights in theirs.items()):
        return PersonAboveOwn(user)
    return None


def _outranks(user: User, by: Actor) -> bool:
    if not user.is_superuser or user.pk == by.id:
        return False
    return not User.objects.filter(pk=by.id or 0, is_superuser=True).exists()


def _held(actor: Actor) -> Rights:
    return _rights_of(actor.id) if actor.id is not None else {}


def _rights_of(user_id: int) -> Rights:
    rights: Rights = {}
    for hotel_id, role in Membership.objects.filter(user=user_id).values_list("hotel", "role"):
        rights[hotel_id] = rights.get(hotel_id, frozenset()) | RIGHTS_OF.get(role, frozenset())
    return rights
