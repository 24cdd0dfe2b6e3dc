"""The keywords a hotel may use in its texts, per kind of message, with a sample for the preview."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from difflib import get_close_matches

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hotelpms.kit import languages
from hotelpms.kit.dates import format_day, format_hour
from hotelpms.kit.errors import Refused
from hotelpms.kit.languages import as_written
from hotelpms.kit.money import Money, format_money
from messaging.domain.wording import greetings, language
from messaging.enums import MessageKind


@dataclass(frozen=True)
class Keyword:
    """`name` is written as @NAME; `sample` stands in the preview, by language."""

    name: str
    description: Promise
    sample: dict[str, str]

    def sample_in(self, code: str) -> str:
        """Return the sample in a language, in English when there is none."""
        return self.sample.get(code, self.sample["en"])


class UnknownKeyword(Refused):
    """A text uses keywords that its kind of message does not have."""


def _same(text: str) -> dict[str, str]:
    return dict.fromkeys(languages.codes(), text)


def _words(**texts: str) -> dict[str, str]:
    return texts


def _dates(day: date) -> dict[str, str]:
    return {
        code: format_day(day, "long", language=as_written(code, "")) for code in languages.codes()
    }


def _times(hour: time) -> dict[str, str]:
    return {code: format_hour(hour, language=as_written(code, "")) for code in languages.codes()}


def _amounts(euros: int) -> dict[str, str]:
    amount = Money(Decimal(euros), "EUR")
    return {code: format_money(amount, code) for code in languages.codes()}


_ALL = (
    Keyword(
        "GREETING",
        gettext_lazy("The first line: for a person, a company or nobody known"),
        {code: greetings.for_name("Ana Ruiz", code) for code in languages.codes()},
    ),
    Keyword("NAME", gettext_lazy("First name of the recipient"), _same("Ana")),
    Keyword("SURNAME", gettext_lazy("Last name of the recipient"), _same("Ruiz")),
    Keyword("HOTEL", gettext_lazy("Name of the hotel"), _same("Hotel Miramar")),
    Keyword("HOTEL_PHONE", gettext_lazy("Phone of the hotel"), _same("+34 951 000 000")),
    Keyword("HOTEL_EMAIL", gettext_lazy("E-mail of the hotel"), _same("reception@example.com")),
    Keyword("HOTEL_CITY", gettext_lazy("City of the hotel"), _same("Málaga")),
    Keyword("CHECK_IN_TIME", gettext_lazy("Hour from which rooms are ready"), _times(time(15))),
    Keyword("CHECK_OUT_TIME", gettext_lazy("Hour until which rooms are free"), _times(time(11))),
    Keyword("CODE", gettext_lazy("Code of the reservation"), _same("7K4M2Q")),
    Keyword("ARRIVAL", gettext_lazy("Date of arrival"), _dates(date(2027, 5, 14))),
    Keyword("DEPARTURE", gettext_lazy("Date of departure"), _dates(date(2027, 5, 17))),
    Keyword("NIGHTS", gettext_lazy("Number of nights"), _same("3")),
    Keyword("GUESTS", gettext_lazy("Number of guests"), _same("3")),
    Keyword("ADULTS", gettext_lazy("Number of adults"), _same("2")),
    Keyword("CHILDREN", gettext_lazy("Number of children, empty when there are none"), _same("1")),
    Keyword(
        "ROOM_TYPE",
        gettext_lazy("Type of the room"),
        _words(
            en="Double room with sea view",
            es="Habitación doble con vistas al mar",
            tr="Deniz manzaralı çift kişilik oda",
            cs="Dvoulůžkový pokoj s výhledem na moře",
        ),
    ),
    Keyword("ROOM", gettext_lazy("Room number, empty until one is assigned"), _same("204")),
    Keyword(
        "BOARD",
        gettext_lazy("Board"),
        _words(
            en="Bed and breakfast",
            es="Alojamiento y desayuno",
            tr="Oda ve kahvaltı",
            cs="Se snídaní",
        ),
    ),
    Keyword("TOTAL", gettext_lazy("Price of the whole stay"), _amounts(435)),
    Keyword(
        "OLD_ARRIVAL", gettext_lazy("Date of arrival before the change"), _dates(date(2027, 5, 13))
    ),
    Keyword(
        "OLD_DEPARTURE",
        gettext_lazy("Date of departure before the change"),
        _dates(date(2027, 5, 15)),
    ),
    Keyword("OLD_TOTAL", gettext_lazy("Price before the change"), _amounts(290)),
    Keyword("FEE", gettext_lazy("Cancellation fee, empty when there is none"), _amounts(145)),
    Keyword("INVOICE", gettext_lazy("Number of the invoice"), _same("A-2027-00042")),
    Keyword("AMOUNT", gettext_lazy("Amount of the bill or payment"), _amounts(435)),
    Keyword("BALANCE", gettext_lazy("Amount still open, empty when paid"), _amounts(120)),
    Keyword(
        "METHOD",
        gettext_lazy("Way of payment"),
        _words(
            en="Card",
            es="Tarjeta",
            tr="Kart",
            cs="Karta",
        ),
    ),
    Keyword("DATE", gettext_lazy("Date of the bill or payment"), _dates(date(2027, 5, 17))),
    Keyword("LINK", gettext_lazy("Address that the button opens"), _same("https://example.com/g")),
    Keyword("EXPIRES", gettext_lazy("Until when the link works"), _dates(date(2027, 5, 18))),
    Keyword("BUSINESS_DATE", gettext_lazy("The date that was closed"), _dates(date(2027, 5, 16))),
    Keyword(
        "REPORTS",
        gettext_lazy("Names of the attached reports"),
        _words(
            en="Manager's flash, Arrivals, Revenue",
            es="Resumen de dirección, Llegadas, Ingresos",
            tr="Yönetici özeti, Gelişler, Gelirler",
            cs="Přehled pro vedení, Příjezdy, Tržby",
        ),
    ),
    Keyword(
        "DEPARTMENT",
        gettext_lazy("The department that gets the mail"),
        _words(
            en="Front office",
            es="Recepción",
            tr="Ön büro",
            cs="Recepce",
        ),
    ),
    Keyword(
        "ATTENTION",
        gettext_lazy("What somebody must look at, empty when all is well"),
        _words(
            en="The invoice was paid already.",
            es="La factura ya estaba pagada.",
            tr="Fatura daha önce ödenmişti.",
            cs="Faktura už byla zaplacena.",
        ),
    ),
    Keyword("ACCOUNT", gettext_lazy("Name of the sender account"), _same("Reception")),
)
REGISTRY = {keyword.name: keyword for keyword in _ALL}

ALWAYS = [
    "GREETING",
    "NAME",
    "SURNAME",
    "HOTEL",
    "HOTEL_PHONE",
    "HOTEL_EMAIL",
    "HOTEL_CITY",
    "CHECK_IN_TIME",
    "CHECK_OUT_TIME",
]
STAY = [
    "CODE",
    "ARRIVAL",
    "DEPARTURE",
    "NIGHTS",
    "GUESTS",
    "ADULTS",
    "CHILDREN",
    "ROOM_TYPE",
    "ROOM",
    "BOARD",
    "TOTAL",
]
BILL = [
    "CODE",
    "ARRIVAL",
    "DEPARTURE",
    "NIGHTS",
    "ROOM",
    "INVOICE",
    "DATE",
    "AMOUNT",
    "BALANCE",
    "METHOD",
]

_OWN: dict[str, list[str]] = {
    MessageKind.CONFIRMATION: [*STAY],
    MessageKind.CHANGED: [*STAY, "OLD_ARRIVAL", "OLD_DEPARTURE", "OLD_TOTAL"],
    MessageKind.CANCELLATION: [*STAY, "FEE"],
    MessageKind.PRE_STAY: [*STAY],
    MessageKind.ARRIVAL: [*STAY],
    MessageKind.DEPARTURE: [*STAY, "BALANCE"],
    MessageKind.POST_STAY: [*STAY],
    MessageKind.INVOICE: [*BILL],
    MessageKind.PAYMENT_LINK: [*BILL, "LINK", "EXPIRES"],
    MessageKind.RECEIPT: [*BILL],
    MessageKind.PAYMENT_NOTICE: [*BILL, "ATTENTION", "LINK"],
    MessageKind.PAYMENT_TROUBLE: [*BILL, "ATTENTION", "LINK"],
    MessageKind.CLOSING_REPORT: ["BUSINESS_DATE", "REPORTS", "DEPARTMENT", "LINK"],
    MessageKind.ACCOUNT_TEST: ["ACCOUNT", "LINK"],
}


def of_kind(kind: str) -> list[Keyword]:
    """Return the keywords of a kind of message in the order of the list beside the editor."""
    return [REGISTRY[name] for name in (*ALWAYS, *_OWN[kind])]


def samples(kind: str, code: str) -> dict[str, str]:
    """Return a text for every keyword of the kind, for the preview."""
    return {keyword.name: keyword.sample_in(code) for keyword in of_kind(kind)}


def check(subject: str, body: str, kind: str) -> None:
    """Accept a wording or say what is wrong with it.

    Raises UnknownKeyword for keywords the kind does not have, and language.Mistake for an
    {if} without its {end} or a keyword where none may stand.
    """
    used = language.names(language.parse(subject)) | language.names(language.parse(body))
    known = [keyword.name for keyword in of_kind(kind)]
    unknown = sorted(used.difference(known))
    if unknown:
        raise UnknownKeyword(" ".join(_complaint(name, known) for name in unknown))


def _complaint(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1)
    if near:
        return _("@%(name)s is not a keyword here. Did you mean @%(near)s?") % {
            "name": name,
            "near": near[0],
        }
    return _("@%(name)s is not a keyword of this kind of message.") % {"name": name}
