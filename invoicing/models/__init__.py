from invoicing.models.codes import ChargeCode, PaymentMethod, TaxRate
from invoicing.models.day import DayFigures
from invoicing.models.folio import Charge, Folio, Payment
from invoicing.models.invoice import Invoice, InvoiceDocument, InvoiceLine, Receivable, Series
from invoicing.models.ledger import LedgerDay
from invoicing.models.paylink import GatewaySession, PaymentLink, PaymentSolution, Receipt

__all__ = [
    "Charge",
    "ChargeCode",
    "DayFigures",
    "Folio",
    "GatewaySession",
    "Invoice",
    "InvoiceDocument",
    "InvoiceLine",
    "LedgerDay",
    "Payment",
    "PaymentLink",
    "PaymentMethod",
    "PaymentSolution",
    "Receipt",
    "Receivable",
    "Series",
    "TaxRate",
]
