import pytest

from hotelpms.hotels.enums import Right, Role
from hotelpms.hotels.roles import RIGHTS_OF, roles_with


def test_every_role_has_its_rights() -> None:
    assert set(RIGHTS_OF) == set(Role.values)
    assert all(rights for rights in RIGHTS_OF.values())


def test_the_client_administrator_holds_every_right() -> None:
    assert RIGHTS_OF[Role.CLIENT_ADMIN] == frozenset().union(*RIGHTS_OF.values())


def test_every_right_is_held_by_some_role() -> None:
    assert frozenset(Right) - frozenset().union(*RIGHTS_OF.values()) == set()


@pytest.mark.parametrize(
    ("right", "roles"),
    [
        ("reservations.override_price", {"manager", "client_admin"}),
        ("closing.close", {"night_auditor", "manager", "client_admin"}),
        ("invoicing.credit_note", {"accountant", "manager", "client_admin"}),
        ("lists.share", {"manager", "client_admin"}),
        ("hotels.setup", {"client_admin"}),
    ],
)
def test_what_needs_care_is_in_few_hands(right: str, roles: set[str]) -> None:
    assert set(roles_with(Right(right))) == roles


def test_housekeeping_sees_no_money_and_no_cards() -> None:
    assert not {r for r in RIGHTS_OF[Role.HOUSEKEEPING] if r.startswith(("invoicing", "cardex"))}
