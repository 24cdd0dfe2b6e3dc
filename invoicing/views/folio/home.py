"""The money page: what is owed, what is held, what came in today, and what is to be done."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.dates import format_day
from hotelpms.kit.money import Money, format_money
from hotelpms.kit.web.paging import paged
from hotelpms.kit.web.parts import Action, Badge, KeyFigure, Offer, offered
from invoicing.domain.invoices.terms import due_on
from invoicing.domain.online import settling, solutions
from invoicing.domain.pages import overview
from invoicing.domain.pages.overview import OpenFolios, OpenLine
from invoicing.models import Payment, Receivable
from invoicing.views.folio import actions
from invoicing.views.invoices import actions as invoice_actions

PER_PAGE = 50
SHOWN = 10


@dataclass(frozen=True)
class FolioRow:
    """An open folio with what is to be done next; `due` is set for who leaves today or should."""

    line: OpenLine
    due: Badge | None
    action: Action | None


@dataclass(frozen=True)
class DebtRow:
    """An unpaid invoice, until when it is to be paid, and how it gets paid."""

    receivable: Receivable
    due_on: datetime.date
    late: Badge | None
    buttons: list[Action]


@requires(Right.INVOICING_VIEW)
@require_GET
def home(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Show what the house is owed and holds, online payments to look at and today's money."""
    found = overview.open_folios(hotel=hotel)
    page = paged(request, found.in_house, PER_PAGE)
    unpaid = overview.unpaid_invoices(hotel=hotel)
    payments = list(overview.payments_of(hotel=hotel, date=request.business_date))
    receipts = list(settling.waiting(hotel))
    links = list(overview.waiting_links(hotel=hotel, now=clock.now()))
    takes_online = solutions.online_method(hotel.pk) is not None
    offers = [invoice_actions.SETTLE, *([invoice_actions.SEND_LINK] if takes_online else [])]
    context = {
        "hotel": hotel,
        "business_date": request.business_date,
        "figures": _figures(hotel, found, unpaid.count(), payments, len(receipts)),
        "page": page,
        "in_house": [_folio_row(request, line) for line in page],
        "left": [_folio_row(request, line) for line in found.left],
        "deposits": found.deposits[:SHOWN],
        "deposits_count": len(found.deposits),
        "others": [_folio_row(request, line) for line in found.others],
        "unpaid": [_debt_row(request, row, offers) for row in unpaid[:SHOWN]],
        "unpaid_count": unpaid.count(),
        "receipts": receipts[:SHOWN],
        "receipts_count": len(receipts),
        "links": links[:SHOWN],
        "links_count": len(links),
        "payments": payments[:SHOWN],
        "payments_count": len(payments),
        "methods": overview.by_method(payments),
    }
    return render(request, "invoicing/folio/home.html", context)


def _figures(
    hotel: Hotel, found: OpenFolios, unpaid: int, payments: list[Payment], receipts: int
) -> list[KeyFigure]:
    """Return the sums above the page; what is at nothing and asks for nothing is left out."""
    invoices = reverse("invoicing:invoices", args=[hotel.code])
    paid = sum((payment.amount for payment in payments), Money.zero(hotel.currency).amount)
    figures: list[tuple[Any, KeyFigure]] = [
        (
            True,
            KeyFigure(
                _("Owed in house"),
                _shown(found.owed_in_house, hotel),
                _folios(len(found.in_house)),
                "#in-house",
                "bed-double",
            ),
        ),
        (
            found.left,
            KeyFigure(
                _("Left with an open folio"),
                _shown(found.owed_by_left, hotel),
                _folios(len(found.left)),
                "#left",
                "log-out",
                "warn",
            ),
        ),
        (
            found.held,
            KeyFigure(_("Deposits held"), _shown(found.held, hotel), "", "#deposits", "piggy-bank"),
        ),
        (
            unpaid,
            KeyFigure(
                _("Unpaid invoices"),
                _shown(overview.unpaid_total(hotel=hotel), hotel) if unpaid else "",
                ngettext("%(n)d invoice", "%(n)d invoices", unpaid) % {"n": unpaid},
                invoices + "?state=open",
                "file-clock",
            ),
        ),
        (
            receipts,
            KeyFigure(
                _("Online payments to check"),
                receipts,
                "",
                reverse("invoicing:receipts", args=[hotel.code]),
                "credit-card",
                "bad",
            ),
        ),
        (
            True,
            KeyFigure(
                _("Payments today"),
                _shown(paid, hotel),
                ngettext("%(n)d payment", "%(n)d payments", len(payments)) % {"n": len(payments)},
                "#payments",
                "banknote",
            ),
        ),
    ]
    return [figure for is_shown, figure in figures if is_shown]


def _folio_row(request: StaffRequest, line: OpenLine) -> FolioRow:
    stay, today = line.folio.stay, request.business_date
    is_due = line.is_in_house and stay is not None and stay.departure <= today
    due = Badge("warn", _("Due out"), "log-out") if is_due else None
    return FolioRow(line, due, _next(request, line, is_due=is_due))


def _next(request: StaffRequest, line: OpenLine, *, is_due: bool) -> Action | None:
    """Return the one thing that brings a folio to zero."""
    code, rights = request.hotel.code, request.rights
    if is_due and Right.RESERVATIONS_CHECK_OUT in rights:
        return actions.CHECK_OUT.at(code, line.folio.stay_id)
    if line.balance > 0 and Right.INVOICING_PAY in rights:
        return actions.TAKE_PAYMENT.at(code, line.key)
    if line.is_left_behind and line.deposit and Right.INVOICING_KEEP_DEPOSIT in rights:
        return actions.KEEP_DEPOSIT.at(code, line.folio.pk)
    if line.balance < 0 and Right.INVOICING_REFUND in rights:
        return actions.REFUND.at(code, line.folio.pk)
    return None


def _debt_row(request: StaffRequest, row: Receivable, offers: list[Offer]) -> DebtRow:
    due = due_on(row.invoice)
    late = None
    if due < request.business_date:
        late = Badge("bad", _("Overdue since %(date)s") % {"date": format_day(due, "brief")})
    may = invoice_actions.invoice_actions(
        row.invoice, request.rights, is_payable=True, is_credited=False
    )
    return DebtRow(row, due, late, offered(offers, may, request.hotel.code, row.invoice_id))


def _folios(count: int) -> str:
    return ngettext("%(n)d folio", "%(n)d folios", count) % {"n": count}


def _shown(amount: Any, hotel: Hotel) -> str:
    return format_money(Money(amount, hotel.currency), get_language() or "en")
