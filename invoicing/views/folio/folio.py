"""The folio page, its windows and its payer."""

from functools import partial

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cardex.models import Profile
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.web import edge, htmx
from hotelpms.kit.web.deeds import Deed, answer
from hotelpms.kit.web.parts import offered
from invoicing.domain.check_out import checkout
from invoicing.domain.folios import folios
from invoicing.domain.folios.keys import FolioKey, MainOf, key_of
from invoicing.domain.invoices import invoices, previews
from invoicing.domain.pages import folio_page
from invoicing.forms.folio.folio import PayerForm, PayerWish, WindowForm, WindowWish
from invoicing.forms.folio.posting import ChargeForm, Reason, ReasonForm
from invoicing.models import Folio
from invoicing.views.folio import actions, whose
from reservations.models import Stay
from reservations.views.stay.whose import of_stay

# What the forms about a folio show of it and of its stay.
FOR_FORMS = ("hotel", "payer", "stay__reservation", "stay__guest", "stay__room")
PAYER_PANEL = "invoicing/folio/payer_panel.html"


@requires(Right.INVOICING_VIEW)
@require_GET
def folio(request: StaffRequest, hotel: Hotel, pk: FolioKey) -> HttpResponse:
    """Show one window: charges and payments in one table with the running balance.

    Looking opens none; the address of one that is opened meanwhile leads to it.
    """
    found = folio_or_404(hotel, pk)
    if key_of(found) != pk:
        return HttpResponseRedirect(address_of(found))
    hides = edge.asked(request).line("corrections") == "hidden"
    page = _page(hotel, found, hides)
    may = actions.folio_actions(page, request.rights)
    here = hotel.code, page.folio.pk
    context = {
        "hotel": hotel,
        "page": page,
        "hides_corrections": hides,
        "quick_form": _quick_form(request, hotel) if may.post else None,
        "buttons": actions.on_page(hotel, page, may),
        "menu": actions.in_menu(hotel, page, may),
        "new_window": offered([actions.NEW_WINDOW], may, hotel.code, page.folio.stay_id),
        "shows_windows": len(page.windows) > 1 or may.open_window,
        "change_payer": offered([actions.CHANGE_PAYER], may, hotel.code, page.key),
        "preview": offered([actions.PREVIEW], may, *here),
        "lines": actions.corrections(hotel, page, request.rights),
    }
    return render(request, "invoicing/folio/folio.html", context)


@requires(Right.INVOICING_VIEW)
@require_GET
def preview(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Show what the next invoice of this folio would say, before it is issued."""
    found = get_object_or_404(Folio.objects.select_related(*FOR_FORMS), pk=pk, hotel=hotel)
    draft = _draft(request, found)
    context = {
        "hotel": hotel,
        "draft": draft,
        "may_post": Right.INVOICING_POST in request.rights,
        "back": address_of(found),
        "whose": whose.of_folio(found),
    }
    return htmx.page(
        request,
        "invoicing/folio/preview.html",
        context,
        fragment="invoicing/folio/preview_panel.html",
    )


@requires(Right.INVOICING_VIEW)
@require_GET
def preview_pdf(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Print the draft of the next invoice, marked as such; it is not kept."""
    rows = Folio.objects.select_related("hotel__logo_document", *FOR_FORMS)
    draft = _draft(request, get_object_or_404(rows, pk=pk, hotel=hotel))
    return HttpResponse(previews.print_preview(draft), content_type="application/pdf")


def _draft(request: StaffRequest, found: Folio) -> previews.Preview:
    return previews.preview(
        folio=found, business_date=request.business_date, actor=request.actor, now=clock.now()
    )


@requires(Right.INVOICING_VIEW)
@require_GET
def stay_folio(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Lead to the stay's main folio, opened or not."""
    return HttpResponseRedirect(address_of(folio_or_404(hotel, MainOf(pk))))


@requires(Right.INVOICING_POST)
def open_window(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Open a further window of a stay for another payer."""
    stay = get_object_or_404(
        Stay.objects.select_related("hotel", "reservation", "guest", "room"), pk=pk, hotel=hotel
    )
    form = WindowForm(
        request.POST or None,
        payers=payers_of(stay),
        hotel=hotel,
        may_create=Right.CARDEX_EDIT in request.rights,
    )
    deed = Deed(
        title=_("New window"),
        explanation=_("A window is an account of its own: its charges, its payer, its invoice."),
        button=_("Open window"),
        back=reverse("invoicing:stay_folio", args=[hotel.code, pk]),
        panel=PAYER_PANEL,
        whose=partial(of_stay, stay, request.rights),
    )

    def act(wish: WindowWish) -> str:
        window = folios.open_window(
            stay_id=stay.pk,
            payer=wish.payer,
            name=wish.name,
            actor=request.actor,
            now=clock.now(),
            request_key=wish.once,
        )
        return _("Window %(number)d is open.") % {"number": window.window}

    return answer(request, deed, form, act)


@requires(Right.INVOICING_POST)
def payer(request: StaffRequest, hotel: Hotel, pk: FolioKey) -> HttpResponse:
    """Choose who gets the invoice of this folio."""
    found = folio_or_404(hotel, pk)
    start = {"payer": found.payer_id, "billing_email": found.billing_email}
    form = PayerForm(
        request.POST or None,
        payers=payers_of(found.stay, found),
        hotel=hotel,
        may_create=Right.CARDEX_EDIT in request.rights,
        initial=start,
    )
    deed = Deed(
        title=_("Payer of this folio"),
        explanation=_("Invoices issued from now on are made out to the payer."),
        button=_("Save payer"),
        back=back_of(request, found),
        panel=PAYER_PANEL,
        whose=partial(whose.of_folio, found),
    )

    def act(wish: PayerWish) -> str:
        changed = folios.change_payer(
            folio_id=pk,
            payer=wish.payer,
            billing_email=wish.billing_email,
            actor=request.actor,
            now=clock.now(),
        )
        return _("The invoice will be made out to %(payer)s.") % {"payer": changed.payer}

    return answer(request, deed, form, act)


@requires(Right.INVOICING_ISSUE)
@require_POST
def issue(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Issue an invoice over what the folio has not invoiced yet."""
    found = get_object_or_404(Folio, pk=pk, hotel=hotel)
    issued = invoices.issue(folio_id=found.pk, actor=request.actor, now=clock.now())
    messages.success(request, _("Invoice %(number)s is issued.") % {"number": issued.full_number})
    return HttpResponseRedirect(reverse("invoicing:invoice", args=[hotel.code, issued.pk]))


@requires(Right.INVOICING_ISSUE)
@require_POST
def close(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Close a folio that is at zero, with the invoice it still lacks."""
    found = get_object_or_404(Folio, pk=pk, hotel=hotel)
    checkout.close_folio(folio_id=found.pk, actor=request.actor, now=clock.now())
    messages.success(request, _("The folio is closed."))
    return HttpResponseRedirect(address_of(found))


@requires(Right.INVOICING_CREDIT_NOTE)
def reopen(request: StaffRequest, hotel: Hotel, pk: int) -> HttpResponse:
    """Open a closed folio again, with a reason."""
    found = get_object_or_404(Folio.objects.select_related(*FOR_FORMS), pk=pk, hotel=hotel)
    deed = Deed(
        title=_("Open the folio again"),
        explanation=_("Invoices stay as issued. What is posted now gets an invoice of its own."),
        button=_("Open folio"),
        back=address_of(found),
        whose=partial(whose.of_folio, found),
    )

    def act(wish: Reason) -> str:
        folios.reopen(folio_id=found.pk, reason=wish.reason, actor=request.actor, now=clock.now())
        return _("The folio is open.")

    return answer(request, deed, ReasonForm(request.POST or None), act)


def _quick_form(request: StaffRequest, hotel: Hotel) -> ChargeForm:
    """The line under the table that posts a charge without opening anything."""
    return ChargeForm(
        hotel=hotel,
        gives_allowances=Right.INVOICING_CORRECT in request.rights,
        auto_id="quick_%s",
    )


def _page(hotel: Hotel, found: Folio, hides: bool) -> folio_page.FolioPage:
    if found.pk is None:
        return folio_page.unopened_page(found)
    return folio_page.folio_page(hotel=hotel, folio_id=found.pk, hides_corrections=hides)


def folio_or_404(hotel: Hotel, key: FolioKey) -> Folio:
    """Return a folio of the hotel; the main one of a stay also before anybody has opened it."""
    if isinstance(key, MainOf):
        stays = Stay.objects.select_related("hotel", "guest", "room", "reservation")
        return folios.main_of(get_object_or_404(stays, pk=key.stay_id, hotel=hotel))
    rows = Folio.objects.select_related(*FOR_FORMS)
    return get_object_or_404(rows, pk=key, hotel=hotel)


def address_of(found: Folio) -> str:
    """Return the address of the folio's page."""
    return reverse("invoicing:folio", args=[found.hotel.code, key_of(found)])


def back_of(request: StaffRequest, found: Folio) -> str:
    """Return to the check-out when the form was opened there, else to the folio."""
    if edge.asked(request).line("from") == "check_out" and found.stay_id:
        return reverse("invoicing:check_out", args=[found.hotel.code, found.stay_id])
    return address_of(found)


def payers_of(stay: Stay | None, found: Folio | None = None) -> QuerySet[Profile]:
    """Return those who may pay for a stay: guest, booker, company, agency, present payer."""
    ids = {found.payer_id} if found else set()
    if stay is not None:
        booking = stay.reservation
        ids |= {stay.guest_id, booking.booker_id}
        ids |= {pk for pk in (booking.company_id, booking.agency_id) if pk}
    return Profile.objects.filter(pk__in=ids).order_by("sort_key", "pk")
