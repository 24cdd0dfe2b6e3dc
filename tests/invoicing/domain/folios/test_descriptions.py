"""L4: a charge is called by its reader's name for it."""

import pytest

from hotelpms.kit.languages import speaking
from invoicing.domain.folios.descriptions import said_in
from invoicing.models import ChargeCode

ROOM = ChargeCode(name="Habitación", names={"en": "Room", "cs": "Pokoj"})


@pytest.mark.parametrize(
    ("posted", "language", "read"),
    [
        ("Habitación 201", "en", "Room 201"),
        ("Habitación 201", "en-gb", "Room 201"),
        ("Pokoj 201", "en", "Room 201"),
        ("Habitación", "cs", "Pokoj"),
        # No name in this language: the house's own word.
        ("Room 201", "tr", "Habitación 201"),
        ("Habitaciones, dos", "en", "Habitaciones, dos"),
        ("Two towels", "en", "Two towels"),
    ],
)
def test_the_name_of_the_code_is_said_in_the_language(
    posted: str, language: str, read: str
) -> None:
    assert said_in(posted, ROOM, language) == read


def test_what_the_program_wrote_behind_it_is_said_too() -> None:
    with speaking("es", "ES"):
        posted = said_in("Room 201, day use", ROOM, "es")

    assert posted != "Room 201, day use"
    assert said_in(posted, ROOM, "en") == "Room 201, day use"
