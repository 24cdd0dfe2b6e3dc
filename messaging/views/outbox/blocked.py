from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from hotelpms.hotels.domain.queries import hotels_with
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import StaffRequest, requires
from hotelpms.kit import clock
from hotelpms.kit.web import edge
from hotelpms.kit.web.paging import paged
from messaging.domain.outbox import blocked as domain
from messaging.domain.outbox.blocked import Released
from messaging.domain.pages import blocked as queries
from messaging.domain.pages.blocked import Blamed
from messaging.views.tabs import tabs

PAGE_SIZE = 100


@requires(Right.MESSAGING_VIEW)
@require_GET
def blocked(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """List the addresses that get no mail: why, since when, and which account's mail it was."""
    seen = list(hotels_with(request.user, Right.MESSAGING_VIEW).values_list("pk", flat=True))
    blamed = queries.blamed(hotel_ids=seen)
    account_id = _known(edge.asked(request).row_id("account"), blamed)
    page = paged(request, queries.blocked(account_id=account_id), PAGE_SIZE)
    context = {
        "hotel": hotel,
        "tabs": tabs(request, "messaging:blocked"),
        "page": page,
        "rows": queries.rows_of(list(page), hotel_ids=seen),
        "blamed": blamed,
        "account_id": account_id,
        "may_release": Right.CARDEX_CONSENT in request.rights,
    }
    return render(request, "messaging/outbox/blocked.html", context)


@requires(Right.CARDEX_CONSENT)
@require_POST
def release(request: StaffRequest, hotel: Hotel) -> HttpResponse:
    """Unblock the ticked addresses, or all of one account, and queue what this hotel held up."""
    sent = edge.sent(request)
    seen = hotels_with(request.user, Right.CARDEX_CONSENT).values_list("pk", flat=True)
    account_id = _known(sent.row_id("account"), queries.blamed(hotel_ids=list(seen)))
    if "all" in sent and account_id is not None:
        ids = list(queries.blocked(account_id=account_id).values_list("pk", flat=True))
    else:
        ids = sent.row_ids("ids") or []
    done = domain.release(ids=ids, actor=request.actor, now=clock.now(), hotel_id=hotel.pk)
    if done.addresses:
        messages.success(request, _told(done))
    else:
        messages.error(request, _("Tick the addresses that may be written to again."))
    return redirect("messaging:blocked", hotel=hotel.code)


def _known(account_id: int | None, accounts: list[Blamed]) -> int | None:
    """Return the account if it is one of these; who has no role in its hotel may not ask for it."""
    return account_id if any(account.pk == account_id for account in accounts) else None


def _told(done: Released) -> str:
    addresses = ngettext(
        "%(count)d address may be written to again.",
        "%(count)d addresses may be written to again.",
        done.addresses,
    ) % {"count": done.addresses}
    mails = ngettext(
        "%(count)d mail that was held up waits to be sent.",
        "%(count)d mails that were held up wait to be sent.",
        done.mails,
    ) % {"count": done.mails}
    return f"{addresses} {mails}" if done.mails else addresses
