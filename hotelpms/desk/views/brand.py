"""The hotel's colours and logo for guest pages; a strict CSP leaves no room for inline styles."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control

from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import public
from hotelpms.kit.files import documents
from hotelpms.kit.files.colour import readable

STYLESHEET = """:root {{
  --brand: {ground};
  --brand-hover: {hover};
  --brand-ink: {ink};
  --brand-text: light-dark({on_light}, {on_dark});
}}
"""
PICTURES = frozenset({"image/png", "image/jpeg", "image/webp", "image/svg+xml"})


@public("guests see the hotel's colours without logging in")
@cache_control(public=True, max_age=3600)
def stylesheet(request: HttpRequest, code: str) -> HttpResponse:
    """Answer with the hotel's colours, corrected until they are readable."""
    colours = readable(get_object_or_404(Hotel, code=code).brand_colour)
    return HttpResponse(
        STYLESHEET.format(
            ground=colours.ground,
            hover=colours.hover,
            ink=colours.ink,
            on_light=colours.on_light,
            on_dark=colours.on_dark,
        ),
        content_type="text/css; charset=utf-8",
    )


@public("the logo stands on guest pages and in mails")
@cache_control(public=True, max_age=3600)
def logo(request: HttpRequest, code: str) -> HttpResponse:
    """Answer with the hotel's logo; only pictures leave this way."""
    hotel = get_object_or_404(Hotel.objects.select_related("logo_document"), code=code)
    document = hotel.logo_document
    if document is None or document.content_type not in PICTURES:
        raise Http404
    return HttpResponse(documents.read(document), content_type=document.content_type)
