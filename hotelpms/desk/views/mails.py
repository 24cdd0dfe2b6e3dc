"""Mails that were kept instead of sent. They are shown as their reader would see them.

A mail's HTML is foreign: it comes from its own address with a policy that runs nothing and
fetches nothing but pictures of this host, and it stands in a sandboxed frame.
"""

from email.message import EmailMessage

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from hotelpms.desk.domain import mails as kept
from hotelpms.hotels.domain.queries import hotel_and_rights, hotels_with
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.hotels.rights import signed_in
from hotelpms.kit.web import edge

MAIL_POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; font-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'self'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox"
)

MOST_PAGES = 999_999
# How a reader may see a mail, by the name in the address.
DARK, NARROW, NO_PICTURES = "dark", "narrow", "plain"
LOOKS = {
    DARK: gettext_lazy("Dark"),
    NARROW: gettext_lazy("320 px wide"),
    NO_PICTURES: gettext_lazy("Without pictures"),
}


@signed_in
@require_GET
def mails(request: HttpRequest) -> HttpResponse:
    """List the kept mails of the person's hotels, newest first."""
    hotels = _hotels(request)
    page = edge.asked(request).number("page", least=1, most=MOST_PAGES) or 1
    listed, has_more = kept.heads(hotels, page=page)
    context = {
        "mails": listed,
        "newer": page - 1 if page > 1 else None,
        "older": page + 1 if has_more else None,
        "zone": _enter(request, hotels),
    }
    return render(request, "desk/mails.html", context)


@signed_in
@require_GET
def mail(request: HttpRequest, key: str) -> HttpResponse:
    """Show one mail: head, frame with the HTML, plain text, files."""
    hotels = _hotels(request)
    found = _found(hotels, key)
    on = {name for name in LOOKS if edge.asked(request).line(name)}
    context = {
        "mail": kept.opened(key, found),
        "zone": _enter(request, hotels),
        "looks": [(label, _query(on ^ {name}), name in on) for name, label in LOOKS.items()],
        "frame_query": _query(on),
        "is_narrow": NARROW in on,
    }
    return render(request, "desk/mail.html", context)


@signed_in
@require_GET
@xframe_options_sameorigin
def mail_html(request: HttpRequest, key: str) -> HttpResponse:
    """Answer with the HTML of a mail, for the frame."""
    body = kept.html(_found(_hotels(request), key))
    asked, policy = edge.asked(request), MAIL_POLICY
    if asked.line(NO_PICTURES):
        policy = policy.replace("img-src 'self' data:", "img-src 'none'")
    if asked.line(DARK):
        # What the mail says to readers who like it dark, said to everybody.
        body = body.replace("(prefers-color-scheme: dark)", "all")
    return HttpResponse(body, headers={"Content-Security-Policy": policy})


@signed_in
@require_GET
def mail_source(request: HttpRequest, key: str) -> HttpResponse:
    """Answer with the source of a mail as text."""
    _found(_hotels(request), key)
    return HttpResponse(kept.source(key), content_type="text/plain; charset=utf-8")


@signed_in
@require_GET
def mail_file(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Hand out a file that came with a mail; it is saved, never opened inside our pages."""
    file = kept.attachment(_found(_hotels(request), key), number)
    if file is None:
        raise Http404
    name, content = file
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(
        content,
        content_type="application/octet-stream",
        headers={"Content-Disposition": disposition or "attachment"},
    )


def _query(on: set[str]) -> str:
    """Return the end of an address that switches these ways of showing the mail on."""
    return f"?{urlencode({name: 1 for name in LOOKS if name in on})}"


def _hotels(request: HttpRequest) -> QuerySet[Hotel]:
    """Return whose mails the person may read; in production no mail is kept here."""
    if settings.IS_PRODUCTION:
        raise Http404
    return hotels_with(request.user, Right.MESSAGING_VIEW)


def _found(hotels: QuerySet[Hotel], key: str) -> EmailMessage:
    mail = kept.find(key, hotels)
    if mail is None:
        raise Http404
    return mail


def _enter(request: HttpRequest, hotels: QuerySet[Hotel]) -> str:
    """Put the frame of the person's first hotel around the page; return that hotel's zone."""
    first = hotels.order_by("name", "pk").first()
    if first is None:
        return "UTC"
    entered = hotel_and_rights(user=request.user, code=first.code)  # type: ignore[arg-type]
    if entered is not None:
        request.hotel, request.rights = entered  # type: ignore[attr-defined]
    return first.zone
