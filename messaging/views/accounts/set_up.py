"""A sender account is made and changed here, and tried with a real mail."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.web.deeds import attempt
from messaging.domain.accounts import set_up as domain
from messaging.enums import Transport
from messaging.forms.accounts.account import TestForm
from messaging.forms.accounts.house_account import HouseAccountForm
from messaging.models import SenderAccount


@requires(Right.MESSAGING_ACCOUNTS, before_opening=True)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Make a sender account; its page then offers the test."""
    return _form_page(request, hotel, HouseAccountForm(request.POST or None, hotel=hotel))


@requires(Right.MESSAGING_ACCOUNTS, before_opening=True)
@require_http_methods(["GET", "POST"])
def change(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Change a sender account; an empty password box keeps the stored one."""
    account = get_object_or_404(SenderAccount, pk=pk, hotel=hotel)
    form = HouseAccountForm(request.POST or None, instance=account, hotel=hotel)
    return _form_page(request, hotel, form)


def _form_page(request: StaffRequest, hotel: Hotel, form: HouseAccountForm) -> HttpResponse:
    stored = form.instance.name if form.instance.pk else ""

    def act(typed: HouseAccountForm) -> SenderAccount:
        domain.keep(
            row=typed.row,
            hotel_id=hotel.pk,
            actor=request.actor,
            now=clock.now(),
            seen=typed.seen_before,
        )
        account: SenderAccount = typed.row
        return account

    if request.method == "POST":
        saved = attempt(form, act)  # type: ignore[arg-type]
        if saved is not None:
            _tell(request, saved, is_new=not stored)
            url = reverse("messaging:set_up_account_change", args=[hotel.code, saved.pk])
            return HttpResponseRedirect(url)
    context = {
        "form": form,
        "stored": stored,
        "account": form.instance,
        "test": TestForm(initial={"to_address": request.user.email or hotel.email}),
    }
    return render(
        request,
        "messaging/accounts/account.html",
        context,
        status=422 if request.method == "POST" else 200,
    )


def _tell(request: StaffRequest, account: SenderAccount, *, is_new: bool) -> None:
    name = {"name": account.name}
    said = _("%(name)s is made. Send a test mail now.") if is_new else _("“%(name)s” is saved.")
    messages.success(request, said % name)
    if account.transport == Transport.SMTP and account.does_not_use_tls:
        text = _("%(name)s sends without encryption: password and mails can be read.")
        messages.warning(request, text % name)
