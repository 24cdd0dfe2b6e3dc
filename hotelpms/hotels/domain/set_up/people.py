"""The people of a hotel: who may sign in, and with which roles here.

The trail tells which fields changed and which roles; names, addresses and passwords stay out of it.
"""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.domain.set_up import reach, staff
from hotelpms.hotels.domain.set_up.rows import ChangedMeanwhile, Gone
from hotelpms.hotels.enums import Right, Role
from hotelpms.hotels.models import Hotel, Membership, User
from hotelpms.hotels.roles import RIGHTS_OF
from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from hotelpms.kit.locks import locked


class UsernameTaken(Refused):
    """Somebody signs in with this name already."""

    def __init__(self) -> None:
        super().__init__(_("Somebody signs in with this name already. Take another."))


class PasswordUnfit(Refused):
    """The password is too short, too common or too much like the person's names."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))


class OwnPassword(Refused):
    """Whoever changes the own password says the old one first, on another page."""

    def __init__(self) -> None:
        super().__init__(_("Change your own password in your own menu, with the old one."))


class RoleNeeded(Refused):
    """A person without any role is out of everybody's reach."""

    def __init__(self) -> None:
        super().__init__(_("Give the person at least one role. To shut somebody out, lock them."))


class WorksOnlyHere(Refused):
    """The person's last roles can't be taken away."""

    def __init__(self, user: User) -> None:
        super().__init__(
            _("%(name)s works nowhere else. Lock the person instead, so that nobody signs in.")
            % {"name": reach.called(user)}
        )


@dataclass(frozen=True)
class Person:
    """What a person is called and reads; an empty `language` is the browser's."""

    first_name: str
    last_name: str
    email: str = ""
    language: str = ""


@transaction.atomic
def add(
    *,
    hotel: Hotel,
    username: str,
    person: Person,
    roles: Collection[str],
    password: str,
    actor: Actor,
    now: datetime.datetime,
) -> User:
    """Make a person who signs in with the password and works here.

    Raises RoleNeeded, RoleAboveOwn, UsernameTaken, PasswordUnfit.
    """
    _lock(hotel.pk)
    if not roles:
        raise RoleNeeded
    reach.require_roles(by=actor, hotel_id=hotel.pk, roles=roles)
    if User.objects.filter(username__iexact=username).exists():
        raise UsernameTaken
    user = User(username=User.normalize_username(username), date_joined=now)
    _put_names(user, person)
    _put_password(user, password)
    user.save()
    _tell("created", user, hotel.pk, actor, now)
    _give(user, hotel.pk, roles, actor, now)
    return user


@transaction.atomic
def bring(
    *, hotel: Hotel, user_id: int, roles: Collection[str], actor: Actor, now: datetime.datetime
) -> User:
    """Give somebody of another hotel their first roles here.

    Raises RoleNeeded, RoleAboveOwn, and Gone for somebody who is not `to_bring`.
    """
    _lock(hotel.pk)
    user = staff.to_bring(hotel=hotel, by=actor).filter(pk=user_id).first()
    if user is None:
        raise Gone
    if not roles:
        raise RoleNeeded
    reach.require_roles(by=actor, hotel_id=hotel.pk, roles=roles)
    _give(user, hotel.pk, roles, actor, now)
    return user


@transaction.atomic
def change(
    *,
    hotel: Hotel,
    user_id: int,
    person: Person | None,
    roles: Collection[str],
    actor: Actor,
    now: datetime.datetime,
    seen: str = "",
) -> User:
    """Change the roles here and, unless `person` is None, names, address and language.

    `seen` is the `fingerprint` that the acting person looked at; empty asks for none. Raises
    ChangedMeanwhile, RoleNeeded, RoleAboveOwn, PersonAboveOwn, WorksElsewhere, OwnWayIn,
    LastAdministrator, Gone.
    """
    _lock(hotel.pk)
    user = _worker(hotel, user_id)
    if seen and seen != staff.fingerprint(user=user, hotel_id=hotel.pk):
        raise ChangedMeanwhile
    if not roles:
        raise RoleNeeded
    _change_roles(user, hotel, set(roles), actor, now)
    if person is not None:
        _change_names(user, hotel, person, actor, now)
    return user


@transaction.atomic
def leave(*, hotel: Hotel, user_id: int, actor: Actor, now: datetime.datetime) -> None:
    """Take every role here from somebody who works elsewhere too.

    Raises WorksOnlyHere, RoleAboveOwn, PersonAboveOwn, OwnWayIn, LastAdministrator, Gone.
    """
    _lock(hotel.pk)
    user = _worker(hotel, user_id)
    if not user.memberships.exclude(hotel=hotel).exists():
        raise WorksOnlyHere(user)
    _change_roles(user, hotel, set(), actor, now)


@transaction.atomic
def lock(*, hotel: Hotel, user_id: int, actor: Actor, now: datetime.datetime) -> None:
    """Let the person sign in nowhere any more; who is signed in is out at once.

    Raises WorksElsewhere, PersonAboveOwn, OwnWayIn, LastAdministrator, Gone.
    """
    _lock(*Membership.objects.filter(user=user_id).values_list("hotel", flat=True))
    user = _person(hotel, user_id, actor)
    if user.pk == actor.id:
        raise reach.OwnWayIn
    for held in user.memberships.filter(role=Role.CLIENT_ADMIN):
        _keep_an_administrator(user, held.hotel_id)
    _switch(user, hotel, actor, now, is_active=False)


@transaction.atomic
def unlock(*, hotel: Hotel, user_id: int, actor: Actor, now: datetime.datetime) -> None:
    """Let the person sign in again. Raises WorksElsewhere, PersonAboveOwn, Gone."""
    _lock(hotel.pk)
    _switch(_person(hotel, user_id, actor), hotel, actor, now, is_active=True)


@transaction.atomic
def set_password(
    *, hotel: Hotel, user_id: int, password: str, actor: Actor, now: datetime.datetime
) -> User:
    """Give the person a new password; whoever is signed in with the old one is out at once.

    Raises OwnPassword, PasswordUnfit, WorksElsewhere, PersonAboveOwn, Gone.
    """
    if user_id == actor.id:
        raise OwnPassword
    _lock(hotel.pk)
    user = _person(hotel, user_id, actor)
    _put_password(user, password)
    user.save(update_fields=["password"])
    _tell("password_set", user, hotel.pk, actor, now)
    return user


def _lock(*hotel_ids: int) -> None:
    # Two who shut each other out at once would leave nobody: one waits here for the other.
    list(locked(Hotel.objects.filter(pk__in=hotel_ids).only("pk")))


def _worker(hotel: Hotel, user_id: int) -> User:
    user = staff.working_in(hotel).filter(pk=user_id).first()
    if user is None:
        raise Gone
    return user


def _person(hotel: Hotel, user_id: int, actor: Actor) -> User:
    user = _worker(hotel, user_id)
    objection = reach.objection_to_person(by=actor, user=user)
    if objection is not None:
        raise objection
    return user


def _change_roles(
    user: User, hotel: Hotel, wanted: set[str], actor: Actor, now: datetime.datetime
) -> None:
    held = set(user.memberships.filter(hotel=hotel).values_list("role", flat=True))
    if held == wanted:
        return
    objection = reach.objection_to_roles(by=actor, hotel_id=hotel.pk, user=user)
    if objection is not None:
        raise objection
    reach.require_roles(by=actor, hotel_id=hotel.pk, roles=held ^ wanted)
    if user.pk == actor.id and not any(Right.HOTELS_PEOPLE in RIGHTS_OF[role] for role in wanted):
        raise reach.OwnWayIn
    if Role.CLIENT_ADMIN in held - wanted:
        _keep_an_administrator(user, hotel.pk)
    for role in sorted(held - wanted):
        user.memberships.filter(hotel=hotel, role=role).delete()
        _tell("taken", user, hotel.pk, actor, now, subject="role", role=role)
    _give(user, hotel.pk, wanted - held, actor, now)


def _keep_an_administrator(user: User, hotel_id: int) -> None:
    others = Membership.objects.filter(
        hotel=hotel_id, role=Role.CLIENT_ADMIN, user__is_active=True
    ).exclude(user=user)
    if user.is_active and not others.exists():
        raise reach.LastAdministrator(user)


def _give(
    user: User, hotel_id: int, roles: Collection[str], actor: Actor, now: datetime.datetime
) -> None:
    for role in sorted(roles):
        Membership.objects.create(user=user, hotel_id=hotel_id, role=role)
        _tell("given", user, hotel_id, actor, now, subject="role", role=role)


def _change_names(
    user: User, hotel: Hotel, person: Person, actor: Actor, now: datetime.datetime
) -> None:
    changed = [name for name in staff.NAMES if getattr(user, name) != getattr(person, name)]
    if not changed:
        return
    _person(hotel, user.pk, actor)
    _put_names(user, person)
    user.save(update_fields=changed)
    _tell("changed", user, hotel.pk, actor, now, fields=changed)


def _put_names(user: User, person: Person) -> None:
    for name in staff.NAMES:
        setattr(user, name, getattr(person, name))


def _put_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise PasswordUnfit(error.messages) from error
    user.set_password(password)


def _switch(
    user: User, hotel: Hotel, actor: Actor, now: datetime.datetime, *, is_active: bool
) -> None:
    if user.is_active == is_active:
        return
    user.is_active = is_active
    user.save(update_fields=["is_active"])
    _tell("unlocked" if is_active else "locked", user, hotel.pk, actor, now)


def _tell(
    verb: str,
    user: User,
    hotel_id: int,
    actor: Actor,
    now: datetime.datetime,
    *,
    subject: str = "user",
    **data: object,
) -> None:
    audit.record(
        hotel_id=hotel_id, actor=actor, action=f"{subject}.{verb}", subject=user, at=now, data=data
    )
