"""Made-up guests, agencies and companies of the demonstration hotel, all at example.com."""

import random
from dataclasses import dataclass
from datetime import date

from cardex.domain.cards.profiles import Card
from cardex.enums import ProfileKind, VipLevel


@dataclass(frozen=True)
class Nation:
    """Where guests come from, and what they may be called; names are split at spaces."""

    country: str
    language: str
    first_names: str
    last_names: str
    cities: str


NATIONS = (
    Nation(
        "ES",
        "es",
        "Lucía Iker Carmen Álvaro Nerea Ander",
        "García Etxeberria Ruiz Navarro Olano",
        "Madrid Bilbao Zaragoza",
    ),
    Nation(
        "GB",
        "en",
        "Emma Oliver Grace Harry Amelia Rupert",
        "Whitfield Barnes Hughes Clarke Osborne",
        "London Leeds Bristol",
    ),
    Nation(
        "FR",
        "en",
        "Camille Hugo Manon Jules Inès Bastien",
        "Laurent Moreau Girard Lefèvre Chevalier",
        "Bordeaux Lyon Paris",
    ),
    Nation(
        "DE",
        "en",
        "Lena Jonas Clara Felix Mia Henrik",
        "Schäfer Wagner Brandt Krüger Lorenz",
        "Hamburg Köln München",
    ),
    Nation(
        "TR",
        "tr",
        "Elif Mehmet Zeynep Emre Ayşe Deniz",
        "Yılmaz Demir Şahin Çelik Aydın",
        "İstanbul Ankara İzmir",
    ),
    Nation(
        "CZ",
        "cs",
        "Tereza Jan Eliška Petr Klára Ondřej",
        "Novák Dvořák Procházka Svoboda Beneš",
        "Praha Brno Plzeň",
    ),
)
AGENCIES = ("Costa Vasca Viajes", "Northern Lights Travel", "Bohemia Tours")
COMPANIES = ("Ibaia Ingeniería", "Harbour & Finch", "Anadolu Tekstil")
OLDEST, YOUNGEST = 1950, 2003
VIP_SHARE = 0.08


def guest_card(number: int) -> Card:
    """Return the card of the n-th guest, always the same for the same number."""
    pick = random.Random(f"miramar-{number}")
    nation = pick.choice(NATIONS)
    return Card(
        kind=ProfileKind.GUEST,
        first_name=pick.choice(nation.first_names.split()),
        last_name=pick.choice(nation.last_names.split()),
        email=f"guest.{number}@example.com",
        language=nation.language,
        nationality=nation.country,
        country=nation.country,
        city=pick.choice(nation.cities.split()),
        birth_date=date(pick.randint(OLDEST, YOUNGEST), pick.randint(1, 12), pick.randint(1, 28)),
        vip=VipLevel.VIP1 if pick.random() < VIP_SHARE else VipLevel.NONE,
        external_ref=f"miramar-guest-{number}",
    )


def house_cards() -> list[Card]:
    """Return the cards of the agencies and the companies, in this order."""
    named = [(ProfileKind.AGENCY, name) for name in AGENCIES]
    named += [(ProfileKind.COMPANY, name) for name in COMPANIES]
    return [
        Card(
            kind=kind,
            last_name=name,
            email=f"{kind}.{number}@example.com",
            external_ref=f"miramar-{kind}-{number}",
        )
        for number, (kind, name) in enumerate(named)
    ]
