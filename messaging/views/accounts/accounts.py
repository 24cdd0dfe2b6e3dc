from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.web.parts import Badge
from messaging.domain.accounts import accounts as domain
from messaging.domain.accounts import troubles
from messaging.domain.pages import queries
from messaging.forms.accounts.account import TestForm
from messaging.models import SenderAccount
from messaging.views.tabs import tabs


@dataclass(frozen=True)
class AccountCard:
    """An account with what is wrong with it, and when its next try is when it rests."""

    account: SenderAccount
    failure: str
    test_failure: str
    badge: Badge
    next_try: datetime | None


@requires(Right.MESSAGING_ACCOUNTS)
@require_GET
def accounts(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """List the sender accounts with what is wrong with them, in plain words."""
    rows = list(queries.accounts_of(hotel))
    context = {
        "hotel": hotel,
        "tabs": tabs(request, "messaging:accounts"),
        "accounts": [_shown(row, clock.now()) for row in rows],
        "form": TestForm(initial={"to_address": request.user.email or hotel.email}),
    }
    return render(request, "messaging/accounts/accounts.html", context)


def _shown(row: SenderAccount, now: datetime) -> AccountCard:
    rests = row.paused_until is not None and row.paused_until > now
    next_try = row.paused_until if rests else None
    return AccountCard(
        row,
        troubles.explain(row.failure),
        troubles.explain_test(row.test_failure),
        _badge(row),
        next_try,
    )


def _badge(row: SenderAccount) -> Badge:
    if not row.is_active:
        return Badge("mute", _("Off"))
    if row.failing_since:
        return Badge("bad", _("Failing"), "circle-x")
    if row.test_failed_at:
        return Badge("bad", _("Test failed"), "circle-x")
    if row.tested_at:
        return Badge("ok", _("Works"), "check")
    return Badge("warn", _("Not tested yet"), "circle-alert")


@requires(Right.MESSAGING_ACCOUNTS)
@require_POST
def test(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Send a real mail through the account and say what happened."""
    get_object_or_404(SenderAccount.objects.only("pk"), pk=pk, hotel=hotel)
    form = TestForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Enter the address that the test mail goes to."))
        return redirect("messaging:accounts", hotel=hotel.code)
    result = domain.test_account(
        account_id=pk,
        to_address=form.wish().to_address,
        actor=request.actor,
        now=clock.now(),
    )
    report = messages.success if result.ok else messages.error
    report(request, result.explanation)
    return redirect("messaging:accounts", hotel=hotel.code)


test.__test__ = False  # type: ignore[attr-defined] # a page, whatever its name
