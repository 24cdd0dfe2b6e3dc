"""What every hotel sells and how it is paid, whatever its country. Names are English texts of the
catalogues; what is a name in every language, such as Bizum, stands in none of them."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop


@dataclass(frozen=True)
class Charge:
    """A charge code. kind is a value of invoicing's ChargeKind."""

    code: str
    name: str
    kind: str
    is_taxed: bool = True


@dataclass(frozen=True)
class Method:
    """A payment method. kind is a value of invoicing's MethodKind."""

    code: str
    name: str
    kind: str
    is_online: bool = False


# What cash can't be counted out to; only where a pack has a `cash_unit`.
ROUNDING = "ROUNDING"

CHARGES = (
    Charge("ROOM", gettext_noop("Room"), "room"),
    Charge("BREAKFAST", gettext_noop("Breakfast"), "board"),
    Charge("HALF_BOARD", gettext_noop("Half board"), "board"),
    Charge("RESTAURANT", gettext_noop("Restaurant"), "extra"),
    Charge("BAR", gettext_noop("Bar"), "extra"),
    Charge("ALCOHOL", gettext_noop("Alcoholic drinks"), "extra"),
    Charge("MINIBAR", gettext_noop("Minibar"), "extra"),
    Charge("SPA", gettext_noop("Spa"), "extra"),
    Charge("LAUNDRY", gettext_noop("Laundry"), "extra"),
    Charge("PARKING", gettext_noop("Parking"), "extra"),
    Charge("CITY_TAX", gettext_noop("City tax"), "city_tax", is_taxed=False),
    Charge("CANCEL_FEE", gettext_noop("Cancellation fee"), "fee", is_taxed=False),
    Charge("NO_SHOW_FEE", gettext_noop("No-show fee"), "fee", is_taxed=False),
)

METHODS = (
    Method("CASH", gettext_noop("Cash"), "cash"),
    Method("CARD", gettext_noop("Card"), "credit"),
    Method("BANK", gettext_noop("Bank transfer"), "credit"),
    Method("ONLINE", gettext_noop("Online payment"), "credit", is_online=True),
    Method("CITY", gettext_noop("City ledger"), "deferred"),
    Method("INVITATION", gettext_noop("Invitation"), "invitation"),
)


def renamed(charges: tuple[Charge, ...], code: str, name: str) -> tuple[Charge, ...]:
    """Return the charge codes with another name for one of them."""
    return tuple(
        Charge(charge.code, name, charge.kind, charge.is_taxed) if charge.code == code else charge
        for charge in charges
    )
