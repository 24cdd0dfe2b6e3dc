import json

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from hotelpms.hotels.rights import public

RULES = {
    "prefetch": [
        {"where": {"selector_matches": ".nav a, .bottom-bar a"}, "eagerness": "conservative"}
    ]
}


@public("the browser asks for it without a person; it names no page")
@require_safe
@cache_control(public=True, max_age=24 * 3600)
def early_fetch(request: HttpRequest) -> HttpResponse:
    """Answer with the rules in the type that browsers insist on."""
    return HttpResponse(json.dumps(RULES), content_type="application/speculationrules+json")
