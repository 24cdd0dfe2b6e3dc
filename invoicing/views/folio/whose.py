"""Whose folio or invoice a form is about, as its head says it."""

from django.utils.translation import gettext as _

from hotelpms.kit.money import Money
from hotelpms.kit.web.deeds import Whose
from invoicing.domain.folios import folios
from invoicing.models import Folio, Invoice
from reservations.domain.bill.keeper import Standing
from reservations.views.stay import whose


def of_folio(folio: Folio) -> Whose:
    """Return guest, room and dates of a folio with its balance and its deposit.

    A further window, or one that somebody else pays, says so; a house account has its payer only.
    """
    ids = [] if folio.pk is None else [folio.pk]
    balance = sum(folios.balances(ids).values(), start=Money.zero(folio.currency).amount)
    deposit = sum(folios.deposits(ids).values(), start=Money.zero(folio.currency).amount)
    if folio.stay is None:
        name = folio.name or folio.payer.full_name
        return Whose(name, (), _("Balance"), Money(balance, folio.currency))
    found = whose.about_stay(folio.stay, Standing(balance, deposit))
    return Whose(found.name, (*found.facts, *_window(folio)), found.label, found.amount)


def of_invoice(invoice: Invoice) -> Whose:
    """Return whose stay an invoice is about, who pays it, and what is still open on it."""
    owed = Money(invoice.receivable.open_amount, invoice.currency)
    stay = invoice.folio.stay
    if stay is None:
        return Whose(invoice.payer_name, (invoice.full_number,), _("Still open"), owed)
    found = whose.about_stay(stay, None)
    facts = (*found.facts, invoice.full_number)
    if invoice.payer_id != stay.guest_id:
        facts += (_payer(invoice.payer_name),)
    return Whose(found.name, facts, _("Still open"), owed)


def _window(folio: Folio) -> tuple[str, ...]:
    facts: tuple[str, ...] = ()
    if folio.window > 1:
        facts += (_("Window %(number)d") % {"number": folio.window},)
    if folio.stay is not None and folio.payer_id != folio.stay.guest_id:
        facts += (_payer(folio.payer.full_name),)
    return facts


def _payer(name: str) -> str:
    return _("Payer: %(name)s") % {"name": name}
