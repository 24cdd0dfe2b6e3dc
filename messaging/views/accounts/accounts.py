from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from messaging.domain.accounts import accounts as domain
from messaging.domain.pages import queries
from messaging.forms.accounts.account import TestForm
from messaging.models import SenderAccount
from messaging.views.tabs import tabs


@requires(Right.MESSAGING_ACCOUNTS)
@require_GET
def accounts(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """List the sender accounts with what is wrong with them, in plain words."""
    rows = list(queries.accounts_of(hotel))
    context = {
        "hotel": hotel,
        "tabs": tabs(request, "messaging:accounts"),
        "accounts": [(row, domain.explain(row.failure)) for row in rows],
        "form": TestForm(initial={"to_address": request.user.email or hotel.email}),
        "now": clock.now(),
    }
    return render(request, "messaging/accounts/accounts.html", context)


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
