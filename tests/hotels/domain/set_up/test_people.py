"""Nobody hands out more than they hold, and nobody shuts the last one out."""

from typing import Any

import pytest

from hotelpms.hotels.domain.set_up import people, reach, staff
from hotelpms.hotels.domain.set_up.rows import ChangedMeanwhile, Gone
from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Hotel, Membership, User
from hotelpms.hotels.roles import RIGHTS_OF
from hotelpms.kit import clock
from hotelpms.kit.actor import SYSTEM, Actor
from hotelpms.kit.errors import Refused
from hotelpms.kit.models import AuditEntry
from tests.factories.hotels import HotelFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

PASSWORD = "a lamp above the stairs"
ADA = people.Person("Ada", "Novak", "ada@example.com", "cs")


def acting(user: User) -> dict[str, Any]:
    return {"actor": Actor.of(user), "now": clock.now()}


def working(hotel: Hotel, *roles: str, **more: Any) -> User:
    user: User = UserFactory(**more)
    for role in roles:
        MembershipFactory(user=user, hotel=hotel, role=role)
    return user


@pytest.fixture
def manager(hotel: Hotel) -> User:
    return working(hotel, Role.MANAGER)


@pytest.fixture
def admin(hotel: Hotel) -> User:
    return working(hotel, Role.CLIENT_ADMIN)


def add(hotel: Hotel, by: User, *roles: str, **more: Any) -> User:
    wish = {"username": "ada", "person": ADA, "password": PASSWORD, **more}
    return people.add(hotel=hotel, roles=roles, **wish, **acting(by))


def change(hotel: Hotel, user: User, by: User, *roles: str, **more: Any) -> User:
    return people.change(
        hotel=hotel, user_id=user.pk, roles=roles, **{"person": None, **more}, **acting(by)
    )


def roles_of(user: User, hotel: Hotel) -> set[str]:
    return set(Membership.objects.filter(user=user, hotel=hotel).values_list("role", flat=True))


def test_a_manager_makes_a_person_and_the_trail_names_nobody(hotel: Hotel, manager: User) -> None:
    user = add(hotel, manager, Role.CASHIER, Role.FRONT_DESK)

    assert user.check_password(PASSWORD)
    assert not user.is_staff
    assert roles_of(user, hotel) == {Role.CASHIER, Role.FRONT_DESK}
    told = list(AuditEntry.objects.filter(subject_id=str(user.pk)).order_by("pk"))
    assert [entry.action for entry in told] == ["user.created", "role.given", "role.given"]
    assert {entry.hotel_id for entry in told} == {hotel.pk}
    written = repr([(entry.data, entry.subject_id) for entry in told])
    assert not any(text in written for text in ("Ada", "Novak", "example.com", PASSWORD))


@pytest.mark.parametrize("role", Role)
def test_a_role_above_the_own_is_neither_given_nor_taken(
    hotel: Hotel, manager: User, role: Role
) -> None:
    if RIGHTS_OF[role] <= RIGHTS_OF[Role.MANAGER]:
        assert roles_of(add(hotel, manager, role), hotel) == {role}
        return
    with pytest.raises(reach.RoleAboveOwn):
        add(hotel, manager, role)
    assert not User.objects.filter(username="ada").exists()
    other = working(hotel, role, Role.CASHIER)
    with pytest.raises(reach.PersonAboveOwn):
        change(hotel, other, manager, Role.CASHIER)
    with pytest.raises(reach.RoleAboveOwn):
        change(hotel, working(hotel, Role.CASHIER), manager, Role.CASHIER, role)


def test_a_manager_does_not_raise_himself(hotel: Hotel, manager: User) -> None:
    with pytest.raises(reach.RoleAboveOwn):
        change(hotel, manager, manager, Role.MANAGER, Role.CLIENT_ADMIN)
    assert roles_of(manager, hotel) == {Role.MANAGER}


def test_nobody_reaches_a_person_who_holds_more(hotel: Hotel, manager: User, admin: User) -> None:
    """Whoever sets the password of an administrator would be one."""
    told = {"hotel": hotel, "user_id": admin.pk, **acting(manager)}
    for deed in (
        lambda: people.set_password(password=PASSWORD, **told),
        lambda: people.lock(**told),
        lambda: people.change(person=ADA, roles=[Role.CLIENT_ADMIN], **told),
    ):
        with pytest.raises(reach.PersonAboveOwn):
            deed()
    admin.refresh_from_db()
    assert admin.is_active
    assert not admin.check_password(PASSWORD)


def test_a_superuser_is_out_of_reach(hotel: Hotel, admin: User) -> None:
    root = working(hotel, Role.FRONT_DESK, is_superuser=True)

    with pytest.raises(reach.PersonAboveOwn):
        change(hotel, root, admin, Role.CASHIER)
    with pytest.raises(reach.PersonAboveOwn):
        people.set_password(hotel=hotel, user_id=root.pk, password=PASSWORD, **acting(admin))
    assert reach.objection_to_person(by=Actor.of(root), user=root) is not None
    MembershipFactory(user=root, hotel=hotel, role=Role.MANAGER)
    assert reach.objection_to_person(by=Actor.of(root), user=root) is None


def test_of_somebody_who_works_elsewhere_only_the_roles_here_change(
    hotel: Hotel, manager: User
) -> None:
    """The hotel next door, and a password that opens both."""
    both = working(hotel, Role.FRONT_DESK)
    elsewhere = HotelFactory()
    MembershipFactory(user=both, hotel=elsewhere, role=Role.HOUSEKEEPING)
    told = {"hotel": hotel, "user_id": both.pk, **acting(manager)}

    change(hotel, both, manager, Role.CASHIER)
    assert roles_of(both, hotel) == {Role.CASHIER}
    assert roles_of(both, elsewhere) == {Role.HOUSEKEEPING}
    for deed in (
        lambda: people.set_password(password=PASSWORD, **told),
        lambda: people.lock(**told),
        lambda: people.change(person=ADA, roles=[Role.CASHIER], **told),
    ):
        with pytest.raises(reach.WorksElsewhere):
            deed()


def test_reach_in_two_hotels_asks_for_the_rights_in_both(hotel: Hotel, admin: User) -> None:
    """Administrator here and manager there: the administrator of both is out of reach."""
    second = HotelFactory()
    MembershipFactory(user=admin, hotel=second, role=Role.MANAGER)
    other = working(hotel, Role.FRONT_DESK)
    held = MembershipFactory(user=other, hotel=second, role=Role.CLIENT_ADMIN)
    told = {"hotel": hotel, "user_id": other.pk, **acting(admin)}

    with pytest.raises(reach.PersonAboveOwn):
        people.set_password(password=PASSWORD, **told)
    held.role = Role.CASHIER
    held.save()
    assert people.set_password(password=PASSWORD, **told).check_password(PASSWORD)


def test_a_stranger_of_another_hotel_is_not_found(hotel: Hotel, manager: User) -> None:
    stranger = working(HotelFactory(), Role.FRONT_DESK)
    told = {"hotel": hotel, "user_id": stranger.pk, **acting(manager)}

    for deed in (
        lambda: people.change(person=None, roles=[Role.CASHIER], **told),
        lambda: people.set_password(password=PASSWORD, **told),
        lambda: people.lock(**told),
        lambda: people.unlock(**told),
        lambda: people.leave(**told),
        lambda: people.bring(roles=[Role.CASHIER], **told),
    ):
        with pytest.raises(Gone):
            deed()


def test_nobody_shuts_themselves_out(hotel: Hotel, admin: User) -> None:
    working(hotel, Role.CLIENT_ADMIN)

    with pytest.raises(reach.OwnWayIn):
        change(hotel, admin, admin, Role.FRONT_DESK)
    with pytest.raises(reach.OwnWayIn):
        people.lock(hotel=hotel, user_id=admin.pk, **acting(admin))
    with pytest.raises(people.OwnPassword):
        people.set_password(hotel=hotel, user_id=admin.pk, password=PASSWORD, **acting(admin))
    change(hotel, admin, admin, Role.MANAGER)
    assert roles_of(admin, hotel) == {Role.MANAGER}


def test_the_last_client_administrator_stays(hotel: Hotel, admin: User) -> None:
    working(hotel, Role.CLIENT_ADMIN, is_active=False)

    with pytest.raises(reach.LastAdministrator):
        change(hotel, admin, admin, Role.MANAGER)
    with pytest.raises(reach.LastAdministrator):
        people.lock(hotel=hotel, user_id=admin.pk, actor=SYSTEM, now=clock.now())


def test_the_last_administrator_of_another_hotel_stays_too(hotel: Hotel, admin: User) -> None:
    """Locking works in every hotel of the person."""
    second = HotelFactory()
    other = working(second, Role.CLIENT_ADMIN)
    MembershipFactory(user=other, hotel=hotel, role=Role.CASHIER)

    with pytest.raises(reach.LastAdministrator):
        people.lock(hotel=hotel, user_id=other.pk, actor=SYSTEM, now=clock.now())


def test_lock_and_unlock(hotel: Hotel, manager: User) -> None:
    clerk = working(hotel, Role.FRONT_DESK)
    told = {"hotel": hotel, "user_id": clerk.pk, **acting(manager)}

    people.lock(**told)
    clerk.refresh_from_db()
    assert not clerk.is_active
    people.unlock(**told)
    people.unlock(**told)
    clerk.refresh_from_db()
    assert clerk.is_active
    actions = AuditEntry.objects.filter(subject_id=str(clerk.pk)).order_by("pk")
    assert list(actions.values_list("action", flat=True)) == ["user.locked", "user.unlocked"]


def test_whoever_works_nowhere_else_is_locked_instead_of_lost(hotel: Hotel, manager: User) -> None:
    clerk = working(hotel, Role.FRONT_DESK)
    told = {"hotel": hotel, "user_id": clerk.pk, **acting(manager)}

    with pytest.raises(people.WorksOnlyHere):
        people.leave(**told)
    with pytest.raises(people.RoleNeeded):
        change(hotel, clerk, manager)
    MembershipFactory(user=clerk)
    people.leave(**told)
    assert roles_of(clerk, hotel) == set()


def test_somebody_of_another_own_hotel_gets_roles_here(hotel: Hotel, manager: User) -> None:
    second = HotelFactory()
    clerk = working(second, Role.FRONT_DESK)
    wish = {"hotel": hotel, "user_id": clerk.pk, "roles": [Role.CASHIER]}

    with pytest.raises(Gone):
        people.bring(**wish, **acting(manager))
    MembershipFactory(user=manager, hotel=second, role=Role.MANAGER)
    assert list(staff.to_bring(hotel=hotel, by=Actor.of(manager))) == [clerk]
    with pytest.raises(reach.RoleAboveOwn):
        people.bring(**{**wish, "roles": [Role.CLIENT_ADMIN]}, **acting(manager))
    people.bring(**wish, **acting(manager))
    assert roles_of(clerk, hotel) == {Role.CASHIER}


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        ({"username": "PERSON"}, people.UsernameTaken),
        ({"password": "short"}, people.PasswordUnfit),
        ({"password": "ada@example.com"}, people.PasswordUnfit),
    ],
)
def test_what_is_unfit_makes_nobody(
    hotel: Hotel, manager: User, wish: dict[str, str], why: type[Refused]
) -> None:
    UserFactory(username="person")
    count = User.objects.count()

    with pytest.raises(why):
        add(hotel, manager, Role.CASHIER, **wish)
    assert User.objects.count() == count


def test_a_role_that_somebody_else_took_is_not_given_back_unseen(
    hotel: Hotel, manager: User
) -> None:
    clerk = working(hotel, Role.FRONT_DESK, Role.CASHIER)
    seen = staff.fingerprint(user=clerk, hotel_id=hotel.pk)
    change(hotel, clerk, manager, Role.FRONT_DESK)

    with pytest.raises(ChangedMeanwhile):
        change(hotel, clerk, manager, Role.FRONT_DESK, Role.CASHIER, seen=seen)


def test_names_change_and_the_trail_tells_which(hotel: Hotel, manager: User) -> None:
    clerk = working(hotel, Role.FRONT_DESK)

    change(hotel, clerk, manager, Role.FRONT_DESK, person=ADA)

    clerk.refresh_from_db()
    assert (clerk.first_name, clerk.language) == ("Ada", "cs")
    entry = AuditEntry.objects.get(action="user.changed")
    assert entry.data == {"fields": ["last_name", "email", "language"]}


def test_without_the_right_nothing_is_to_give(hotel: Hotel) -> None:
    """A receptionist holds only what the desk holds, whatever page led here."""
    clerk = working(hotel, Role.FRONT_DESK)

    given = reach.roles_to_give(by=Actor.of(clerk), hotel_id=hotel.pk)
    assert given == [Role.FRONT_DESK, Role.RESERVATIONS]
