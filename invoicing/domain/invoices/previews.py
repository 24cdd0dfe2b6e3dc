"""What the next invoice of a folio would say, before anybody issues it."""

from dataclasses import dataclass

from invoicing.domain.folios.descriptions import said_in
from invoicing.domain.folios.uninvoiced import as_printed, uninvoiced
from invoicing.domain.invoices.parties import billing_party
from invoicing.domain.tax.tax import Amounts, total
from invoicing.domain.tax.tax_table import TaxRow, tax_table
from invoicing.models import Charge, Folio


@dataclass(frozen=True)
class Preview:
    """A draft in the folio's currency; it has no number and can still change."""

    folio: Folio
    payer_name: str
    payer_tax_id: str
    payer_address: str
    lines: list[Charge]
    taxes: list[TaxRow]
    amounts: Amounts


def preview(*, folio: Folio, language: str) -> Preview:
    """Return the draft over everything that no invoice holds yet, its texts in `language`.

    The folio comes with its payer. Two queries.
    """
    lines = as_printed(uninvoiced([folio.pk]))
    for line in lines:
        line.description = said_in(line.description, line.code, language)
    return Preview(
        folio=folio,
        **billing_party(folio.payer, language),
        lines=lines,
        taxes=tax_table(lines),
        amounts=total(Amounts.of(line) for line in lines),
    )
