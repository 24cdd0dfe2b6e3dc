"""Made-up names for the guests, agencies and companies of a history.

The file is anonymous. A person's name and address depend on the row alone, so that a run
that goes on after a stop makes up the same ones; every address is at example.com.
"""

import random
from collections import defaultdict

from cardex.domain.cards.profiles import Card
from cardex.enums import ProfileKind
from hotelpms.replay.domain.history import Row

FIRST_NAMES = {
    "PT": ("Ana", "João", "Maria", "Pedro", "Inês", "Tiago", "Beatriz", "Rui"),
    "ES": ("Lucía", "Javier", "Carmen", "Pablo", "Elena", "Diego", "Marta", "Álvaro"),
    "GB": ("Emma", "Oliver", "Charlotte", "James", "Sophie", "Harry", "Grace", "George"),
    "FR": ("Camille", "Louis", "Chloé", "Hugo", "Léa", "Jules", "Manon", "Antoine"),
    "DE": ("Anna", "Lukas", "Lena", "Felix", "Mia", "Jonas", "Clara", "Paul"),
    "": ("Sara", "Adam", "Nora", "Martin", "Eva", "Daniel", "Iris", "Leo"),
}
LAST_NAMES = {
    "PT": ("Silva", "Santos", "Ferreira", "Pereira", "Oliveira", "Costa", "Rodrigues", "Martins"),
    "ES": ("García", "Fernández", "López", "Martínez", "Sánchez", "Pérez", "Gómez", "Ruiz"),
    "GB": ("Smith", "Jones", "Taylor", "Brown", "Williams", "Wilson", "Evans", "Walker"),
    "FR": ("Martin", "Bernard", "Dubois", "Laurent", "Moreau", "Lefèvre", "Roux", "Girard"),
    "DE": ("Müller", "Schmidt", "Weber", "Fischer", "Wagner", "Becker", "Hoffmann", "Schäfer"),
    "": ("Novak", "Jansen", "Kowalski", "Nielsen", "Rossi", "Berg", "Horvat", "Ivanov"),
}
LANGUAGES = {"ES": "es", "AR": "es", "MX": "es", "CL": "es", "CO": "es", "TR": "tr", "CZ": "cs"}
HOUSES = ("Atlantic", "Meridian", "Cape", "Harbour", "Southern", "Golden", "Compass", "Coral")


class People:
    """Who each row's guest, agency and company are; keys serve as references of profiles."""

    def __init__(self, rows: list[Row]) -> None:
        self._guest_of = _guests(rows)
        self._rows = {row.number: row for row in rows}

    def row(self, number: int) -> Row:
        """Return the row with this number."""
        return self._rows[number]

    def guest_ref(self, row: Row) -> str:
        """Return the reference of the row's guest; a repeat guest has one of an earlier row."""
        return f"guest-{self._guest_of[row.number]}"

    def guest_card(self, row: Row) -> Card:
        """Return the made-up card of the row's guest."""
        number = self._guest_of[row.number]
        country = self._rows[number].country
        pick = random.Random(f"guest-{number}")
        first = pick.choice(FIRST_NAMES.get(country, FIRST_NAMES[""]))
        last = pick.choice(LAST_NAMES.get(country, LAST_NAMES[""]))
        return Card(
            kind=ProfileKind.GUEST,
            first_name=first,
            last_name=last,
            email=f"guest.{number}@example.com",
            language=LANGUAGES.get(country, "en"),
            nationality=country,
            country=country,
            external_ref=f"guest-{number}",
        )


def agency_card(number: str) -> Card:
    """Return the made-up card of the agency with this number in the file."""
    return _house_card(ProfileKind.AGENCY, "agency", number, "Travel")


def company_card(number: str) -> Card:
    """Return the made-up card of the company with this number in the file."""
    return _house_card(ProfileKind.COMPANY, "company", number, "Industries")


def _house_card(kind: ProfileKind, word: str, number: str, trade: str) -> Card:
    ref = f"{word}-{number}"
    name = random.Random(ref).choice(HOUSES)
    return Card(
        kind=kind,
        last_name=f"{name} {trade} {number}",
        email=f"{word}.{number}@example.com",
        external_ref=ref,
    )


def _guests(rows: list[Row]) -> dict[int, int]:
    """Map each row to the row whose guest it is: itself, or an earlier departed one.

    The file marks repeat guests without saying who they are; somebody of the same country
    who had departed when the booking was made is as likely as any other.
    """
    departed: dict[str, list[tuple[Row, int]]] = defaultdict(list)
    guest_of: dict[int, int] = {}
    for row in rows:
        earlier = departed[row.country]
        found = row.number
        if row.is_repeat and earlier:
            pick = random.Random(f"repeat-{row.number}")
            other, guest = pick.choice(earlier)
            if other.departure <= row.booked_on:
                found = guest
        guest_of[row.number] = found
        if row.has_departed:
            earlier.append((row, found))
    return guest_of
