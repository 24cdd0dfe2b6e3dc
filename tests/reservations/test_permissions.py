from hotelpms.hotels.roles import RIGHTS
from reservations import permissions


def test_the_rights_of_the_app_are_those_of_the_table():
    names = {value for name, value in vars(permissions).items() if name.isupper()}

    assert names == {right for right in RIGHTS if right.startswith("reservations.")}
