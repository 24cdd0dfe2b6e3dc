"""Where payment providers deliver their events. Nothing is believed before it is verified."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hotelpms.hotels.rights import public
from hotelpms.kit import clock
from invoicing.domain.online import receipts
from invoicing.gateways.base import BadSignature
from invoicing.models import PaymentSolution


@csrf_exempt
@public("a payment provider delivers here; its signature is checked")
@require_POST
def deliver(request: HttpRequest, provider: str, hotel: str) -> HttpResponse:
    """Take one event. 400 unless it is signed; an error of ours makes the provider try again."""
    rows = PaymentSolution.objects.select_related("hotel")
    # Whatever is active now: one that was switched off still hears of payments begun before.
    solution = rows.filter(provider=provider, hotel__code=hotel).first()
    if solution is None:
        return HttpResponseBadRequest()
    try:
        receipts.hear(
            solution=solution, body=request.body, headers=request.headers, now=clock.now()
        )
    except BadSignature:
        return HttpResponseBadRequest()
    return HttpResponse()
