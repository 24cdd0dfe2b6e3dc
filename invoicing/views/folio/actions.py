"""What may be done with a folio, a line and a window on the way out, and the buttons for it.

By its state, by the amounts, by the right. The domain decides again when one is pressed.
"""

from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.kit.web.parts import Action, Offer, Opens, offered
from invoicing.domain.pages.check_out_page import LeavingFolio
from invoicing.domain.pages.entries import Entry
from invoicing.domain.pages.folio_page import FolioPage

# Forms that were opened on the way out lead back there.
FROM_CHECK_OUT = "?from=check_out"
POST_CHARGE = Offer("post", gettext_lazy("Post a charge"), "invoicing:post_charge", "plus")
TAKE_PAYMENT = Offer("pay", gettext_lazy("Take a payment"), "invoicing:take_payment", "banknote")
CHANGE_PAYER = Offer("post", gettext_lazy("Change the payer"), "invoicing:payer")
CITY_LEDGER = Offer("owe", gettext_lazy("Move to the city ledger"), "invoicing:city_ledger")
REFUND = Offer("refund", gettext_lazy("Refund"), "invoicing:refund")
CHECK_OUT = Offer(
    "check_out", gettext_lazy("Check out"), "invoicing:check_out", "log-out", Opens.PAGE
)
NEW_WINDOW = Offer("open_window", gettext_lazy("New window"), "invoicing:open_window", "plus")
MENU = (
    CITY_LEDGER,
    REFUND,
    Offer("keep", gettext_lazy("Keep the deposit"), "invoicing:keep_deposit"),
    Offer(
        "issue",
        gettext_lazy("Issue an invoice"),
        "invoicing:issue",
        opens=Opens.POST,
        question=gettext_lazy(
            "Issue an invoice over the charges that have none? An issued invoice cannot be changed."
        ),
    ),
    Offer("close", gettext_lazy("Close the folio"), "invoicing:close_folio", opens=Opens.POST),
    Offer("reopen", gettext_lazy("Open the folio again"), "invoicing:reopen_folio"),
)
PREVIEW = Offer("preview", gettext_lazy("Preview the invoice"), "invoicing:preview_invoice")
INVOICES = Offer("", gettext_lazy("All invoices"), "invoicing:invoices", opens=Opens.PAGE)
CORRECT_CHARGE = Offer("", gettext_lazy("Correct"), "invoicing:reverse_charge")
CORRECT_PAYMENT = Offer("", gettext_lazy("Correct"), "invoicing:reverse_payment")


@dataclass(frozen=True)
class FolioActions:
    """`owe` leaves the balance for later, to the city ledger."""

    post: bool
    pay: bool
    owe: bool
    refund: bool
    keep: bool
    issue: bool
    close: bool
    reopen: bool
    preview: bool
    check_out: bool
    open_window: bool


def folio_actions(page: FolioPage, rights: frozenset[Right]) -> FolioActions:
    """Return what may be done with a folio on its page."""
    is_open, owes = page.is_open, page.balance > 0
    may_issue, may_pay = Right.INVOICING_ISSUE in rights, Right.INVOICING_PAY in rights
    return FolioActions(
        post=is_open and Right.INVOICING_POST in rights,
        pay=is_open and may_pay,
        owe=is_open and owes and may_pay,
        refund=is_open and bool(page.credit or page.deposit) and Right.INVOICING_REFUND in rights,
        keep=page.has_lost_deposit and Right.INVOICING_KEEP_DEPOSIT in rights,
        issue=is_open and page.uninvoiced > 0 and may_issue,
        close=page.can_be_closed and may_issue,
        reopen=not is_open and Right.INVOICING_CREDIT_NOTE in rights,
        preview=page.uninvoiced > 0,
        check_out=page.leads_to_check_out and Right.RESERVATIONS_CHECK_OUT in rights,
        open_window=page.folio.stay is not None and Right.INVOICING_POST in rights,
    )


def on_page(hotel: Hotel, page: FolioPage, may: FolioActions) -> list[Action]:
    """Return the buttons above a folio."""
    take_payment = replace(TAKE_PAYMENT, css="primary" if page.balance > 0 else "")
    return [
        *offered([POST_CHARGE, take_payment], may, hotel.code, page.key),
        *offered([CHECK_OUT], may, hotel.code, page.folio.stay_id),
    ]


def in_menu(hotel: Hotel, page: FolioPage, may: FolioActions) -> list[Action]:
    """Return what stands behind the buttons of a folio."""
    return [*offered(MENU, may, hotel.code, page.folio.pk), INVOICES.at(hotel.code)]


def corrections(
    hotel: Hotel, page: FolioPage, rights: frozenset[Right]
) -> list[tuple[Entry, Action | None]]:
    """Return each line of a folio with the link that corrects it, where it may be corrected."""
    may_correct, may_refund = Right.INVOICING_CORRECT in rights, Right.INVOICING_REFUND in rights

    def correct(entry: Entry) -> Action | None:
        if not (page.is_open and entry.can_be_corrected):
            return None
        if entry.is_charge:
            return CORRECT_CHARGE.at(hotel.code, entry.id) if may_correct else None
        return CORRECT_PAYMENT.at(hotel.code, entry.id) if may_refund else None

    return [(entry, correct(entry)) for entry in page.entries]


def on_way_out(hotel: Hotel, window: LeavingFolio, rights: frozenset[Right]) -> list[Action]:
    """Return the buttons of a window at the check-out."""
    if not window.is_open:
        return []
    found = []
    if Right.INVOICING_POST in rights:
        payer = replace(CHANGE_PAYER, css="plain", query=FROM_CHECK_OUT)
        charge = replace(POST_CHARGE, query=FROM_CHECK_OUT)
        found += [offer.at(hotel.code, window.key) for offer in (payer, charge)]
    if window.balance > 0 and Right.INVOICING_PAY in rights:
        label = pgettext_lazy("deed", "City ledger")
        later = replace(CITY_LEDGER, label=label, query=FROM_CHECK_OUT)
        now = replace(TAKE_PAYMENT, query=FROM_CHECK_OUT)
        found += [offer.at(hotel.code, window.folio.pk) for offer in (later, now)]
    if window.balance < 0 and Right.INVOICING_REFUND in rights:
        refund = replace(REFUND, css="danger", query=FROM_CHECK_OUT)
        found.append(refund.at(hotel.code, window.folio.pk))
    return found


def take_from(
    hotel: Hotel, window: LeavingFolio, amount: str, rights: frozenset[Right]
) -> Action | None:
    """Return the large button that takes what a window owes."""
    if not (window.is_open and window.balance > 0 and Right.INVOICING_PAY in rights):
        return None
    label = _("Take %(amount)s from %(payer)s") % {"amount": amount, "payer": window.folio.payer}
    address = reverse("invoicing:take_payment", args=[hotel.code, window.folio.pk])
    return Action(label, address + FROM_CHECK_OUT, "banknote")
