"""The page of the embedded test gateway: it looks like a card form and moves no money."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hotelpms.hotels.guest_pages import guest_page, in_language
from hotelpms.kit import clock
from hotelpms.kit.errors import UnknownLink
from hotelpms.kit.keys.secrets import SecretUnreadable
from hotelpms.kit.money import Money
from hotelpms.kit.web import edge
from invoicing.domain.online import embedded_gateway
from invoicing.enums import Provider, SessionState
from invoicing.gateways.embedded import DECLINES, PAYS, Answer, ways_back
from invoicing.models import GatewaySession

# Two whole addresses, sealed.
LONGEST_BACK = 10_000
# Said by the page: a browser would say it in a language of its own.
NO_NUMBER = "no number"
PROBLEMS = {
    NO_NUMBER: lambda: _("Enter the number of the card."),
    Answer.DECLINED: lambda: _("The card was declined. Try another card."),
    Answer.NOT_A_TEST_CARD: lambda: _("This is a test page. It takes only the test cards below."),
    Answer.OVER: lambda: _("This payment is over. Go back to the hotel's page."),
}


@guest_page("a guest is sent here to pay; the session in the address is the key")
@require_http_methods(["GET", "HEAD", "POST"])
def gateway(request: HttpRequest, session: str) -> HttpResponse:
    """Show the card form; POST pays, or closes with `later`."""
    rows = GatewaySession.objects.select_related("link__hotel", "link__invoice")
    row = rows.filter(solution__provider=Provider.EMBEDDED, provider_id=session).first()
    back = _ways_back(request)
    if row is None or back is None:
        raise UnknownLink
    if request.method != "POST":
        return _page(request, row, back)
    if "later" in edge.sent(request):
        embedded_gateway.pay_later(provider_id=session, now=clock.now())
        return HttpResponseRedirect(back["later"], status=303)
    card = edge.sent(request).line("number")
    if not card:
        return _page(request, row, back, NO_NUMBER)
    answer = embedded_gateway.pay(provider_id=session, card=card, now=clock.now())
    if answer == Answer.PAID:
        return HttpResponseRedirect(back["paid"], status=303)
    return _page(request, row, back, answer)


def _ways_back(request: HttpRequest) -> dict[str, str] | None:
    try:
        return ways_back(edge.asked(request).line("back", longest=LONGEST_BACK))
    except SecretUnreadable:
        return None


def _page(
    request: HttpRequest,
    row: GatewaySession,
    back: dict[str, str],
    answer: Answer | str | None = None,
) -> HttpResponse:
    def show() -> HttpResponse:
        context = {
            "hotel": row.link.hotel,
            "invoice": row.link.invoice,
            "amount": Money(row.amount, row.currency),
            "is_open": row.state == SessionState.OPEN and answer != Answer.OVER,
            "back": back["later"],
            "problem": PROBLEMS[answer]() if answer in PROBLEMS else "",
            "pays": _grouped(PAYS),
            "declines": _grouped(DECLINES),
        }
        status = 402 if answer == Answer.DECLINED else 422 if answer else 200
        return render(request, "guest/gateway.html", context, status=status)

    return in_language(request, row.link.hotel, row.link.invoice.language, show)


def _grouped(number: str) -> str:
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))
