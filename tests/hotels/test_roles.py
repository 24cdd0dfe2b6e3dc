from importlib import import_module
from importlib.util import find_spec

import pytest
from django.conf import settings

from hotelpms.hotels.enums import Role
from hotelpms.hotels.roles import RIGHTS, RIGHTS_OF, roles_with

MODULES = [f"{app}.permissions" for app in settings.OURS if find_spec(f"{app}.permissions")]


def test_every_role_has_its_rights():
    assert set(RIGHTS_OF) == set(Role.values)
    assert all(rights for rights in RIGHTS_OF.values())


def test_the_client_administrator_holds_every_right():
    assert RIGHTS_OF[Role.CLIENT_ADMIN] == frozenset().union(*RIGHTS_OF.values())


@pytest.mark.parametrize("module", MODULES)
def test_a_right_that_an_app_names_is_held_by_some_role(module):
    names = {
        value
        for name, value in vars(import_module(module)).items()
        if name.isupper() and isinstance(value, str)
    }
    assert names - RIGHTS == set()


@pytest.mark.parametrize(
    ("right", "roles"),
    [
        ("reservations.override_price", {"manager", "client_admin"}),
        ("closing.close", {"night_auditor", "manager", "client_admin"}),
        ("invoicing.credit_note", {"accountant", "manager", "client_admin"}),
        ("messaging.send_many", {"marketing", "manager", "client_admin"}),
        ("lists.share", {"manager", "client_admin"}),
        ("hotels.setup", {"client_admin"}),
    ],
)
def test_what_needs_care_is_in_few_hands(right, roles):
    assert set(roles_with(right)) == roles


def test_housekeeping_sees_no_money_and_no_cards():
    assert not {r for r in RIGHTS_OF[Role.HOUSEKEEPING] if r.startswith(("invoicing", "cardex"))}
