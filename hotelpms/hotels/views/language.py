from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from hotelpms.hotels.domain import people
from hotelpms.hotels.rights import public
from hotelpms.kit.web import edge


@public("everybody may choose the language of the pages")
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the posted `language` for the person and the browser, then go to `next`."""
    language = edge.sent(request).line("language")
    people.check_language(language)
    if request.user.is_authenticated:
        people.choose_language(user=request.user, language=language)
    response = HttpResponseRedirect(_next(request))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 3600,
        secure=request.is_secure(),
        samesite="Lax",
    )
    return response


def _next(request: HttpRequest) -> str:
    return edge.sent(request).own_address(request, "next") or "/"
