"""The chain of issued documents: each carries the SHA-256 of itself and the one before.

The canonical text is JSON with sorted keys, amounts with two decimals, or three in a currency
that has so many, dates in ISO form and the moment of issue in UTC. Changing any part of it
changes every hash that ever was: a new field needs a new value of `form`.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from decimal import Decimal
from itertools import pairwise

from hotelpms.kit.currencies import digits
from invoicing.models import Invoice, InvoiceLine, Series

FORM = 1

HEAD = (
    "kind", "full_number", "number", "issued_by", "reason", "seller_name", "seller_tax_id",
    "seller_address", "payer_name", "payer_tax_id", "payer_address", "stay_text", "language",
    "currency", "previous_hash",
)  # fmt: skip


@dataclass(frozen=True)
class Problem:
    """One fault of a series: the number it was found at, and a code.

    gap: a number is missing. date: dates go back. link: the previous hash is another.
    content: head or lines are not what was issued. sum: lines do not add up to the head.
    end: the counter of the series does not agree with its last document.
    """

    number: int
    code: str


def seal(invoice: Invoice, lines: Sequence[InvoiceLine]) -> str:
    """Return the hash of a document: 64 hexadecimal digits."""
    return hashlib.sha256(canonical(invoice, lines).encode()).hexdigest()


def canonical(invoice: Invoice, lines: Sequence[InvoiceLine]) -> str:
    """Return the text that is hashed, previous hash included."""
    places = max(2, digits(invoice.currency))
    content = {name: getattr(invoice, name) for name in HEAD} | {
        "form": FORM,
        "issue_date": invoice.issue_date.isoformat(),
        "issued_at": invoice.issued_at.astimezone(UTC).isoformat(),
        "original": invoice.original_id,
        "folio": invoice.folio_id,
        "payer": invoice.payer_id,
        "net": _text(invoice.net, places),
        "tax": _text(invoice.tax, places),
        "total": _text(invoice.total, places),
        "lines": [_line(line, places) for line in lines],
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def verify_chain(series_id: int) -> list[Problem]:
    """Return every fault of a series, none when it stands as issued. Two queries and the lines."""
    series = Series.objects.get(pk=series_id)
    invoices = list(
        Invoice.objects.filter(series=series).order_by("number").prefetch_related("lines")
    )
    problems = [problem for invoice in invoices for problem in _faults_of(invoice)]
    problems += _faults_of_order(invoices)
    last = invoices[-1] if invoices else None
    end = (last.number, last.hash, last.issue_date) if last else (0, "", None)
    if end != (series.last_number, series.last_hash, series.last_date):
        problems.append(Problem(series.last_number, "end"))
    return sorted(problems, key=lambda problem: problem.number)


def _faults_of(invoice: Invoice) -> Iterator[Problem]:
    lines = sorted(invoice.lines.all(), key=lambda line: line.position)
    if seal(invoice, lines) != invoice.hash:
        yield Problem(invoice.number, "content")
    if sum((line.gross for line in lines), Decimal(0)) != invoice.total:
        yield Problem(invoice.number, "sum")


def _faults_of_order(invoices: Iterable[Invoice]) -> list[Problem]:
    problems = []
    chain = [None, *invoices]
    for before, invoice in pairwise(chain):
        assert invoice is not None
        if invoice.number != (before.number if before else 0) + 1:
            problems.append(Problem(invoice.number, "gap"))
        if before and invoice.issue_date < before.issue_date:
            problems.append(Problem(invoice.number, "date"))
        if invoice.previous_hash != (before.hash if before else ""):
            problems.append(Problem(invoice.number, "link"))
    return problems


def _line(line: InvoiceLine, places: int) -> list[object]:
    return [
        line.position,
        line.charge_id,
        line.code_id,
        line.date.isoformat(),
        line.description,
        _text(line.quantity, 2),
        f"{line.tax_percent:.3f}",
        _text(line.net, places),
        _text(line.tax, places),
        _text(line.gross, places),
    ]


def _text(amount: Decimal, places: int) -> str:
    return f"{amount:.{places}f}"
